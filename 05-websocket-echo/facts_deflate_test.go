package main

import (
	"bytes"
	"compress/flate"
	"net"
	"sync/atomic"
	"testing"

	"github.com/gorilla/websocket"
)

// 이 파일의 테스트는 노트의 "더 알기"에서 압축을 말하는 것이다. t.Log가 찍는 글을 노트가 옮겨 적는다.

// gorilla는 앞 메시지를 기억하지 않고 압축한다. 짧은 메시지는 길어진다.
func TestSmallMessagesGrowUnderCompression(t *testing.T) {
	for _, compress := range []bool{false, true} {
		var sent atomic.Int64
		dialer := websocket.Dialer{EnableCompression: compress, NetDial: func(network, addr string) (net.Conn, error) {
			conn, err := net.Dial(network, addr)
			return counted{conn, &sent}, err
		}}
		conn, _, err := dialer.Dial(echoServer(t, websocket.Upgrader{EnableCompression: compress}), nil)
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		before := sent.Load()
		conn.WriteMessage(websocket.TextMessage, []byte("Hello 0"))
		size := sent.Load() - before
		t.Logf("압축 %v: \"Hello 0\"을 보낸 프레임 %d바이트", compress, size)
		if (size > 13) != compress {
			t.Error("짐작과 다르다")
		}
	}
}

type counted struct {
	net.Conn
	sent *atomic.Int64
}

func (c counted) Write(p []byte) (int, error) {
	c.sent.Add(int64(len(p)))
	return c.Conn.Write(p)
}

// 앞 메시지를 기억하고 압축하면(context takeover) 되풀이되는 메시지는 줄어든다. RFC 7692의 기본값이다.
func TestRepeatedMessagesShrink(t *testing.T) {
	var out bytes.Buffer
	memory, err := flate.NewWriter(&out, flate.DefaultCompression)
	if err != nil {
		t.Fatal(err)
	}
	var sizes []int
	for range 3 {
		out.Reset()
		memory.Write([]byte("Hello 0"))
		memory.Flush()
		sizes = append(sizes, out.Len()-len("\x00\x00\xff\xff")) // 끝의 네 바이트는 보내지 않는다(7.2.1절).
	}
	t.Logf("7바이트 \"Hello 0\"을 세 번 보낼 때의 페이로드: %d바이트", sizes)
	if sizes[0] <= 7 || sizes[1] >= 7 || sizes[2] >= 7 {
		t.Error("짐작과 다르다")
	}
}

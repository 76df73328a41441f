package main

import (
	"bufio"
	"context"
	"encoding/binary"
	"io"
	"log"
	"net"
	"net/http"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"socketworkbook/internal/lesson/lessontest"
)

const handshake = "GET /ws HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n" +
	"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"

// masked는 클라이언트가 보내는 짧은 프레임이다. 마스킹 키는 0이다.
func masked(first byte, payload string) string {
	return string([]byte{first, 0x80 | byte(len(payload)), 0, 0, 0, 0}) + payload
}

// bubble은 가짜 시계 안에서 서버를 켠다. net.Pipe에는 버퍼가 없어서, 읽지 않으면 서버의 쓰기가 바로 막힌다.
func bubble(t *testing.T, test func(t *testing.T, h *hub, pipe *lessontest.Pipe, stop func())) {
	synctest.Test(t, func(t *testing.T) {
		log.SetOutput(io.Discard)
		pipe := lessontest.NewPipe()
		ctx, stop := context.WithCancel(t.Context())
		ended := make(chan error)
		h := newHub(ctx)
		go func() { ended <- h.serve(pipe) }()
		test(t, h, pipe, stop)
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
}

// member는 핸드셰이크를 마친 연결이다.
func member(t *testing.T, pipe *lessontest.Pipe) (net.Conn, *bufio.Reader) {
	t.Helper()
	conn, err := pipe.Dial()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	io.WriteString(conn, handshake)
	in := bufio.NewReader(conn)
	if response, err := http.ReadResponse(in, nil); err != nil || response.StatusCode != 101 {
		t.Fatal(response, err)
	}
	return conn, in
}

// next는 서버가 보낸 프레임 하나를 읽는다.
func next(in *bufio.Reader) (first byte, payload string, err error) {
	head := make([]byte, 2)
	if _, err := io.ReadFull(in, head); err != nil {
		return 0, "", err
	}
	length := int(head[1])
	if length == 126 {
		long := make([]byte, 2)
		io.ReadFull(in, long)
		length = int(binary.BigEndian.Uint16(long))
	}
	body := make([]byte, length)
	_, err = io.ReadFull(in, body)
	return head[0], string(body), err
}

// rest는 연결이 끝날 때까지 온 프레임들의 첫 바이트이다.
func rest(in *bufio.Reader) (all []byte) {
	for {
		first, _, err := next(in)
		if err != nil {
			return all
		}
		all = append(all, first)
	}
}

// 종료 프레임은 언제나 서버의 마지막 말이다. RFC 6455 5.5.1절.
// 서버의 종료 프레임이 아직 떠나지 못한 동안 새 이벤트가 나게 한다. 쓰는 고루틴이 둘이던 때에는 이벤트가 종료 프레임을 뒤따랐다.
func TestNothingAfterClose(t *testing.T) {
	bubble(t, func(t *testing.T, h *hub, pipe *lessontest.Pipe, stop func()) {
		conn, in := member(t, pipe)
		io.WriteString(conn, masked(finClose, "\x03\xe8"))
		synctest.Wait() // 서버는 종료 프레임을 쓰다가 막혀 있다. 읽지 않았기 때문이다.
		h.emit(burst, 32)
		if got := rest(in); !slices.Equal(got, []byte{finClose}) {
			t.Errorf("종료 프레임 하나만 와야 하는데 %x가 왔다", got)
		}
	})
}

// 틀린 프레임에 답하는 종료 프레임(gorilla가 쓴다)도 마지막 말이다. 서버가 멈출 때는 1001이 마지막 말이다.
func TestEveryFarewellIsLast(t *testing.T) {
	for name, leave := range map[string]func(conn net.Conn, stop func()){
		"가리지 않은 프레임": func(conn net.Conn, stop func()) { io.WriteString(conn, "\x81\x01a") },
		"너무 긴 메시지":   func(conn net.Conn, stop func()) { conn.Write([]byte{0x82, 0xff, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0}) },
		"서버가 멈춤":     func(conn net.Conn, stop func()) { stop() },
	} {
		t.Run(name, func(t *testing.T) {
			bubble(t, func(t *testing.T, h *hub, pipe *lessontest.Pipe, stop func()) {
				conn, in := member(t, pipe)
				leave(conn, stop)
				synctest.Wait()
				h.emit(burst, 32)
				if got := rest(in); !slices.Equal(got, []byte{finClose}) {
					t.Errorf("종료 프레임 하나만 와야 하는데 %x가 왔다", got)
				}
			})
		})
	}
}

// 핑에 답하면 남고, 답하지 않으면 75초 안에 끊긴다.
func TestSilentMemberIsGone(t *testing.T) {
	bubble(t, func(t *testing.T, h *hub, pipe *lessontest.Pipe, stop func()) {
		_, in := member(t, pipe)
		begin := time.Now()
		got := rest(in)
		if took := time.Since(begin); took < silence || took > 75*time.Second {
			t.Errorf("%v 만에 끊었다. 온 것은 %x", took, got)
		}
	})
	bubble(t, func(t *testing.T, h *hub, pipe *lessontest.Pipe, stop func()) {
		conn, in := member(t, pipe)
		for range 10 {
			if first, _, err := next(in); first != finPing || err != nil {
				t.Fatalf("핑이 와야 하는데 %x, %v", first, err)
			}
			io.WriteString(conn, masked(0x8a, ""))
		}
		conn.Close()
	})
}

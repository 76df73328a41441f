package main

import (
	"context"
	"io"
	"log"
	"net"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gorilla/websocket"

	"socketworkbook/internal/lesson/lessontest"
)

// bubble은 가짜 시계 안에서 서버를 켜고 연결을 하나 연다.
func bubble(t *testing.T, test func(t *testing.T, conn *websocket.Conn, pings *int)) {
	synctest.Test(t, func(t *testing.T) {
		log.SetOutput(io.Discard)
		pipe := lessontest.NewPipe()
		ctx, stop := context.WithCancel(t.Context())
		ended := make(chan error)
		go func() { ended <- serve(ctx, pipe) }()
		dialer := websocket.Dialer{
			Subprotocols: []string{subprotocol},
			NetDial:      func(string, string) (net.Conn, error) { return pipe.Dial() },
		}
		conn, _, err := dialer.Dial("ws://x/", nil)
		if err != nil {
			t.Fatal(err)
		}
		pings := 0
		answer := conn.PingHandler()
		conn.SetPingHandler(func(data string) error {
			pings++
			return answer(data)
		})
		test(t, conn, &pings)
		conn.Close()
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
}

// 말은 없어도 핑에 답하는 손님은 끊지 않는다. 핑은 30초마다 온다.
func TestQuietPeerIsKept(t *testing.T) {
	bubble(t, func(t *testing.T, conn *websocket.Conn, pings *int) {
		conn.SetReadDeadline(time.Now().Add(time.Hour + time.Second)) // 가짜 시계
		_, _, err := conn.ReadMessage()
		if timeout, ok := err.(net.Error); !ok || !timeout.Timeout() {
			t.Errorf("한 시간을 버티지 못했다: %v", err)
		}
		if want := int(time.Hour / pingEvery); *pings != want {
			t.Errorf("한 시간에 핑이 %d번 왔다. 바라던 것은 %d번", *pings, want)
		}
	})
}

// 서버가 멈추지 않을 때 온 울타리의 퐁은 아무 뜻이 없다. 손님이 서버의 작별을 불러낼 수는 없다.
func TestUnaskedFenceMeansNothing(t *testing.T) {
	bubble(t, func(t *testing.T, conn *websocket.Conn, pings *int) {
		conn.WriteControl(websocket.PongMessage, []byte(lastPing), time.Now().Add(time.Second))
		conn.WriteMessage(websocket.TextMessage, []byte("아직 있나요"))
		if _, message, err := conn.ReadMessage(); string(message) != "아직 있나요" {
			t.Errorf("%q, %v", message, err)
		}
	})
}

// 바이트는 받지만 아무 답도 없는 손님은 75초 안에 끊는다.
func TestDeadPeerIsGone(t *testing.T) {
	bubble(t, func(t *testing.T, conn *websocket.Conn, pings *int) {
		begin := time.Now()
		io.Copy(io.Discard, conn.NetConn()) // 핑을 읽기만 하고 답하지 않는다.
		if took := time.Since(begin); took < silence || took > 75*time.Second {
			t.Errorf("%v 만에 끊었다", took)
		}
	})
}

// 보내기만 하고 읽지 않는 손님은 쓰기 기한에 걸린다.
func TestPeerThatNeverReadsIsGone(t *testing.T) {
	bubble(t, func(t *testing.T, conn *websocket.Conn, pings *int) {
		begin := time.Now()
		err := conn.WriteMessage(websocket.TextMessage, []byte("읽지 않겠다"))
		for ; err == nil; err = conn.WriteMessage(websocket.TextMessage, []byte("읽지 않겠다")) {
		}
		if took := time.Since(begin); took != writeTimeout {
			t.Errorf("%v 만에 끊었다", took)
		}
	})
}

// 메시지 하나를 1분에 한 바이트씩 보내며 버티는 손님도 끊는다.
func TestDrippingPeerIsGone(t *testing.T) {
	bubble(t, func(t *testing.T, conn *websocket.Conn, pings *int) {
		go io.Copy(io.Discard, conn.NetConn())
		begin := time.Now()
		frame := []byte{0x82, 0xfe, 0x40, 0x00, 1, 2, 3, 4} // 16KiB라고 적은 프레임의 머리
		_, err := conn.NetConn().Write(frame)
		for ; err == nil; _, err = conn.NetConn().Write([]byte{0}) {
			time.Sleep(time.Minute) // 가짜 시계
		}
		if took := time.Since(begin); took > 3*time.Minute {
			t.Errorf("%v 동안 버텼다", took)
		}
	})
}

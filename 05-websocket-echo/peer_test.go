package main

import (
	"bufio"
	"context"
	"io"
	"log"
	"net"
	"net/http"
	"strings"
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

// 말은 없어도 핑에 답하는 클라이언트는 끊지 않는다. 핑은 30초마다 온다.
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

// 서버가 멈추지 않을 때 온 마지막 핑의 퐁은 아무 뜻이 없다. 클라이언트가 1001을 불러낼 수는 없다.
func TestUnaskedLastPongMeansNothing(t *testing.T) {
	bubble(t, func(t *testing.T, conn *websocket.Conn, pings *int) {
		conn.WriteControl(websocket.PongMessage, []byte(lastPing), time.Now().Add(time.Second))
		conn.WriteMessage(websocket.TextMessage, []byte("아직 있나요"))
		if _, message, err := conn.ReadMessage(); string(message) != "아직 있나요" {
			t.Errorf("%q, %v", message, err)
		}
	})
}

// 바이트는 받지만 아무 답도 없는 클라이언트는 75초 안에 끊는다.
func TestDeadPeerIsGone(t *testing.T) {
	bubble(t, func(t *testing.T, conn *websocket.Conn, pings *int) {
		begin := time.Now()
		io.Copy(io.Discard, conn.NetConn()) // 핑을 읽기만 하고 답하지 않는다.
		took := time.Since(begin)
		t.Logf("가짜 시계로 %v 만에 서버가 끊음", took)
		if took < silence || took > 75*time.Second {
			t.Errorf("%v 만에 끊었다", took)
		}
	})
}

// 보내기만 하고 읽지 않는 클라이언트는 쓰기 데드라인에 걸린다.
func TestPeerThatNeverReadsIsGone(t *testing.T) {
	bubble(t, func(t *testing.T, conn *websocket.Conn, pings *int) {
		begin := time.Now()
		err := conn.WriteMessage(websocket.TextMessage, []byte("읽지 않겠다"))
		for ; err == nil; err = conn.WriteMessage(websocket.TextMessage, []byte("읽지 않겠다")) {
		}
		took := time.Since(begin)
		t.Logf("가짜 시계로 %v 만에 서버가 끊음", took)
		if took != writeTimeout {
			t.Errorf("%v 만에 끊었다", took)
		}
	})
}

// 핑을 보낸 클라이언트도 쓰기를 기다려 주는 시간은 같다. gorilla의 핑 핸들러는 1초만 기다리고, 그 뒤로는 아무것도 쓰지 못한다.
func TestPingDoesNotShortenTheWait(t *testing.T) {
	bubble(t, func(t *testing.T, conn *websocket.Conn, pings *int) {
		begin := time.Now()
		conn.WriteControl(websocket.PingMessage, nil, time.Time{})
		err := conn.WriteMessage(websocket.TextMessage, []byte("읽지 않겠다"))
		for ; err == nil; err = conn.WriteMessage(websocket.TextMessage, []byte("읽지 않겠다")) {
		}
		took := time.Since(begin)
		t.Logf("가짜 시계로 %v 만에 서버가 끊음", took)
		if took != writeTimeout {
			t.Errorf("%v 만에 끊었다", took)
		}
	})
}

// 퐁을 꼬박꼬박 보내더라도, 시작한 메시지는 끝나야 한다. 아니면 1MiB 가까이를 받아 둔 채 영영 기다린다.
func TestPongsDoNotProlongAMessage(t *testing.T) {
	bubble(t, func(t *testing.T, conn *websocket.Conn, pings *int) {
		begin := time.Now()
		io.WriteString(conn.NetConn(), frame(text, "이어지는 프래그먼트는 오지 않는다"))
		conn.SetReadDeadline(begin.Add(time.Hour)) // 가짜 시계
		conn.ReadMessage()                         // 핑에 퐁으로 답한다.
		took := time.Since(begin)
		t.Logf("가짜 시계로 %v 만에 서버가 끊음", took)
		if took != silence || *pings == 0 {
			t.Errorf("핑을 %d번 보내고 %v 만에 끊었다", *pings, took)
		}
	})
}

// 오래 걸린 메시지를 끝낸 클라이언트에게는 다시 온전한 시간을 준다. 그동안의 퐁을 세지 않았기 때문이다.
func TestSlowMessageIsForgiven(t *testing.T) {
	bubble(t, func(t *testing.T, conn *websocket.Conn, pings *int) {
		begin := time.Now()
		finish := time.AfterFunc(silence-time.Second, func() {
			conn.NetConn().SetWriteDeadline(time.Time{}) // 앞서 보낸 퐁의 데드라인이 남아 있다.
			io.WriteString(conn.NetConn(), frame(fin|cont, "끝"))
		})
		defer finish.Stop()
		io.WriteString(conn.NetConn(), frame(text, "처음과 "))
		conn.SetReadDeadline(begin.Add(time.Hour)) // 가짜 시계
		if _, message, err := conn.ReadMessage(); string(message) != "처음과 끝" {
			t.Errorf("%q, %v", message, err)
		}
		_, _, err := conn.ReadMessage()
		if timeout, ok := err.(net.Error); !ok || !timeout.Timeout() {
			t.Errorf("%v 만에 끊었다: %v", time.Since(begin), err)
		}
	})
}

// 메시지 하나를 1분에 한 바이트씩 보내며 버티는 클라이언트도 끊는다.
func TestDrippingPeerIsGone(t *testing.T) {
	bubble(t, func(t *testing.T, conn *websocket.Conn, pings *int) {
		go io.Copy(io.Discard, conn.NetConn())
		begin := time.Now()
		frame := []byte{0x82, 0xfe, 0x40, 0x00, 1, 2, 3, 4} // 16KiB라고 적은 프레임의 헤더
		_, err := conn.NetConn().Write(frame)
		for ; err == nil; _, err = conn.NetConn().Write([]byte{0}) {
			time.Sleep(time.Minute) // 가짜 시계
		}
		took := time.Since(begin)
		t.Logf("가짜 시계로 %v 만에 서버가 끊음", took)
		if took > 3*time.Minute {
			t.Errorf("%v 동안 버텼다", took)
		}
	})
}

// 업그레이드에 답하는 동안 서버가 멈추어도, 그 연결을 잊지 않고 1001로 끝낸다.
func TestStopDuringTheUpgrade(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		log.SetOutput(io.Discard)
		pipe := lessontest.NewPipe()
		ctx, stop := context.WithCancel(t.Context())
		ended := make(chan error, 1)
		go func() { ended <- serve(ctx, pipe) }()
		conn, err := pipe.Dial()
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		io.WriteString(conn, upgradeRequest)
		synctest.Wait() // 서버는 101을 쓰다가 막혀 있다. 우리가 아직 읽지 않았다.
		stop()
		synctest.Wait()
		select {
		case <-ended:
			t.Error("연결을 잊고 끝났다")
		default:
		}
		said, _ := io.ReadAll(conn)
		if !strings.HasPrefix(string(said), "HTTP/1.1 101 ") || !strings.Contains(string(said), "\x03\xe9서버가 멈춥니다") {
			t.Errorf("서버의 말이 %q이다", said)
		}
	})
}

// 1001을 보낸 뒤에 온 핑에는 답할 수 없다. 그래도 끊지 않고 상대의 종료 프레임을 기다린다.
func TestPingAfterGoodbye(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		log.SetOutput(io.Discard)
		pipe := lessontest.NewPipe()
		ctx, stop := context.WithCancel(t.Context())
		ended := make(chan error, 1)
		go func() { ended <- serve(ctx, pipe) }()
		conn, err := pipe.Dial()
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		io.WriteString(conn, upgradeRequest)
		http.ReadResponse(bufio.NewReader(conn), nil)
		begin := time.Now()
		stop()
		go io.Copy(io.Discard, conn)
		time.Sleep(lastWait + lastWait/4) // 가짜 시계. 1001은 왔다.
		io.WriteString(conn, frame(fin|ping, "아직 계세요"))
		<-ended
		if took := time.Since(begin); took != closeWait {
			t.Errorf("%v 만에 끊었다", took)
		}
	})
}

const upgradeRequest = "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n" +
	"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"

package main

import (
	"context"
	"fmt"
	"io"
	"log"
	"net"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gorilla/websocket"

	"socketworkbook/06-gin-routes/peer"
	"socketworkbook/internal/lesson/lessontest"
	"socketworkbook/internal/web"
)

// bubble은 가짜 시계 안에서 앱을 켜고 /ws에 연결한다. test가 stop을 부르지 않아도 마지막에 멈춘다.
func bubble(t *testing.T, test func(t *testing.T, conn *websocket.Conn, stop func())) {
	// scs.New이 켜는 청소 고루틴은 끝이 없으므로 앱은 가짜 시계 밖에서 만든다.
	ctx, stop := context.WithCancel(context.Background())
	peers := peer.New(ctx)
	app := handle(defaults, "", peers, localRooms(t.Context()))
	synctest.Test(t, func(t *testing.T) {
		pipe := lessontest.NewPipe()
		ended := make(chan error)
		go func() {
			err := web.Serve(ctx, pipe, app)
			peers.Wait()
			ended <- err
		}()
		dialer := websocket.Dialer{NetDial: func(string, string) (net.Conn, error) { return pipe.Dial() }}
		conn, _, err := dialer.Dial("ws://x/ws", nil)
		if err != nil {
			t.Fatal(err)
		}
		test(t, conn, stop)
		conn.Close()
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
}

// 3초마다 한 줄을 보내고, 답은 로그에 적는다. 답하지 않아도 퐁을 보내면 끊지 않는다.
func TestSpeaksEveryThreeSeconds(t *testing.T) {
	log.SetOutput(io.Discard)
	bubble(t, func(t *testing.T, conn *websocket.Conn, stop func()) {
		begin := time.Now()
		for n := 1; n <= 101; n++ { // 핑(30초마다)과 겹치는 때에 멈추지 않는다. 버퍼가 없는 pipe에서는 둘이 서로의 쓰기를 기다린다.
			_, line, err := conn.ReadMessage()
			if err != nil || string(line) != fmt.Sprintf("서버의 %d번째 말", n) || time.Since(begin) != time.Duration(n)*3*time.Second {
				t.Fatalf("%v 뒤에 %q, %v", time.Since(begin), line, err)
			}
		}
		stop()
		if _, _, err := conn.ReadMessage(); !websocket.IsCloseError(err, websocket.CloseGoingAway) {
			t.Errorf("1001을 기다렸는데 %v", err)
		}
	})
}

// 말도 퐁도 보내지 않는 클라이언트는 70초 뒤에 끊긴다. FIN 없이 사라진 클라이언트도 이렇게 보인다.
func TestSilentPeerIsGone(t *testing.T) {
	log.SetOutput(io.Discard)
	bubble(t, func(t *testing.T, conn *websocket.Conn, stop func()) {
		begin := time.Now()
		io.Copy(io.Discard, conn.NetConn()) // 받기만 하고 답하지 않는다.
		if took := time.Since(begin); took != 70*time.Second {
			t.Errorf("%v 만에 끊었다", took)
		}
	})
}

// 퐁은 보내지만 받지 않는 클라이언트도 10초 뒤에 끊긴다. 연결은 두 고루틴이 맡고, 하나가 그만두면 함께 끝난다.
func TestDeafPeerIsGone(t *testing.T) {
	log.SetOutput(io.Discard)
	bubble(t, func(t *testing.T, conn *websocket.Conn, stop func()) {
		begin := time.Now()
		for time.Since(begin) < time.Minute && conn.WriteControl(websocket.PongMessage, nil, time.Now().Add(time.Hour)) == nil {
			time.Sleep(time.Second / 2) // 가짜 시계
		}
		if took := time.Since(begin); took < 13*time.Second || took > 14*time.Second { // 첫 줄은 3초 뒤에 쓴다.
			t.Errorf("%v 만에 끊었다", took)
		}
	})
}

// 업그레이드를 청하는 요청이 틀렸으면 이유와 함께 거절한다.
func TestBrokenHandshakes(t *testing.T) {
	addr, _ := start(t, defaults)
	for _, test := range []struct{ from, to, want string }{
		{"GET /ws HTTP/1.1", "GET /ws HTTP/1.0", "HTTP/1.0 400 "},
		{"Version: 13", "Version: 12", "HTTP/1.1 400 "},
		{"Version: 13", "Version: 12", "Sec-Websocket-Version: 13\r\n"},
		{"Host: localhost", "Host: localhost\r\nOrigin: http://evil.example", "HTTP/1.1 403 "},
		{"", "", "HTTP/1.1 101 "},
	} {
		conn, err := net.Dial("tcp", addr)
		if err != nil {
			t.Fatal(err)
		}
		conn.SetDeadline(time.Now().Add(10 * time.Second))
		io.WriteString(conn, strings.Replace(upgrade, test.from, test.to, 1))
		answer := make([]byte, 4096)
		n, _ := conn.Read(answer)
		conn.Close()
		if !strings.Contains(string(answer[:n]), test.want) {
			t.Errorf("%s: %q가 없다. 온 것: %.300q", test.to, test.want, answer[:n])
		}
	}
}

// 너무 긴 말과 UTF-8이 아닌 말은 이유를 적은 코드로 끝낸다. 다른 사이트의 페이지는 붙지 못한다.
func TestCloseCodes(t *testing.T) {
	addr, _ := start(t, defaults)
	for message, code := range map[string]int{
		strings.Repeat("a", 4<<10+1): websocket.CloseMessageTooBig,
		"안\xeb":                      websocket.CloseInvalidFramePayloadData,
	} {
		conn, _, err := websocket.DefaultDialer.Dial("ws://"+addr+"/ws", nil)
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		conn.WriteMessage(websocket.TextMessage, []byte(message))
		if _, _, err := conn.ReadMessage(); !websocket.IsCloseError(err, code) {
			t.Errorf("%d를 기다렸는데 %v", code, err)
		}
	}
}

const upgrade = "GET /ws HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n" +
	"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"

package main

import (
	"fmt"
	"log"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"
)

// 멈추기 전에 온 말은 모두 로그에 적고, 그다음에 1001을 보낸다.
func TestStopHearsWhatWasSent(t *testing.T) {
	addr, stop := start(t, defaults)
	var text lockedBuilder
	log.SetOutput(&text)
	conn, _, err := websocket.DefaultDialer.Dial("ws://"+addr+"/ws", nil)
	if err != nil {
		t.Fatal(err)
	}
	const sent = 500
	for i := range sent {
		if err := conn.WriteMessage(websocket.TextMessage, fmt.Appendf(nil, "말 %d", i)); err != nil {
			t.Fatal(err)
		}
	}
	go func() {
		conn.ReadMessage() // 핑에 답하고, 종료 프레임에 답한다.
		conn.Close()
	}()
	stop()
	if n := strings.Count(text.String(), "의 말: "); n != sent || !strings.Contains(text.String(), "close 1001") {
		t.Errorf("%d개를 보냈는데 %d개를 적었다. 끝은 %.200q", sent, n, text.String()[max(0, len(text.String())-200):])
	}
	if !strings.Contains(text.String(), ` 101 GET "/ws" `) {
		t.Error("돌아온 다음에야 로그를 적는다")
	}
}

// 종료 프레임을 모른 척하고 계속 말하는 클라이언트가 있어도 3초 안에 멈춘다.
func TestStopWithChattyClient(t *testing.T) {
	t.Parallel()
	addr, stop := start(t, defaults)
	conn, _, err := websocket.DefaultDialer.Dial("ws://"+addr+"/ws", nil)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	talking := make(chan bool)
	go func() {
		defer close(talking)
		for conn.WriteMessage(websocket.TextMessage, []byte("나는 안 멈춘다")) == nil {
		}
	}()
	stop()
	<-talking
}

func TestStopWithOpenSockets(t *testing.T) {
	t.Parallel()
	addr, stop := start(t, defaults)
	var conns []*websocket.Conn
	for range 3 { // 아무도 읽지 않으므로 종료 프레임에 답하지 않는다.
		conn, _, err := websocket.DefaultDialer.Dial("ws://"+addr+"/ws", nil)
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		conns = append(conns, conn)
	}
	begin := time.Now()
	stop()
	if took := time.Since(begin); took < time.Second {
		t.Errorf("%v 만에 멈추었다. 종료 프레임에 답할 틈 1초를 주지 않았다", took)
	}
	for _, conn := range conns {
		if _, _, err := conn.ReadMessage(); !websocket.IsCloseError(err, websocket.CloseGoingAway) {
			t.Errorf("1001을 기다렸는데 %v", err)
		}
	}
}

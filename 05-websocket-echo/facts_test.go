package main

import (
	"net"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/gorilla/websocket"
)

// 이 파일의 테스트는 노트의 "더 알기"에서 gorilla를 말하는 것이다. t.Log가 찍는 글을 노트가 옮겨 적는다.

// 둘의 쓰기가 겹친 것을 gorilla가 알아채면 패닉이다. 쓰는 고루틴은 하나여야 한다.
func TestTwoWritersPanic(t *testing.T) {
	stuck := &stuckConn{entered: make(chan struct{}), leave: make(chan struct{})}
	dialer := websocket.Dialer{NetDial: func(network, addr string) (net.Conn, error) {
		conn, err := net.Dial(network, addr)
		stuck.Conn = conn
		return stuck, err
	}}
	conn, _, err := dialer.Dial(echoServer(t, websocket.Upgrader{}), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	stuck.on = true
	first := make(chan error)
	go func() { first <- conn.WriteMessage(websocket.TextMessage, []byte("하나")) }()
	<-stuck.entered // 첫째가 쓰다가 막혀 있다.
	func() {
		defer func() { t.Logf("둘째가 쓰려고 하면: panic: %v", recover()) }()
		conn.WriteMessage(websocket.TextMessage, []byte("둘"))
		t.Error("패닉이 나지 않았다")
	}()
	close(stuck.leave)
	<-first
}

// stuckConn은 on이면 leave가 닫힐 때까지 쓰지 않는다.
type stuckConn struct {
	net.Conn
	on             bool
	entered, leave chan struct{}
}

func (c *stuckConn) Write(p []byte) (int, error) {
	if c.on {
		close(c.entered)
		<-c.leave
	}
	return c.Conn.Write(p)
}

// gorilla는 정해 주지 않으면 메시지의 크기를 재지 않는다.
func TestNoReadLimitByDefault(t *testing.T) {
	const size = 16 << 20
	conn, _, err := websocket.DefaultDialer.Dial(echoServer(t, websocket.Upgrader{}), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	go conn.WriteMessage(websocket.BinaryMessage, make([]byte, size))
	_, message, err := conn.ReadMessage()
	t.Logf("한도를 정하지 않은 서버: %dMiB 메시지를 받아 돌려줌", len(message)>>20)
	if err != nil || len(message) != size {
		t.Errorf("%d바이트, %v", len(message), err)
	}

	addr, _ := start(t)
	conn, _, err = websocket.DefaultDialer.Dial("ws://"+addr+"/", nil)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	go conn.WriteMessage(websocket.BinaryMessage, make([]byte, size))
	_, _, err = conn.ReadMessage()
	t.Logf("이 수업의 서버: %v", err)
	if !websocket.IsCloseError(err, websocket.CloseMessageTooBig) {
		t.Error("받아들였다")
	}
}

// echoServer는 gorilla를 있는 그대로 쓴 에코 서버이다.
func echoServer(t *testing.T, upgrader websocket.Upgrader) (address string) {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		conn, err := upgrader.Upgrade(w, r, nil)
		if err != nil {
			return
		}
		defer conn.Close()
		for {
			kind, message, err := conn.ReadMessage()
			if err != nil || conn.WriteMessage(kind, message) != nil {
				return
			}
		}
	}))
	t.Cleanup(server.Close)
	return "ws" + server.URL[len("http"):]
}

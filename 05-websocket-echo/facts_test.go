package main

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/gorilla/websocket"

	"socketworkbook/internal/browser"
)

// 이 파일의 테스트는 노트의 "옛 노트 바로잡기"가 보여 주는 것이다. t.Log가 찍는 글을 노트가 옮겨 적는다.

// 서브프로토콜을 확인해 주지 않는 서버를 Go의 클라이언트는 받아들이고, 브라우저는 떠난다.
func TestBrowserDemandsSubprotocol(t *testing.T) {
	careless := echoServer(t, websocket.Upgrader{CheckOrigin: func(*http.Request) bool { return true }})
	conn, _, err := (&websocket.Dialer{Subprotocols: []string{subprotocol}}).Dial(careless, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	t.Logf("Go의 클라이언트: 붙음, 정해진 서브프로토콜 %q", conn.Subprotocol())

	addr, _ := start(t)
	page := browser.Open(t, "http://"+addr+"/nope") // CSP가 없는 빈 페이지
	browser.Eval[bool](page, fmt.Sprintf(`window.ended = ""; { const s = new WebSocket(%q, %q);
		s.onopen = () => ended = "붙음"; s.onclose = (e) => ended ||= "떠남, 코드 " + e.code; } true`, careless, subprotocol))
	page.Until(`ended !== ""`)
	ended := browser.Eval[string](page, "ended")
	t.Logf("브라우저: %s", ended)
	if ended != "떠남, 코드 1006" {
		t.Error("짐작과 다르다")
	}
}

// 맨 바깥의 var status는 새 변수가 아니라 window.status이다. 요소를 담아도 문자열이 된다.
func TestGlobalStatusIsAString(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		io.WriteString(w, `<!doctype html><title>status</title><script>var status = document.createElement("span");</script>`)
	}))
	t.Cleanup(server.Close)
	kind := browser.Eval[string](browser.Open(t, server.URL), "typeof status")
	t.Logf("요소를 담은 뒤의 typeof status: %q", kind)
	if kind != "string" {
		t.Error("짐작과 다르다")
	}
}

// 새 문법을 모르고 WebSocket도 없는 브라우저에서도 페이지는 그렇다고 말한다.
func TestPageWithoutWebSocket(t *testing.T) {
	index, _ := files.ReadFile("index.html")
	old := strings.Replace(string(index), "<script>", "<script>delete window.WebSocket;</script><script>", 1)
	old = strings.Replace(old, "const backoff", "모르는 문법", 1) // 이 스크립트는 통째로 실행되지 않는다.
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		io.WriteString(w, old)
	}))
	t.Cleanup(server.Close)
	if got := browser.Open(t, server.URL).Text("#status"); got != "이 브라우저에는 WebSocket이 없습니다." {
		t.Errorf("상태가 %q이다", got)
	}
}

// innerHTML에 더한 글은 태그가 되고, 태그는 스크립트를 부른다. textContent에 적은 글은 글이다.
func TestInnerHTMLRunsScripts(t *testing.T) {
	addr, _ := start(t)
	page := browser.Open(t, "http://"+addr+"/nope")
	const message = `<img src="data:," onerror="attacks++">`
	attack := func(write string) int {
		browser.Eval[bool](page, fmt.Sprintf(`window.attacks = 0; window.drawn = false; document.body.textContent = ""; { const m = %q; %s
			const probe = new Image(); probe.onerror = () => drawn = true; probe.src = "data:,"; } true`, message, write))
		page.Until("drawn") // 앞의 그림이 먼저 실패했다.
		return browser.Eval[int](page, "attacks")
	}
	unsafe := attack(`document.body.innerHTML += "<li>" + m + "</li>";`)
	safe := attack(`const li = document.createElement("li"); li.textContent = m; document.body.append(li);`)
	t.Logf("innerHTML: 스크립트가 %d번 실행됨, textContent: %d번", unsafe, safe)
	if unsafe == 0 || safe != 0 {
		t.Error("짐작과 다르다")
	}
}

// 짧은 메시지는 압축하면 길어진다.
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

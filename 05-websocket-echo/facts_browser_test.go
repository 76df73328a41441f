package main

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/gorilla/websocket"

	"socketworkbook/internal/browser"
)

// 이 파일의 테스트는 노트가 진짜 브라우저로 보여 주는 것이다. t.Log가 찍는 글을 노트가 옮겨 적는다.

// 서브프로토콜을 확인해 주지 않는 서버를 Go의 클라이언트는 받아들이고, 브라우저는 떠난다.
func TestBrowserDemandsSubprotocol(t *testing.T) {
	careless := echoServer(t, websocket.Upgrader{CheckOrigin: func(*http.Request) bool { return true }})
	conn, _, err := (&websocket.Dialer{Subprotocols: []string{subprotocol}}).Dial(careless, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	t.Logf("Go의 클라이언트: 붙음, 정해진 서브프로토콜 %q", conn.Subprotocol())

	page := browser.Open(t, blank(t))
	browser.Eval[bool](page, fmt.Sprintf(`window.ended = ""; { const s = new WebSocket(%q, %q);
		s.onopen = () => ended = "붙음"; s.onclose = (e) => ended ||= "떠남, 코드 " + e.code; } true`, careless, subprotocol))
	page.Until(`ended !== ""`)
	ended := browser.Eval[string](page, "ended")
	t.Logf("브라우저: %s", ended)
	if ended != "떠남, 코드 1006" {
		t.Error("짐작과 다르다")
	}
}

// blank는 CSP가 없는 빈 페이지의 주소이다.
func blank(t *testing.T) string {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		io.WriteString(w, "<!doctype html><title>blank</title>")
	}))
	t.Cleanup(server.Close)
	return server.URL
}

// 맨 바깥의 var status는 새 변수가 아니라 window.status이다. 요소를 담아도 문자열이 된다.
func TestGlobalStatusIsAString(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		io.WriteString(w, `<!doctype html><meta charset="utf-8"><span>연결 중</span>
			<script>var status = document.querySelector("span"); status.textContent = "연결 성공!"</script>`)
	}))
	t.Cleanup(server.Close)
	page := browser.Open(t, server.URL)
	kind, shown := browser.Eval[string](page, "typeof status"), page.Text("span")
	t.Logf("요소를 담은 뒤의 typeof status: %q", kind)
	t.Logf("연결 성공!이라고 적은 뒤의 화면: %q", shown)
	if kind != "string" || shown != "연결 중" {
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
	got := browser.Open(t, server.URL).Text("#status")
	t.Logf("WebSocket도 새 문법도 없는 브라우저의 화면: %q", got)
	if got != "이 브라우저에는 WebSocket이 없습니다." {
		t.Error("짐작과 다르다")
	}
}

// innerHTML에 더한 글은 태그가 되고, 태그는 스크립트를 부른다. textContent에 적은 글은 글이다.
func TestInnerHTMLRunsScripts(t *testing.T) {
	page := browser.Open(t, blank(t))
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

// 페이지는 핑을 보낼 수도, 볼 수도 없다. 서버의 핑에는 브라우저가 답하고, 페이지에는 아무 이벤트도 없다.
func TestPageCannotSeePing(t *testing.T) {
	ponged := make(chan bool, 1)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		conn, err := (&websocket.Upgrader{CheckOrigin: func(*http.Request) bool { return true }}).Upgrade(w, r, nil)
		if err != nil {
			return
		}
		defer conn.Close()
		conn.SetPongHandler(func(string) error {
			ponged <- true
			return conn.WriteMessage(websocket.TextMessage, []byte("끝"))
		})
		conn.WriteMessage(websocket.PingMessage, nil)
		conn.ReadMessage() // 페이지가 닫을 때까지
	}))
	t.Cleanup(server.Close)
	page := browser.Open(t, blank(t))
	browser.Eval[bool](page, fmt.Sprintf(`window.seen = []; { const s = new WebSocket(%q);
		for (const name of ["open", "message", "ping", "pong", "error", "close"]) s.addEventListener(name, () => seen.push(name));
		s.addEventListener("message", () => s.close()); } true`, "ws"+strings.TrimPrefix(server.URL, "http")))
	page.Until(`seen.includes("close")`)
	if len(ponged) == 0 {
		t.Fatal("브라우저가 퐁을 보내지 않았다")
	}
	seen := browser.Eval[string](page, `seen.join(", ")`)
	method := browser.Eval[string](page, "typeof WebSocket.prototype.ping")
	t.Logf("서버가 핑을 보내고 퐁을 받음. 페이지가 받은 이벤트: %s", seen)
	t.Logf("페이지가 핑을 보낼 메서드: %s", method)
	if seen != "open, message, close" || method != "undefined" {
		t.Error("짐작과 다르다")
	}
}

package main

import (
	"context"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"

	"github.com/gorilla/websocket"

	"socketworkbook/internal/browser"
)

// speakingPage는 wss로 한마디를 보내고, 돌아온 것을 보여 주는 페이지이다.
const speakingPage = `<!doctype html><link rel="icon" href="data:,"><p></p><script>
const socket = new WebSocket("wss://" + location.host + "/");
socket.onopen = () => socket.send("안녕");
socket.onmessage = (event) => { document.querySelector("p").textContent = event.data; };
</script>`

// openedPage는 페이지와 에코의 서버 앞에 -open으로 wiretap을 세운다. 브라우저로 열 주소와, 적힌 것을 돌려주는 함수를 준다.
func openedPage(t *testing.T) (address string, said func() string) {
	t.Helper()
	server := browser.ServeTLS(t, func(ctx context.Context, ln net.Listener) error {
		server := http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if websocket.IsWebSocketUpgrade(r) {
				echo(w, r)
				return
			}
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			io.WriteString(w, speakingPage)
		})}
		defer context.AfterFunc(ctx, func() { server.Close() })()
		if err := server.Serve(ln); err != http.ErrServerClosed {
			return err
		}
		return nil
	})
	seen := newTranscript()
	addr, stop := between(t, options{to: strings.TrimPrefix(server, "https://"), addr: "localhost:0", open: true}, seen)
	_, port, _ := net.SplitHostPort(addr)
	return "https://localhost:" + port + "/", func() string {
		stop()
		return seen.text.String()
	}
}

// 인증 기관을 믿는 진짜 브라우저는 중간자를 알아채지 못한다. 페이지도 wss의 메시지도 속이 보인다.
func TestOpenBrowser(t *testing.T) {
	address, said := openedPage(t)
	page := browser.OpenTrusting(t, address)
	page.Until(`document.querySelector("p").textContent === "안녕"`)
	page.NoProblems()
	text := said()
	inOrder(t, text, "서버의 이름(SNI): localhost", "봉해진 ", "클라이언트와 핸드셰이크를 마침", "요청 GET / HTTP/1.1", "응답 HTTP/1.1 200 OK", "wss://")
	inOrder(t, text, "여기서부터 WebSocket", "→ WS", `"안녕"`, "← WS", `"안녕"`)
}

// 믿지 않는 브라우저는 페이지를 열지 않는다. 중간자는 속을 한 글자도 보지 못한다. 이것이 인증서가 하는 일이다.
func TestOpenBrowserWithoutTrust(t *testing.T) {
	address, said := openedPage(t)
	err := browser.Refused(t, address)
	text := said()
	t.Logf("믿지 않는 브라우저: %v", err)
	if err == nil || !strings.Contains(err.Error(), "ERR_CERT_AUTHORITY_INVALID") {
		t.Errorf("거절하지 않는다: %v", err)
	}
	if strings.Contains(text, "HTTP ") {
		t.Errorf("속이 보인다:\n%s", text)
	}
	inOrder(t, text, "서버의 이름(SNI): localhost", "클라이언트가 경고(Alert)를 보내고 그만둠: ", "이 컴퓨터의 인증 기관을 믿지 않음")
}

package main

import (
	"context"
	"crypto/tls"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"socketworkbook/internal/lesson/lessontest"
	"socketworkbook/internal/web"
)

// secureEcho는 이 컴퓨터의 인증 기관이 서명한 HTTPS 서버이다. 수업을 -tls로 켠 것과 같다.
// 본문에는 받은 본문을, WebSocket에는 받은 메시지를 그대로 돌려준다.
func secureEcho(t *testing.T) (addr string) {
	t.Helper()
	ln, err := web.Listen("localhost:0", true)
	if err != nil {
		t.Fatal(err)
	}
	lessontest.Serve(t, ln, func(ctx context.Context, ln net.Listener) error {
		return web.Serve(ctx, ln, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if !websocket.IsWebSocketUpgrade(r) {
				w.Header().Set("X-Protocol", r.Proto)
				io.Copy(w, r.Body)
				return
			}
			echo(w, r)
		}))
	})
	return local(ln.Addr())
}

// echo는 WebSocket으로 바꾸고, 받은 메시지를 그대로 돌려준다.
func echo(w http.ResponseWriter, r *http.Request) {
	upgrader := websocket.Upgrader{}
	conn, err := upgrader.Upgrade(w, r, nil)
	if err != nil {
		return
	}
	defer conn.Close()
	for kind, data, err := conn.ReadMessage(); err == nil; kind, data, err = conn.ReadMessage() {
		conn.WriteMessage(kind, data)
	}
}

// local은 addr을 인증서에 적힌 이름으로 적는다.
func local(addr net.Addr) string {
	_, port, _ := net.SplitHostPort(addr.String())
	return net.JoinHostPort("localhost", port)
}

// opened는 addr 앞에 -open으로 wiretap을 세우고 talk를 시킨다. 적힌 것을 돌려준다.
func opened(t *testing.T, addr string, talk func(addr string, trust *tls.Config)) (said string) {
	t.Helper()
	trust, err := web.Trust(true)
	if err != nil {
		t.Fatal(err)
	}
	seen := newTranscript()
	between, stop := between(t, options{to: addr, addr: "localhost:0", open: true}, seen)
	talk(between, trust)
	select {
	case <-seen.settled:
	case <-time.After(10 * time.Second):
		t.Error("연결이 끝나지 않는다")
	}
	stop()
	return seen.text.String()
}

// inOrder는 said에 want들이 이 순서로 있는지 본다.
func inOrder(t *testing.T, said string, want ...string) {
	t.Helper()
	rest := said
	for _, each := range want {
		_, after, found := strings.Cut(rest, each)
		if !found {
			t.Fatalf("%q가 없거나 순서가 다르다:\n%s", each, said)
		}
		rest = after
	}
}

// 봉한 것과 그 속의 것이 함께 보인다. HTTP/2를 하는 두 쪽이 HTTP/1.1로 말하게 된다.
func TestOpenHTTPS(t *testing.T) {
	lessontest.OwnConfig(t)
	said := opened(t, secureEcho(t), func(addr string, trust *tls.Config) {
		client := http.Client{Timeout: 10 * time.Second, Transport: &http.Transport{TLSClientConfig: trust, ForceAttemptHTTP2: true}}
		response, err := client.Post("https://"+addr+"/letter", "text/plain", strings.NewReader(secret))
		if err != nil {
			t.Error(err)
			return
		}
		body, _ := io.ReadAll(response.Body)
		client.CloseIdleConnections()
		if spoken := response.Header.Get("X-Protocol"); string(body) != secret || spoken != "HTTP/1.1" {
			t.Errorf("%q, %s", body, spoken)
		}
	})
	inOrder(t, said, " 연결됨", "→ TLS", "ClientHello", "(ALPN): h2, http/1.1", "← TLS", "ServerHello", "고른 버전: TLS 1.3",
		"→ TLS", "봉해진 ", "클라이언트와 핸드셰이크를 마침", "→ HTTP", "요청 POST /letter HTTP/1.1", `본문 30바이트 "`+secret+`"`,
		"← HTTP", "응답 HTTP/1.1 200 OK", `본문 30바이트 "`+secret+`"`, "← TLS", "봉해진 ", "close_notify", " 연결이 끝남")
}

// wss도 속의 프레임까지 보인다.
func TestOpenWSS(t *testing.T) {
	lessontest.OwnConfig(t)
	said := opened(t, secureEcho(t), func(addr string, trust *tls.Config) {
		dialer := websocket.Dialer{TLSClientConfig: trust}
		conn, _, err := dialer.Dial("wss://"+addr+"/", nil)
		if err != nil {
			t.Error(err)
			return
		}
		defer conn.Close()
		conn.WriteMessage(websocket.TextMessage, []byte("안녕"))
		if _, data, err := conn.ReadMessage(); string(data) != "안녕" {
			t.Errorf("%q, %v", data, err)
		}
	})
	inOrder(t, said, "여기서부터 WebSocket", "→ WS", `"안녕"`, "← WS", `"안녕"`)
}

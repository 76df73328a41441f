package main

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"

	"socketworkbook/06-gin-routes/chat/brokertest"
	"socketworkbook/internal/browser"
	"socketworkbook/internal/lesson/lessontest"
)

const chatState = `document.querySelector("#status").textContent`

func chatSays(text string) string {
	return fmt.Sprintf(`[...document.querySelectorAll("#log li")].filter((line) => line.textContent.endsWith(%q)).length === 1`, ": "+text)
}

// 두 사람이 저마다의 방법으로 이야기한다. 서버를 껐다 켜도 적은 것은 모두 한 번씩 보인다.
func TestChatInBrowser(t *testing.T) {
	t.Parallel()
	addr, _ := start(t, defaults)
	page := browser.Open(t, "http://"+addr+"/chat")
	page.Until(chatState + ` === "연결됨: WebSocket"`)
	page.Click(".tabs button:nth-child(3)") // 좁은 화면이다. 이름은 사람들의 탭에 있다.
	page.Type("#rename input", "바다")
	page.Until(`document.querySelector("#name").textContent === "바다"`)
	page.Click(".tabs button:nth-child(1)")
	other := page.Tab("http://" + addr + "/chat")
	for way, name := range map[string]string{"ws": "WebSocket", "sse": "SSE와 POST", "poll": "롱 폴링과 POST"} {
		other.Click(`[data-way="` + way + `"]`)
		other.Until(chatState + `.startsWith("연결됨: ` + name + `")`)
		page.Type("#say input", way+"로 받기")
		other.Until(chatSays(way + "로 받기"))
		other.Type("#say input", way+"로 보내기")
		page.Until(chatSays(way + "로 보내기"))
	}
	hostile := `<img src=x onerror="console.error('뚫림')">`
	page.Type("#say input", hostile)
	other.Until(chatSays(hostile))
	page.Until(`document.querySelectorAll("#pending li").length === 0`)
	page.Look("06-chat")
	page.NoProblems()
	other.NoProblems()
}

// 업그레이드를 모르는 프록시 뒤에서는 SSE로 간다. 스트림도 막으면 롱 폴링으로 간다. 왜 그런지 말한다.
func TestChatFallsBack(t *testing.T) {
	t.Parallel()
	addr, _ := start(t, defaults)
	target, _ := url.Parse("http://" + addr)
	through := httputil.NewSingleHostReverseProxy(target)
	for name, blocked := range map[string][]string{"SSE와 POST": {"/chat/ws"}, "롱 폴링과 POST": {"/chat/ws", "/chat/events"}} {
		var open atomic.Bool // 프록시가 고쳐져서 아무것도 막지 않는다
		proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			for _, path := range blocked {
				if r.URL.Path == path && !open.Load() {
					http.Error(w, "막음", http.StatusBadRequest)
					return
				}
			}
			through.ServeHTTP(w, r)
		}))
		t.Cleanup(proxy.Close)
		page := browser.Open(t, proxy.URL+"/chat")
		page.Until(chatState + `.startsWith("연결됨: ` + name + `.")`)
		if got := page.Text("#status"); !strings.Contains(got, "열리지 않았습니다") {
			t.Errorf("왜 %s로 갔는지 말하지 않는다: %s", name, got)
		}
		page.Type("#say input", name)
		page.Until(chatSays(name))
		page.Look("06-chat-fallback")
		open.Store(true) // 다시 연결할 때는 처음 방법부터 한다. 이유도 함께 사라진다.
		browser.Eval[any](page, `link.lost("끊김")`)
		page.Until(chatState + ` === "연결됨: WebSocket"`)
	}
}

// 서버가 사라진 동안 적은 메시지는 페이지가 가지고 있다가, 돌아오면 보낸다.
func TestChatWaitsForTheServer(t *testing.T) {
	t.Parallel()
	addr, stop := start(t, defaults)
	page := browser.Open(t, "http://"+addr+"/chat")
	page.Until(chatState + ` === "연결됨: WebSocket"`)
	stop()
	page.Until(chatState + `.includes("초 뒤에 다시 해 봅니다")`)
	for _, text := range []string{"기다리는 글", "그다음 글"} {
		page.Type("#say input", text)
	}
	page.Until(`document.querySelector("#pending li").textContent === "보내는 중: 기다리는 글"`)
	page.Look("06-chat-waiting")
	restart(t, addr)
	page.Until(chatSays("그다음 글"))
	page.Until(`document.querySelectorAll("#pending li").length === 0`)
	page.Until(`(log => log.indexOf("기다리는 글") < log.indexOf("그다음 글"))(document.querySelector("#log").textContent)`)
}

// restart는 같은 주소에서 서버를 다시 켠다.
func restart(t *testing.T, addr string) {
	t.Helper()
	ln, err := net.Listen("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	lessontest.Serve(t, ln, func(ctx context.Context, ln net.Listener) error { return serve(ctx, ln, defaults, "") })
}

// 브로커가 사라지면 페이지가 그렇다고 말하고, 적은 메시지를 가지고 있는다. 돌아오면 차례대로 한 번씩 보낸다.
func TestChatWaitsForTheBroker(t *testing.T) {
	lessontest.Slow(t, "브라우저를 켠다")
	t.Parallel()
	broker := brokertest.Start(t, true)
	cfg := defaults
	cfg.NATSURL = broker.ClientURL()
	addr, _ := start(t, cfg)
	page := browser.Open(t, "http://"+addr+"/chat")
	page.Until(chatState + ` === "연결됨: WebSocket"`)
	page.Type("#say input", "브로커가 있을 때")
	page.Until(chatSays("브로커가 있을 때"))
	broker.Stop()
	for _, text := range []string{"하나", "둘"} {
		page.Type("#say input", text)
	}
	page.Until(chatState + `.includes("브로커가 답하지 않습니다")`)
	page.Until(`document.querySelectorAll("#pending li").length === 2`)
	page.Look("06-chat-broker-away")
	broker.Again()
	page.Until(chatSays("둘"))
	page.Until(`document.querySelectorAll("#pending li").length === 0`)
	page.Until(chatState + ` === "연결됨: WebSocket"`)
	page.Until(`(log => log.indexOf("하나") < log.indexOf("둘"))(document.querySelector("#log").textContent)`)
	page.Until(chatSays("하나"))
}

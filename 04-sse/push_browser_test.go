package main

import (
	"context"
	"fmt"
	"net"
	"strings"
	"testing"

	"socketworkbook/04-sse/push/pushtest"
	"socketworkbook/internal/browser"
	"socketworkbook/internal/lesson"
	"socketworkbook/internal/lesson/lessontest"
	"socketworkbook/internal/web"
)

// pretend는 브라우저 회사의 푸시 서비스 대신 우리 것에 구독하게 하는 스크립트이다. 나머지는 모두 진짜이다.
const pretend = `{ const made = %s; made.unsubscribe = async () => { window.made = null; return true; };
	PushManager.prototype.subscribe = async ({ applicationServerKey }) => { window.key = applicationServerKey; window.made = { ...made, toJSON: () => made }; return window.made; };
	PushManager.prototype.getSubscription = async () => window.made ?? null; } true`

// 구독을 누르면 서버의 키로 구독하고, 보내기를 누르면 푸시 서비스가 서명을 살피고 브라우저의 키로 푼다.
// 그 글이 진짜 서비스 워커를 깨워 진짜 알림이 된다.
func TestPushPage(t *testing.T) {
	address, lesson, service := pushLesson(t)
	page := browser.Open(t, address+"/push")
	page.Until(fact("worker", "등록됨"))
	page.Until(fact("secure", "예"))
	page.Notifications(address, "prompt")
	page.Until(fact("permission", "default"))
	page.Look("04-push-before")
	page.Click("#send button")
	page.Until(`document.querySelector("#log").textContent.includes("구독한 브라우저가 없습니다")`)

	page.Notifications(address, "denied")
	page.Until(fact("permission", "denied: 거절함"))
	page.Click("#subscribe")
	page.Until(`document.querySelector("#problem").textContent === "알림을 허락해야 구독할 수 있습니다."`)
	page.Look("04-push-denied")

	page.Notifications(address, "granted")
	page.Until(fact("permission", "granted: 허락함"))
	key, err := lesson.push.pusher.Key()
	if err != nil {
		t.Fatal(err)
	}
	browser.Eval[bool](page, fmt.Sprintf(pretend, service.Subscribe(key)))
	page.Click("#subscribe")
	page.Until(`document.querySelector(".status").textContent.startsWith("구독함")`)
	if got := browser.Eval[string](page, "key"); got != key {
		t.Errorf("구독한 키가 %s", got)
	}
	page.Click("#send button")
	page.Until(`document.querySelector("#log").textContent.includes("201 Created")`)
	arrived := service.Delivered()
	if len(arrived) != 1 || arrived[0] != (pushtest.Delivery{Text: "안녕하세요", TTL: 600, Urgency: "normal", Proto: "HTTP/2.0"}) {
		t.Fatalf("%+v", arrived)
	}
	page.Push(address, arrived[0].Text)
	page.Until(`document.querySelector("#log").textContent.includes("서비스 워커가 받은 푸시: 안녕하세요")`)
	appears(page, "안녕하세요")
	page.Look("04-push-sent")

	page.Notifications(address, "denied") // 사용자가 허락을 거둔다.
	page.Until(fact("permission", "denied: 허락했다가 거둠"))
	page.NoProblems()
}

// 인터넷이 없는 브라우저는 구독하지 못한다. 바로 거절하기도 하고, 아무 말이 없기도 하다. 어느 쪽이든 무슨 뜻인지 한 문장으로 알린다.
func TestSubscribeWithoutInternet(t *testing.T) {
	address, _, _ := pushLesson(t)
	page := browser.Open(t, address+"/push")
	page.Notifications(address, "granted")
	page.Until(fact("permission", "granted"))
	const want = "구독: 브라우저가 제 회사의 푸시 서비스에 등록하지 못했습니다. 인터넷이 없거나, 푸시를 막은 네트워크나 브라우저입니다. ("
	for _, refuse := range []string{
		`true`, // 진짜 브라우저가 하는 대로
		`PushManager.prototype.subscribe = async () => { throw new DOMException("Registration failed - push service error", "AbortError"); }; true`,
	} {
		browser.Eval[bool](page, refuse)
		page.Click("#subscribe")
		page.Until(`document.querySelector("#problem").textContent.includes("(") && document.querySelector(".status").textContent === "아직 구독하지 않음"`)
		t.Log(page.Text("#problem"))
		if !strings.HasPrefix(page.Text("#problem"), want) {
			t.Error("짐작과 다르다")
		}
		browser.Eval[bool](page, `document.querySelector("#problem").textContent = "", true`)
	}
}

// localhost가 아닌 주소에서는 https로 열어야 보안 컨텍스트이다. 그래야 서비스 워커가 있다.
func TestSecureContextAtLAN(t *testing.T) {
	lessontest.Slow(t, "브라우저를 켠다")
	lessontest.OwnConfig(t)
	for _, secure := range []bool{false, true} {
		ln, err := web.Listen(":0", secure)
		if err != nil {
			t.Fatal(err)
		}
		hosts := lesson.Hosts(":0", ln.Addr())
		lessontest.Serve(t, ln, serve)
		if len(hosts) < 2 {
			t.Skip("네트워크의 주소가 없는 컴퓨터이다")
		}
		open, scheme := browser.Open, "http"
		if secure {
			open, scheme = browser.OpenTrusting, "https"
		}
		page := open(t, scheme+"://"+hosts[1]+"/push")
		page.Until(`document.querySelector("[data-fact=secure]").textContent !== "아직"`)
		if secure {
			page.Until(fact("worker", "등록됨"))
		}
		t.Logf("%s://네트워크의 주소: 보안 컨텍스트 %s. 서비스 워커: %s", scheme, page.Text("[data-fact=secure]"), page.Text("[data-fact=worker]"))
		if browser.Eval[bool](page, "isSecureContext") != secure {
			t.Error("짐작과 다르다")
		}
		if !secure {
			page.Look("04-push-http")
		}
		page.NoProblems()
	}
}

func fact(name, text string) string {
	return fmt.Sprintf(`document.querySelector("[data-fact=%s]").textContent.startsWith(%q)`, name, text)
}

// pushLesson은 수업과 푸시 서비스를 켠다. 설정 폴더는 이 테스트의 것이다.
func pushLesson(t *testing.T) (address string, s *server, service *pushtest.Service) {
	t.Helper()
	lessontest.Slow(t, "브라우저를 켠다")
	lessontest.OwnConfig(t)
	s, service = newServer(), pushtest.NewService(t)
	s.push.pusher.AllowLoopback(service.Trust)
	ln, err := net.Listen("tcp", "localhost:0")
	if err != nil {
		t.Fatal(err)
	}
	lessontest.Serve(t, ln, func(ctx context.Context, ln net.Listener) error { return web.Serve(ctx, ln, s.handle()) })
	return "http://" + lesson.Hosts("localhost:0", ln.Addr())[0], s, service
}

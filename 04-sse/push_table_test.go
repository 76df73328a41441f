package main

import (
	"fmt"
	"net/http"
	"net/url"
	"os"
	"testing"

	"socketworkbook/internal/browser"
)

// SSE, 페이지가 띄우는 알림(Notification), 푸시를 네 가지 때에 해 본다. 노트와 README의 표는 이 테스트가 찍은 것이다.
func TestSSENotificationPush(t *testing.T) {
	address, _, _ := pushLesson(t)
	profile, err := os.MkdirTemp("", "profile")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(profile) })
	other := browser.OpenProfile(t, "about:blank", profile) // 다른 탭. 이것이 있어서 브라우저는 꺼지지 않는다.
	other.Notifications(address, "granted")
	setup := other.Tab(address + "/push")
	setup.Until(fact("worker", "등록됨"))
	setup.Close()
	page := other.Tab(address + "/")
	page.Until(`document.querySelector("#status").textContent === "열림"`)
	page.Front()
	page.Until("!document.hidden")
	tryOpen(t, "페이지가 앞에 있을 때", address, other, page)
	other.Front()
	page.Until("document.hidden")
	tryOpen(t, "페이지가 뒤에 있을 때", address, other, page)
	page.Close()
	tryClosed(t, "페이지를 닫았을 때", address, other)
	other.Close()
	say(t, address, "브라우저를 닫았을 때") // 받을 브라우저가 없다. 푸시 서비스는 TTL 동안 맡아 둔다.
	other = browser.OpenProfile(t, "about:blank", profile)
	other.Notifications(address, "granted")
	tryClosed(t, "브라우저를 껐다가 켜고 페이지는 열지 않았을 때", address, other)
}

// tryOpen은 열린 페이지로 셋을 해 본다.
func tryOpen(t *testing.T, situation, address string, other, page *browser.Page) {
	t.Helper()
	say(t, address, situation)
	page.Until(fmt.Sprintf(`document.querySelector("#events").textContent.includes(%q)`, situation))
	browser.Eval[bool](page, `{ const made = new Notification("해 보기"); made.onshow = () => { window.appeared = true; made.close(); }; } true`)
	page.Until("window.appeared")
	browser.Eval[bool](page, "delete window.appeared")
	other.Push(address, situation)
	appears(page, situation)
	t.Logf("%s: SSE 옴 | Notification 뜸 | Push 뜸", situation)
}

// tryClosed는 열린 페이지가 없을 때 셋을 해 본다. 스트림도, 알림을 띄울 스크립트도 페이지와 함께 사라졌다.
func tryClosed(t *testing.T, situation, address string, other *browser.Page) {
	t.Helper()
	other.Gone(address)
	say(t, address, situation)
	other.Push(address, situation)
	other.Gone(address)                  // 푸시가 페이지를 연 것도 아니다.
	page := other.Tab(address + "/push") // 뜬 알림은 같은 오리진의 페이지라야 읽을 수 있다. 이제야 연다.
	appears(page, situation)
	page.Close()
	t.Logf("%s: SSE 받을 페이지가 없음 | Notification 띄울 페이지가 없음 | Push 뜸", situation)
}

// appears는 서비스 워커가 text라는 알림을 띄울 때까지 기다린다.
func appears(page *browser.Page, text string) {
	browser.Eval[bool](page, `window.reading = setInterval(async () => {
		const registration = await navigator.serviceWorker.getRegistration();
		window.shown = (await registration?.getNotifications() ?? []).map(({ body }) => body).join(" | ");
	}, 50), true`)
	page.Until(fmt.Sprintf("(window.shown ?? '').includes(%q)", text))
	browser.Eval[bool](page, "clearInterval(reading), true")
}

// say는 방에 메시지를 적는다.
func say(t *testing.T, address, text string) {
	t.Helper()
	response, err := http.PostForm(address+"/messages", url.Values{"text": {text}})
	if err != nil {
		t.Fatal(err)
	}
	response.Body.Close()
	if response.StatusCode != http.StatusCreated {
		t.Fatal(response.Status)
	}
}

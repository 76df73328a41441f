package main

import (
	"context"
	"fmt"
	"net"
	"testing"

	"socketworkbook/internal/browser"
	"socketworkbook/internal/lesson/lessontest"
)

func TestInBrowser(t *testing.T) {
	t.Parallel()
	addr, stop := start(t, defaults)
	page := browser.Open(t, "http://"+addr+"/")
	page.Until(`document.querySelectorAll("#log li").length >= 2`)
	want := "[서버의 1번째 말 페이지의 1번째 답]"
	if got := fmt.Sprint(page.Texts("#log li")[:2]); got != want {
		t.Errorf("주고받은 말이 %s", got)
	}
	if got := browser.Eval[string](page, `[...document.querySelectorAll("#log li")].slice(0, 2).map((line) => line.dataset.direction).join("")`); got != "←→" {
		t.Errorf("방향이 %s", got)
	}
	page.Until(`document.querySelector(".acting")?.textContent.includes("peer.Send")`)
	page.Look("06-gin-routes")
	page.Reload()
	page.Until(`document.querySelector("#visits").textContent === "2"`)
	page.Until(`document.querySelector("#status").textContent.startsWith("연결됨")`)
	page.NoProblems()

	stop()
	page.Until(`document.querySelector("#status").textContent.includes("코드 1001")`)
	page.Look("06-waiting")
	ln, err := net.Listen("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	lessontest.Serve(t, ln, func(ctx context.Context, ln net.Listener) error { return serve(ctx, ln, defaults, "") })
	page.Until(`document.querySelector("#status").textContent.startsWith("연결됨")`)

	missing := page.Tab("http://" + addr + "/nope")
	missing.Until(`document.querySelector("h1").textContent.includes("404")`)
	missing.Look("06-error")
	broken := page.Tab("http://" + addr + "/oops")
	broken.Until(`document.querySelector("h1").textContent.includes("500")`)
	broken.Look("06-broken")
}

// 첫 페이지의 링크는 페이지를 연 주소에서 만든다. 휴대 전화의 localhost는 휴대 전화이다.
func TestLinksLeadToTheTeacher(t *testing.T) {
	t.Parallel()
	addr, _ := start(t, defaults)
	_, port, _ := net.SplitHostPort(addr)
	page := browser.Open(t, "http://127.0.0.1:"+port+"/")
	page.Until(`document.querySelector("nav.course")`)
	for _, link := range browser.Eval[[]string](page, `[...document.querySelectorAll("a[href]")].map((a) => a.hostname)`) {
		if link != "127.0.0.1" {
			t.Errorf("%s로 가는 링크가 있다", link)
		}
	}
}

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
	want := "[← 서버의 1번째 말 → 페이지의 1번째 답]"
	if got := fmt.Sprint(page.Texts("#log li")[:2]); got != want {
		t.Errorf("주고받은 말이 %s", got)
	}
	page.Look("06-gin-routes")
	page.Reload()
	page.Until(`document.querySelector("#visits").textContent === "2"`)
	page.Until(`document.querySelector("#status").textContent.startsWith("연결됨")`)
	page.NoProblems()

	stop()
	page.Until(`document.querySelector("#status").textContent.includes("코드 1001")`)
	ln, err := net.Listen("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	lessontest.Serve(t, ln, func(ctx context.Context, ln net.Listener) error { return serve(ctx, ln, defaults, "") })
	page.Until(`document.querySelector("#status").textContent.startsWith("연결됨")`)

	missing := page.Tab("http://" + addr + "/nope")
	missing.Until(`document.querySelector("h1").textContent.includes("404")`)
	missing.Look("06-error")
}

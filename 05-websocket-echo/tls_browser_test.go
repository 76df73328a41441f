package main

import (
	"net"
	"testing"

	"socketworkbook/internal/browser"
	"socketworkbook/internal/lesson/lessontest"
	"socketworkbook/internal/web"
)

// HTTPS로 연 페이지는 wss로 붙는다. 페이지는 HTTP/2로 오고 WebSocket은 HTTP/1.1의 새 연결로 간다.
func TestPageOverTLS(t *testing.T) {
	lessontest.Slow(t, "브라우저를 켠다")
	lessontest.OwnConfig(t)
	ln, err := web.Listen("localhost:0", true)
	if err != nil {
		t.Fatal(err)
	}
	lessontest.Serve(t, ln, serve)
	authority, err := web.OpenAuthority()
	if err != nil {
		t.Fatal(err)
	}
	_, port, _ := net.SplitHostPort(ln.Addr().String())
	page := browser.OpenTrusting(t, "https://localhost:"+port+"/index", authority.File())
	page.Until(`document.querySelector("#status").textContent === "연결 성공!"`)
	page.Until(`document.querySelector("#message").textContent.includes("받은 메세지 : Hello 9")`)
	if hop := browser.Eval[string](page, `performance.getEntriesByType("navigation")[0].nextHopProtocol`); hop != "h2" {
		t.Errorf("페이지가 %s로 왔다", hop)
	}
	page.NoProblems()
}

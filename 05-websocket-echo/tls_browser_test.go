package main

import (
	"testing"

	"socketworkbook/internal/browser"
)

// HTTPS로 연 페이지는 wss로 붙는다. 페이지는 HTTP/2로 오고 WebSocket은 HTTP/1.1의 새 연결로 간다.
func TestPageOverTLS(t *testing.T) {
	page := browser.OpenTrusting(t, browser.ServeTLS(t, serve)+"/index")
	page.Until(`document.querySelector("#status").textContent === "연결 성공!"`)
	page.Until(`document.querySelector("#message").textContent.includes("받은 메세지 : Hello 9")`)
	if hop := browser.Eval[string](page, `performance.getEntriesByType("navigation")[0].nextHopProtocol`); hop != "h2" {
		t.Errorf("페이지가 %s로 왔다", hop)
	}
	page.NoProblems()
}

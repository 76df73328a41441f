package main

import (
	"context"
	"net"
	"testing"

	"socketworkbook/internal/browser"
)

// HTTPS로 연 대화방도 세 방법으로 드나든다.
func TestChatOverTLS(t *testing.T) {
	address := browser.ServeTLS(t, func(ctx context.Context, ln net.Listener) error { return serve(ctx, ln, defaults, "") })
	page := browser.OpenTrusting(t, address+"/chat")
	for _, way := range []struct{ key, name string }{{"ws", "WebSocket"}, {"sse", "SSE와 POST"}, {"poll", "롱 폴링과 POST"}} {
		page.Click(`[data-way="` + way.key + `"]`)
		page.Until(chatState + `.startsWith("연결됨: ` + way.name + `")`)
		page.Type("#say input", way.key+"로 말하기")
		page.Until(chatSays(way.key + "로 말하기"))
	}
	page.NoProblems()
}

package main

import (
	"context"
	"net"
	"testing"

	"socketworkbook/internal/browser"
	"socketworkbook/internal/lesson/lessontest"
	"socketworkbook/internal/web"
)

// HTTPS로 연 대화방도 세 방법으로 드나든다. 세션의 쿠키는 HTTPS로만 다닌다.
func TestChatOverTLS(t *testing.T) {
	lessontest.Slow(t, "브라우저를 켠다")
	lessontest.OwnConfig(t)
	ln, err := web.Listen("localhost:0", true)
	if err != nil {
		t.Fatal(err)
	}
	lessontest.Serve(t, ln, func(ctx context.Context, ln net.Listener) error { return serve(ctx, ln, defaults, "") })
	authority, err := web.OpenAuthority()
	if err != nil {
		t.Fatal(err)
	}
	_, port, _ := net.SplitHostPort(ln.Addr().String())
	page := browser.OpenTrusting(t, "https://localhost:"+port+"/chat", authority.File())
	for _, way := range []struct{ key, name string }{{"ws", "WebSocket"}, {"sse", "SSE와 POST"}, {"poll", "롱 폴링과 POST"}} {
		page.Click(`[data-way="` + way.key + `"]`)
		page.Until(chatState + `.startsWith("연결됨: ` + way.name + `")`)
		page.Type("#say input", way.key+"로 말하기")
		page.Until(chatSays(way.key + "로 말하기"))
	}
	page.NoProblems()
}

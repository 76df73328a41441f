package main

import (
	"context"
	"net"
	"net/http"
	"testing"

	"socketworkbook/internal/lesson/lessontest"
	"socketworkbook/internal/web"
)

// -tls로 켠 서버는 HTTPS로만 다니는 쿠키를 준다. 이름이 __Host-로 시작하면 브라우저도 그것을 확인한다.
func TestCookieOverTLS(t *testing.T) {
	lessontest.OwnConfig(t)
	ln, err := web.Listen("localhost:0", true)
	if err != nil {
		t.Fatal(err)
	}
	lessontest.Serve(t, ln, func(ctx context.Context, ln net.Listener) error { return serve(ctx, ln, defaults, "") })
	trust, err := web.Trust(true)
	if err != nil {
		t.Fatal(err)
	}
	client := &http.Client{Transport: &http.Transport{TLSClientConfig: trust, DisableKeepAlives: true}}
	_, port, _ := net.SplitHostPort(ln.Addr().String())
	response, err := client.Get("https://localhost:" + port + "/")
	if err != nil {
		t.Fatal(err)
	}
	response.Body.Close()
	for _, cookie := range response.Cookies() {
		if cookie.Name == "__Host-session06" && cookie.Secure && cookie.HttpOnly && cookie.Path == "/" && cookie.Domain == "" {
			return
		}
	}
	t.Errorf("쿠키가 %v이다", response.Cookies())
}

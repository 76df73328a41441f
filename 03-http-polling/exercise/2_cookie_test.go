//go:build exercise

package exercise

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"

	"socketworkbook/internal/exercise"
)

const (
	scriptReads  = "스크립트가 읽을 수 있음"
	othersSend   = "다른 사이트가 시킨 요청에도 붙음"
	browserPicks = "SameSite를 브라우저에 맡김"
	oneFolder    = "쿠키를 준 길에만 감"
	plainWire    = "HTTPS로 준 쿠키가 HTTP로도 나감"
	thrownAway   = "HTTP에서도 Secure를 붙여 브라우저가 버림"
)

func TestCookie(t *testing.T) {
	task := exercise.Task{File: "03-http-polling/exercise/2_cookie.go", Note: "notes/03-http-polling.md#쿠키와-세션"}

	for _, test := range []struct {
		name, url string
		look      func(*http.Cookie) (want, got, mistake string)
	}{
		{"이름과 번호", "http://x/room/name", func(c *http.Cookie) (want, got, mistake string) {
			return "sid=J7Q2", c.Name + "=" + c.Value, ""
		}},
		{"스크립트", "http://x/room/name", func(c *http.Cookie) (want, got, mistake string) {
			return "HttpOnly", map[bool]string{true: "HttpOnly", false: "HttpOnly가 없는 쿠키"}[c.HttpOnly], scriptReads
		}},
		{"다른 사이트", "http://x/room/name", func(c *http.Cookie) (want, got, mistake string) {
			want = "SameSite=Lax나 Strict"
			switch c.SameSite {
			case http.SameSiteLaxMode, http.SameSiteStrictMode:
				return want, want, ""
			case http.SameSiteNoneMode:
				return want, "SameSite=None", othersSend
			}
			return want, "값을 적지 않은 SameSite", browserPicks
		}},
		{"다른 길", "http://x/room/name", func(c *http.Cookie) (want, got, mistake string) {
			if c.Path == "" {
				return "Path=/", "Path가 없는 쿠키", oneFolder
			}
			return "Path=/", "Path=" + c.Path, oneFolder
		}},
		{"HTTPS로 온 요청", "https://x/room/name", func(c *http.Cookie) (want, got, mistake string) {
			return "Secure가 있는 쿠키", secureOrNot(c), plainWire
		}},
		{"HTTP로 온 요청", "http://x/room/name", func(c *http.Cookie) (want, got, mistake string) {
			return "Secure가 없는 쿠키", secureOrNot(c), thrownAway
		}},
	} {
		task.Try(t, test.name, func(*testing.T) error {
			w := httptest.NewRecorder()
			SetID(w, httptest.NewRequest("POST", test.url, nil), "J7Q2")
			cookies := w.Result().Cookies() // Set-Cookie 머리에서 읽는다.
			if len(cookies) != 1 {
				return exercise.Same("쿠키 하나", fmt.Sprintf("쿠키 %d개", len(cookies)), "")
			}
			return exercise.Same(test.look(cookies[0]))
		})
	}
}

func secureOrNot(c *http.Cookie) string {
	if c.Secure {
		return "Secure가 있는 쿠키"
	}
	return "Secure가 없는 쿠키"
}

//go:build exercise

package exercise

import (
	"crypto/tls"
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"socketworkbook/internal/grader"
)

const (
	fixedID      = "받은 ID를 그대로 적지 않음"
	deletes      = "브라우저가 쿠키를 바로 지움"
	otherHosts   = "하위 도메인의 사이트에도 쿠키가 감"
	scriptReads  = "스크립트가 읽을 수 있음"
	othersSend   = "다른 사이트가 시킨 요청에도 붙음"
	browserPicks = "SameSite를 브라우저에 맡김"
	oneFolder    = "쿠키가 가지 않는 경로가 있음"
	plainWire    = "HTTPS로 준 쿠키가 HTTP로도 나감"
	thrownAway   = "HTTP에서도 Secure를 붙여 브라우저가 버림"
)

func TestCookie(t *testing.T) {
	task := grader.Task{File: "03-http-polling/exercise/2_cookie.go", Note: "notes/03-http-polling.md#쿠키와-세션"}

	for _, test := range []struct {
		name  string
		https bool
		look  func(c *http.Cookie, id string) (want, got, mistake string)
	}{
		{"이름과 ID", false, func(c *http.Cookie, id string) (want, got, mistake string) {
			return "sid=" + id, c.Name + "=" + c.Value, fixedID
		}},
		{"수명", false, func(c *http.Cookie, id string) (want, got, mistake string) {
			gone := c.MaxAge < 0 || !c.Expires.IsZero() && c.Expires.Before(time.Now())
			return "남는 쿠키", map[bool]string{true: "지우라는 쿠키", false: "남는 쿠키"}[gone], deletes
		}},
		{"다른 이름", false, func(c *http.Cookie, id string) (want, got, mistake string) {
			return "Domain이 없는 쿠키", map[bool]string{true: "Domain이 없는 쿠키", false: "Domain=" + c.Domain}[c.Domain == ""], otherHosts
		}},
		{"스크립트", false, func(c *http.Cookie, id string) (want, got, mistake string) {
			return "HttpOnly", map[bool]string{true: "HttpOnly", false: "HttpOnly가 없는 쿠키"}[c.HttpOnly], scriptReads
		}},
		{"다른 사이트", false, func(c *http.Cookie, id string) (want, got, mistake string) {
			want = "SameSite=Lax나 Strict"
			switch c.SameSite {
			case http.SameSiteLaxMode, http.SameSiteStrictMode:
				return want, want, ""
			case http.SameSiteNoneMode:
				return want, "SameSite=None", othersSend
			}
			return want, "값을 적지 않은 SameSite", browserPicks
		}},
		{"다른 경로", false, func(c *http.Cookie, id string) (want, got, mistake string) {
			if c.Path == "" {
				return "Path=/", "Path가 없는 쿠키", oneFolder
			}
			return "Path=/", "Path=" + c.Path, oneFolder
		}},
		{"HTTPS로 온 요청", true, func(c *http.Cookie, id string) (want, got, mistake string) {
			return "Secure가 있는 쿠키", secureOrNot(c), plainWire
		}},
		{"HTTP로 온 요청", false, func(c *http.Cookie, id string) (want, got, mistake string) {
			return "Secure가 없는 쿠키", secureOrNot(c), thrownAway
		}},
	} {
		task.Try(t, test.name, func(*testing.T) error {
			for _, id := range []string{"J7Q2", "K8R3"} {
				w, r := httptest.NewRecorder(), httptest.NewRequest("POST", "/room/name", nil)
				if test.https { // 진짜 서버에서는 요청의 주소에 https가 적혀 있지 않다.
					r.TLS = &tls.ConnectionState{}
				}
				SetID(w, r, id)
				cookies := w.Result().Cookies() // Set-Cookie 헤더에서 읽는다.
				if len(cookies) != 1 {
					return grader.Same("쿠키 하나", fmt.Sprintf("쿠키 %d개", len(cookies)), "")
				}
				if err := grader.Same(test.look(cookies[0], id)); err != nil {
					return err
				}
			}
			return nil
		})
	}
}

func secureOrNot(c *http.Cookie) string {
	if c.Secure {
		return "Secure가 있는 쿠키"
	}
	return "Secure가 없는 쿠키"
}

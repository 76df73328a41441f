//go:build exercise

package exercise_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"socketworkbook/03-http-polling/exercise"
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
	plainWire    = "설정이 참인데 Secure를 붙이지 않아, 쿠키가 HTTP로도 나감"
	thrownAway   = "설정이 거짓인데 Secure를 붙여, 브라우저가 HTTP에서 버림"
	looksAtTLS   = "설정이 아니라 r.TLS를 보고 Secure를 정함"
	trustsHeader = "클라이언트가 지어낼 수 있는 헤더를 보고 Secure를 정함"
)

// cookieTests의 look은 쿠키에서 바라는 것과 나온 것, 둘이 다를 때의 실수이다.
var cookieTests = []struct {
	name string
	look func(c *http.Cookie, id string) (want, got, mistake string)
}{
	{"이름과 ID", func(c *http.Cookie, id string) (want, got, mistake string) {
		return "sid=" + id, c.Name + "=" + c.Value, map[bool]string{true: fixedID}[c.Value != id]
	}},
	{"수명", func(c *http.Cookie, id string) (want, got, mistake string) {
		gone := c.MaxAge < 0 || c.MaxAge == 0 && !c.Expires.IsZero() && c.Expires.Before(time.Now())
		return "남는 쿠키", map[bool]string{true: "지우라는 쿠키", false: "남는 쿠키"}[gone], deletes
	}},
	{"다른 이름", func(c *http.Cookie, id string) (want, got, mistake string) {
		return "Domain이 없는 쿠키", map[bool]string{true: "Domain이 없는 쿠키", false: "Domain=" + c.Domain}[c.Domain == ""], otherHosts
	}},
	{"스크립트", func(c *http.Cookie, id string) (want, got, mistake string) {
		return "HttpOnly", map[bool]string{true: "HttpOnly", false: "HttpOnly가 없는 쿠키"}[c.HttpOnly], scriptReads
	}},
	{"다른 사이트", func(c *http.Cookie, id string) (want, got, mistake string) {
		want = "SameSite=Lax나 Strict"
		switch c.SameSite {
		case http.SameSiteLaxMode, http.SameSiteStrictMode:
			return want, want, ""
		case http.SameSiteNoneMode:
			return want, "SameSite=None", othersSend
		}
		return want, "값을 적지 않은 SameSite", browserPicks
	}},
	{"다른 경로", func(c *http.Cookie, id string) (want, got, mistake string) {
		if c.Path == "" {
			return "Path=/", "Path가 없는 쿠키", oneFolder
		}
		return "Path=/", "Path=" + c.Path, oneFolder
	}},
}

func TestCookie(t *testing.T) {
	task := grader.Task{File: "03-http-polling/exercise/2_cookie.go", Note: "notes/03-http-polling.md#쿠키와-세션"}

	for _, test := range cookieTests {
		task.Try(t, test.name, func(*testing.T) error {
			for _, id := range []string{"J7Q2", "K8R3"} {
				cookie, err := given(httptest.NewRequest("POST", "/room/name", nil), id, false)
				if err != nil {
					return err
				}
				if err := grader.Same(test.look(cookie, id)); err != nil {
					return err
				}
			}
			return nil
		})
	}
	secureTests(t, task.At("secure는-설정이다"))
}

// given은 SetID가 준 쿠키를 Set-Cookie 헤더에서 읽은 것이다.
func given(r *http.Request, id string, secure bool) (*http.Cookie, error) {
	w := httptest.NewRecorder()
	exercise.SetID(w, r, id, secure)
	cookies := w.Result().Cookies()
	if len(cookies) != 1 {
		return nil, grader.Same("쿠키 하나", fmt.Sprintf("쿠키 %d개", len(cookies)), "")
	}
	return cookies[0], nil
}

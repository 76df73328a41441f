//go:build exercise

package exercise

import (
	"crypto/tls"
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"

	"socketworkbook/internal/exercise"
)

const (
	scriptReads = "스크립트가 읽을 수 있음"
	anySite     = "SameSite를 정하지 않거나 None으로 둠"
	onePath     = "한 길 아래에서만 오는 쿠키"
	leaksPlain  = "HTTPS의 쿠키가 HTTP로도 감"
	neverPlain  = "HTTP의 손님에게도 Secure를 붙여 쿠키가 오지 않음"
)

func TestCookie(t *testing.T) {
	task := exercise.Task{File: "03-http-polling/exercise/cookie.go", Note: "notes/03-http-polling.md#쿠키와-세션"}
	given := func(over *tls.ConnectionState) *http.Cookie {
		r := httptest.NewRequest("POST", "/name", nil)
		r.TLS = over
		w := httptest.NewRecorder()
		GiveCookie(w, r, "SECRET")
		for _, cookie := range w.Result().Cookies() {
			if cookie.Name == "sid" && cookie.Value == "SECRET" {
				return cookie
			}
		}
		return &http.Cookie{Name: "없음"}
	}
	task.Try(t, "이름과 값", func(*testing.T) error { return exercise.Same("sid", given(nil).Name, "") })
	task.Try(t, "HttpOnly", func(*testing.T) error {
		return exercise.Same("HttpOnly true", fmt.Sprintf("HttpOnly %v", given(nil).HttpOnly), scriptReads)
	})
	task.Try(t, "SameSite", func(*testing.T) error {
		if mode := given(nil).SameSite; mode != http.SameSiteLaxMode && mode != http.SameSiteStrictMode {
			return exercise.Wrong{Want: "SameSite=Lax나 Strict", Got: map[http.SameSite]string{0: "정하지 않음", http.SameSiteNoneMode: "None"}[mode], Mistake: anySite}
		}
		return nil
	})
	task.Try(t, "Path", func(*testing.T) error { return exercise.Same("Path=/", "Path="+given(nil).Path, onePath) })
	task.Try(t, "HTTPS", func(*testing.T) error {
		return exercise.Same("Secure true", fmt.Sprintf("Secure %v", given(&tls.ConnectionState{}).Secure), leaksPlain)
	})
	task.Try(t, "HTTP", func(*testing.T) error {
		return exercise.Same("Secure false", fmt.Sprintf("Secure %v", given(nil).Secure), neverPlain)
	})
}

//go:build exercise

package exercise_test

import (
	"crypto/tls"
	"net/http"
	"net/http/httptest"
	"testing"

	"socketworkbook/internal/grader"
)

// secureTests는 요청이 어떻게 왔든 Secure가 설정을 따르는지 본다.
func secureTests(t *testing.T, task grader.Task) {
	for _, test := range []struct {
		name    string
		secure  bool
		come    func(r *http.Request)
		mistake string
	}{
		{"secure가 참, 프록시가 TLS를 푼 요청", true, func(*http.Request) {}, plainWire},
		{"secure가 거짓, HTTP로 온 요청", false, func(*http.Request) {}, thrownAway},
		{"secure가 참, TLS로 온 요청", true, overTLS, plainWire},
		{"secure가 거짓, TLS로 온 요청", false, overTLS, looksAtTLS},
		{"secure가 거짓, HTTPS로 왔다는 헤더", false, saysHTTPS, trustsHeader},
		{"secure가 참, HTTP로 왔다는 헤더", true, saysHTTP, trustsHeader},
	} {
		task.Try(t, test.name, func(*testing.T) error {
			r := httptest.NewRequest("POST", "/room/name", nil)
			test.come(r)
			cookie, err := given(r, "J7Q2", test.secure)
			if err != nil {
				return err
			}
			mistake := test.mistake
			if test.secure && tlsDecides() {
				mistake = looksAtTLS
			}
			return grader.Same(secureOrNot(test.secure), secureOrNot(cookie.Secure), mistake)
		})
	}
}

// tlsDecides는 설정이 거짓일 때 TLS로 온 요청에만 Secure를 붙이는 풀이인지이다.
func tlsDecides() bool {
	r := httptest.NewRequest("POST", "/room/name", nil)
	plain, err := given(r, "J7Q2", false)
	if err != nil || plain.Secure {
		return false
	}
	overTLS(r)
	cookie, err := given(r, "J7Q2", false)
	return err == nil && cookie.Secure
}

func overTLS(r *http.Request) { r.TLS = &tls.ConnectionState{} }

func saysHTTPS(r *http.Request) {
	r.Header.Set("X-Forwarded-Proto", "https")
	r.Header.Set("Forwarded", "proto=https")
	r.Header.Set("Origin", "https://example.com")
	r.Header.Set("Referer", "https://example.com/")
}

func saysHTTP(r *http.Request) {
	r.Header.Set("X-Forwarded-Proto", "http")
	r.Header.Set("Forwarded", "proto=http")
	r.Header.Set("Origin", "http://example.com")
	r.Header.Set("Referer", "http://example.com/")
}

func secureOrNot(secure bool) string {
	if secure {
		return "Secure가 있는 쿠키"
	}
	return "Secure가 없는 쿠키"
}

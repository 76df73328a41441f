//go:build exercise

package exercise

import (
	"net/http/httptest"
	"net/netip"
	"testing"

	"socketworkbook/internal/exercise"
)

const (
	anyoneSays = "아무나 보낸 머리를 믿음"
	leftmost   = "우리 프록시가 적지 않은 왼쪽 것을 믿음"
	oneLine    = "머리의 첫 줄만 읽음"
	garbage    = "주소가 아닌 것 너머까지 믿음"
)

func TestClientIP(t *testing.T) {
	task := exercise.Task{File: "06-gin-routes/exercise/3_clientip.go", Note: "notes/06-gin-routes.md#x-forwarded-for가-없으면-연결의-주소"}
	proxies := []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("fd00::/8")}

	for _, test := range []struct {
		name, remote string
		forwarded    []string
		want         string
		mistake      string
	}{
		{"머리가 없음", "203.0.113.9:5000", nil, "203.0.113.9", ""},
		{"프록시가 아닌 손님이 꾸밈", "203.0.113.9:5000", []string{"1.2.3.4"}, "203.0.113.9", anyoneSays},
		{"프록시 뒤의 손님", "10.0.0.1:5000", []string{"203.0.113.9"}, "203.0.113.9", ""},
		{"IPv6인 프록시 뒤의 손님", "[fd00::1]:5000", []string{"2001:db8::9"}, "2001:db8::9", ""},
		{"프록시 둘을 지남", "10.0.0.1:5000", []string{"203.0.113.9, 10.0.0.2"}, "203.0.113.9", ""},
		{"프록시 뒤에서 꾸밈", "10.0.0.1:5000", []string{"1.2.3.4, 203.0.113.9"}, "203.0.113.9", leftmost},
		{"머리가 두 줄", "10.0.0.1:5000", []string{"1.2.3.4", "203.0.113.9"}, "203.0.113.9", oneLine},
		{"주소가 아닌 것이 섞임", "10.0.0.1:5000", []string{"1.2.3.4, 몰라요, 10.0.0.2"}, "10.0.0.2", garbage},
		{"프록시만 있음", "10.0.0.1:5000", []string{"10.0.0.3, 10.0.0.2"}, "10.0.0.3", ""},
	} {
		task.Try(t, test.name, func(*testing.T) error {
			r := httptest.NewRequest("GET", "/", nil)
			r.RemoteAddr = test.remote
			for _, line := range test.forwarded {
				r.Header.Add("X-Forwarded-For", line)
			}
			return exercise.Same(test.want, ClientIP(r, proxies).String(), test.mistake)
		})
	}
}

//go:build exercise

package exercise

import (
	"fmt"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"

	"socketworkbook/internal/grader"
)

const (
	anyoneSays = "아무나 보낸 헤더를 믿음"
	leftmost   = "우리 프록시가 적지 않은 왼쪽 것을 믿음"
	justProxy  = "우리 프록시를 클라이언트로 여김"
	keepsSpace = "주소 앞뒤의 빈칸을 떼지 않음"
	oneLine    = "헤더의 첫 줄만 읽음"
	garbage    = "주소가 아닌 것 너머까지 믿음"
	forgets    = "주소가 아닌 것을 만나면 알아낸 것까지 버림"
	noneLeft   = "헤더가 없거나 다 보았을 때 아는 주소를 돌려주지 않음"
	ownIdea    = "trusted를 보지 않고 사설 주소를 우리 프록시로 여김"
)

func TestClientIP(t *testing.T) {
	task := grader.Task{File: "06-gin-routes/exercise/3_clientip.go", Note: "notes/06-gin-routes.md#x-forwarded-for가-없으면-연결의-주소"}
	const ours, others = "10.0.0.0/8 fd00::/8", "192.0.2.0/24"

	for _, test := range []struct {
		name, trusted, remote string
		forwarded             []string
		want                  string
		mistakes              map[string]string // 나온 주소로 알아보는 실수
	}{
		{"헤더가 없음", ours, "203.0.113.9:5000", nil, "203.0.113.9", map[string]string{"invalid IP": noneLeft}},
		{"프록시가 아닌 클라이언트가 꾸밈", ours, "203.0.113.9:5000", []string{"1.2.3.4"}, "203.0.113.9", map[string]string{"1.2.3.4": anyoneSays}},
		{"프록시 뒤의 클라이언트", ours, "10.0.0.1:5000", []string{"203.0.113.9"}, "203.0.113.9", map[string]string{"10.0.0.1": justProxy}},
		{"IPv6인 프록시 뒤의 클라이언트", ours, "[fd00::1]:5000", []string{"2001:db8::9"}, "2001:db8::9", nil},
		{"헤더를 보내지 않는 프록시", ours, "10.0.0.1:5000", nil, "10.0.0.1", map[string]string{"invalid IP": noneLeft}},
		{"프록시 둘을 지남", ours, "10.0.0.1:5000", []string{"203.0.113.9, 10.0.0.2"}, "203.0.113.9", map[string]string{"10.0.0.1": keepsSpace, "10.0.0.2": justProxy}},
		{"프록시 뒤에서 꾸밈", ours, "10.0.0.1:5000", []string{"1.2.3.4, 203.0.113.9"}, "203.0.113.9", map[string]string{"1.2.3.4": leftmost}},
		{"헤더가 두 줄", ours, "10.0.0.1:5000", []string{"1.2.3.4", "203.0.113.9"}, "203.0.113.9", map[string]string{"1.2.3.4": oneLine}},
		{"주소가 아닌 것이 섞임", ours, "10.0.0.1:5000", []string{"1.2.3.4, 몰라요, 10.0.0.2"}, "10.0.0.2", map[string]string{"1.2.3.4": garbage, "10.0.0.1": forgets, "invalid IP": forgets}},
		{"프록시만 있음", ours, "10.0.0.1:5000", []string{"10.0.0.3, 10.0.0.2"}, "10.0.0.3", map[string]string{"10.0.0.1": noneLeft, "invalid IP": noneLeft}},
		{"우리 프록시가 아닌 사설 주소의 클라이언트", others, "192.0.2.1:5000", []string{"1.2.3.4, 10.0.0.9"}, "10.0.0.9", map[string]string{"1.2.3.4": ownIdea}},
	} {
		name := fmt.Sprintf("%s: 우리 프록시 %s, 연결의 상대 %s, X-Forwarded-For %q", test.name, test.trusted, test.remote, test.forwarded)
		task.Try(t, name, func(*testing.T) error {
			var trusted []netip.Prefix
			for _, prefix := range strings.Fields(test.trusted) {
				trusted = append(trusted, netip.MustParsePrefix(prefix))
			}
			r := httptest.NewRequest("GET", "/", nil)
			r.RemoteAddr = test.remote
			for _, line := range test.forwarded {
				r.Header.Add("X-Forwarded-For", line)
			}
			got := ClientIP(r, trusted).String()
			return grader.Same(test.want, got, test.mistakes[got])
		})
	}
}

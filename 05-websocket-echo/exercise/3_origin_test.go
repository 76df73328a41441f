//go:build exercise

package exercise

import (
	"cmp"
	"fmt"
	"net/http/httptest"
	"testing"

	"socketworkbook/internal/grader"
)

const (
	suffix     = "끝만 비교함"
	prefix     = "앞만 비교함"
	below      = "하위 도메인의 사이트를 받음"
	anywhere   = "들어 있기만 하면 받음"
	dropsPort  = "포트를 비교하지 않음"
	onlyName   = "포트를 뗀 이름을 Host와 비교함"
	myScheme   = "http로 연 페이지만 받음"
	caseMatter = "대문자와 소문자를 다른 것으로 여김"
	needsIt    = "Origin이 없는 클라이언트를 거절함"
	takesNull  = "읽을 수 없는 Origin을 받음"
	trimsMore  = "TrimLeft가 뗄 글이 아니라 글자들을 떼어 냄"
)

func TestOrigin(t *testing.T) {
	task := grader.Task{File: "05-websocket-echo/exercise/3_origin.go", Note: "notes/05-websocket-echo.md#남의-사이트가-여는-websocket"}

	for _, test := range []struct {
		name, host, origin string
		want               bool
		mistake            string
	}{
		{"우리 페이지", "example.com", "http://example.com", true, ""},
		{"HTTPS로 연 우리 페이지", "example.com", "https://example.com", true, myScheme},
		{"포트가 있는 우리 페이지", "localhost:8000", "http://localhost:8000", true, onlyName},
		{"Origin이 없는 클라이언트", "example.com", "", true, needsIt},
		{"경로에 우리 이름만 넣은 사이트", "example.com", "http://evil.example/example.com", false, anywhere},
		{"경로에 우리 이름을 넣은 사이트", "example.com", "http://evil.example/example.com/x", false, anywhere},
		{"끝이 같은 사이트", "example.com", "http://evil-example.com", false, suffix},
		{"우리 아래의 다른 사이트", "example.com", "http://blog.example.com", false, below},
		{"우리 아래인 척하는 사이트", "example.com", "http://example.com.evil.example", false, prefix},
		{"대문자로 적은 우리 페이지", "Example.com", "http://example.COM", true, caseMatter},
		{"s로 시작하는 우리 페이지", "shop.example.com", "http://shop.example.com", true, trimsMore},
		{"s를 앞에 붙인 사이트", "example.com", "http://sexample.com", false, trimsMore},
		{"http://가 없는 Origin", "example.com", "example.com", false, takesNull},
		{"이름이 비슷한 사이트", "example.com", "http://my-example.com", false, suffix},
		{"포트가 없는 Origin", "localhost:8000", "http://localhost", false, dropsPort},
		{"포트가 없는 Host", "localhost", "http://localhost:8001", false, dropsPort},
		{"IPv6", "[::1]:8000", "http://[::1]:8000", true, onlyName},
		{"다른 IPv6", "[::1]:8000", "http://[::2]:8000", false, dropsPort},
		{"다른 포트", "localhost:8000", "http://localhost:8001", false, dropsPort},
		{"null", "example.com", "null", false, takesNull},
		{"쓰레기", "example.com", "http://[::1", false, takesNull},
	} {
		name := fmt.Sprintf("%s: Host %s, Origin %s", test.name, test.host, cmp.Or(test.origin, "없음"))
		task.Try(t, name, func(*testing.T) error {
			r := httptest.NewRequest("GET", "/", nil)
			r.Host = test.host
			if test.origin != "" {
				r.Header.Set("Origin", test.origin)
			}
			say := map[bool]string{true: "받음", false: "거절함"}
			return grader.Same(say[test.want], say[SameOrigin(r)], test.mistake)
		})
	}
}

//go:build exercise

package exercise_test

import (
	"cmp"
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"

	"socketworkbook/05-websocket-echo/exercise"
	"socketworkbook/internal/grader"
)

const (
	suffix     = "끝만 비교함"
	prefix     = "앞만 비교함"
	below      = "하위 도메인의 사이트를 받음"
	anywhere   = "들어 있기만 하면 받음"
	dropsPort  = "포트를 비교하지 않음"
	onlyName   = "한쪽에서만 포트를 떼고 비교함"
	myScheme   = "http로 연 페이지만 받음"
	caseMatter = "대문자와 소문자를 다른 것으로 여김"
	needsIt    = "Origin이 없는 클라이언트를 거절함"
	takesNull  = "null이나 읽을 수 없는 Origin을 받음"
	trimsMore  = "TrimLeft가 뗄 글이 아니라 글자들을 떼어 냄"
)

// originTests는 앞의 것을 지나야 뒤의 실수를 알 수 있는 차례이다.
var originTests = []struct {
	name, host, origin string
	want               bool
	mistake            string
}{
	{"우리 페이지", "example.com", "http://example.com", true, ""},
	{"HTTPS로 연 우리 페이지", "example.com", "https://example.com", true, myScheme},
	{"포트가 있는 우리 페이지", "localhost:8005", "http://localhost:8005", true, onlyName},
	{"Origin이 없는 클라이언트", "example.com", "", true, needsIt},
	{"경로에 우리 이름을 넣은 사이트", "example.com", "http://evil.example/example.com/x", false, anywhere},
	{"물음표 뒤에 우리 이름을 넣은 사이트", "example.com", "http://evil.example?http://example.com/", false, anywhere},
	{"가운데에 우리 이름을 넣은 사이트", "example.com", "http://my-example.com.evil.example", false, anywhere},
	{"경로에 우리 이름만 넣은 사이트", "example.com", "http://evil.example/example.com", false, suffix},
	{"끝이 같은 사이트", "example.com", "http://evil-example.com", false, suffix},
	{"우리 아래인 척하는 사이트", "example.com", "http://example.com.evil.example", false, prefix},
	{"우리 아래의 다른 사이트", "example.com", "http://blog.example.com", false, below},
	{"대문자로 적은 우리 페이지", "Example.com", "http://example.COM", true, caseMatter},
	{"포트가 있고 대문자로 적은 우리 페이지", "localhost:8005", "http://LocalHost:8005", true, caseMatter},
	{"s로 시작하는 우리 페이지", "shop.example.com", "http://shop.example.com", true, trimsMore},
	{"s를 앞에 붙인 사이트", "example.com", "http://sexample.com", false, trimsMore},
	{"http://가 없는 Origin", "example.com", "example.com", false, takesNull},
	{"읽을 수 없는 Origin", "example.com", "http://[::1", false, takesNull},
	{"이름이 비슷한 사이트", "example.com", "http://my-example.com", false, suffix},
	{"다른 포트", "localhost:8005", "http://localhost:8001", false, dropsPort},
	{"포트가 없는 Origin", "localhost:8005", "http://localhost", false, ""},
	{"포트가 없는 Host", "localhost", "http://localhost:8001", false, ""},
	{"포트 뒤에 이름을 더 붙인 것", "localhost:8005", "http://localhost:8005.evil", false, prefix},
	{"포트 뒤에 숫자를 더 붙인 것", "localhost:8005", "http://localhost:80050", false, prefix},
	{"우리 이름을 사용자 이름으로 적은 사이트", "localhost:8005", "http://localhost:8005@evil.example", false, ""},
	{"포트까지 적은 사용자 이름", "localhost:8005", "http://localhost:8005@evil.example:8005", false, ""},
	{"IPv6", "[::1]:8005", "http://[::1]:8005", true, ""},
	{"다른 IPv6", "[::1]:8005", "http://[::2]:8005", false, ""},
	{"이름은 다르고 포트만 같은 사이트", "localhost:8005", "http://evil.example:8005", false, ""},
	{"null", "example.com", "null", false, takesNull},
	{"호스트가 없는 Origin", "example.com", "file://", false, takesNull},
}

func TestOrigin(t *testing.T) {
	task := grader.Task{File: "05-websocket-echo/exercise/3_origin.go", Note: "notes/05-websocket-echo.md#남의-사이트가-여는-websocket"}

	task.Try(t, "여러 Host와 Origin", func(*testing.T) error {
		for _, test := range originTests {
			if got := exercise.SameOrigin(request(test.host, test.origin)); got != test.want {
				who := fmt.Sprintf("%s(Host %s, Origin %s)", test.name, test.host, cmp.Or(test.origin, "없음"))
				say := map[bool]string{true: "받음", false: "거절함"}
				return grader.Wrong{Want: who + "에는 " + say[test.want], Got: say[got], Mistake: test.mistake}
			}
		}
		return nil
	})
}

func request(host, origin string) *http.Request {
	r := httptest.NewRequest("GET", "/", nil)
	r.Host = host
	if origin != "" {
		r.Header.Set("Origin", origin)
	}
	return r
}

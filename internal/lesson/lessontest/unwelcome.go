package lessontest

import (
	"net/http"
	"os"
	"regexp"
	"strings"
	"testing"
)

var ours = regexp.MustCompile(`(script-src|style-src)( 'self'|( 'sha256-[0-9A-Za-z+/]{43}=')+);`)

// Unwelcome은 웹으로 말하는 수업들이 똑같이 막는 것을 확인한다: 남의 이름으로 온 요청,
// 다른 사이트의 페이지가 이 사용자의 쿠키로 보낸 POST, 페이지에 끼워 넣은 스크립트, 프레임(frame) 안에 가두기.
func Unwelcome(t *testing.T, page, post string) {
	p := Start(t, "-addr", "localhost:0")
	_, port, _ := strings.Cut(p.Addr, ":")
	own, err := os.Hostname()
	if err != nil {
		t.Fatal(err)
	}
	ask := func(method, path, host string, header ...string) *http.Response {
		request, err := http.NewRequest(method, "http://"+p.Addr+path, strings.NewReader(""))
		if err != nil {
			t.Fatal(err)
		}
		request.Host = host
		for i := 0; i < len(header); i += 2 {
			request.Header.Set(header[i], header[i+1])
		}
		response, err := http.DefaultClient.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		response.Body.Close()
		return response
	}
	for host, want := range map[string]int{
		"localhost:" + port: 200, "127.0.0.1:" + port: 200, "[::1]:" + port: 200, "LocalHost": 200,
		"localhost.:" + port: 200, "a.localhost:" + port: 200, own + ":" + port: 200,
		"evil.example:" + port: 421, "127.0.0.1.evil.example": 421, "localhost.evil.example": 421, "192.168.0.1": 421, "evillocalhost": 421,
	} {
		if got := ask("GET", page, host).StatusCode; got != want {
			t.Errorf("Host가 %s인 요청에 %d로 답했다. 바라던 것은 %d", host, got, want)
		}
	}
	header := ask("GET", page, "localhost").Header
	policy := header.Get("Content-Security-Policy")
	// 한 칸만 빠져도 나머지가 막아 주지 않으므로 통째로 비교한다. 스크립트와 모양은 제 파일이거나 해시가 맞는 것이다.
	const want = "default-src 'none'; script-src 우리 것; style-src 우리 것; img-src data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
	if got := ours.ReplaceAllString(policy, "$1 우리 것;"); got != want {
		t.Errorf("Content-Security-Policy가 %s", policy)
	}
	if header.Get("X-Content-Type-Options") != "nosniff" || header.Get("Referrer-Policy") != "no-referrer" {
		t.Errorf("페이지를 지키는 헤더가 %v이다", header)
	}
	if post == "" {
		return
	}
	for _, foreign := range [][]string{
		{"Origin", "http://evil.example"}, {"Origin", "null"}, {"Sec-Fetch-Site", "cross-site"}, {"Sec-Fetch-Site", "same-site"},
	} {
		if got := ask("POST", post, "localhost:"+port, foreign...).StatusCode; got != http.StatusForbidden {
			t.Errorf("%v인 POST에 %d로 답했다", foreign, got)
		}
	}
}

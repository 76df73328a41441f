package web

import (
	"net/http/httptest"
	"strings"
	"testing"
	"unicode/utf8"
)

// 어떤 본문이 와도 패닉이 나지 않는다. 받았다면 보통 글자로 된 정해진 길이의 글이고, 아니면 이유를 답한다.
func FuzzReadText(f *testing.F) {
	f.Add("application/json", `{"text":"안녕"}`)
	f.Add("application/x-www-form-urlencoded", "text=%EC%95%88")
	f.Add("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\n안\r\n--x--")
	f.Add("text/plain", "\xff")
	f.Fuzz(func(t *testing.T, kind, body string) {
		r := httptest.NewRequest("POST", "/", strings.NewReader(body))
		r.Header["Content-Type"] = []string{kind}
		w := httptest.NewRecorder()
		text, ok := ReadText(w, r, "text", 10)
		if ok && (!utf8.ValidString(text) || utf8.RuneCountInString(text) < 1 || utf8.RuneCountInString(text) > 10 || strings.ContainsFunc(text, forbidden)) {
			t.Errorf("%q를 받았다", text)
		}
		if !ok && (w.Code < 400 || w.Code > 499 || !strings.HasPrefix(w.Body.String(), `{"error":"`)) {
			t.Errorf("%d %s", w.Code, w.Body)
		}
	})
}

// Host 헤더에 무엇이 와도 패닉이 나지 않고, 남이 가질 수 있는 이름은 받지 않는다.
func FuzzLoopback(f *testing.F) {
	for _, host := range []string{"", "localhost", "[::1]:80", "127.0.0.1:", "[::1", "evil.example:80", "127.0.0.1.evil.example", "localhost\x00"} {
		f.Add(host)
	}
	f.Fuzz(func(t *testing.T, host string) {
		loopback(host, "mybook")
		if loopback(host+".evil.example", "mybook") {
			t.Errorf("%q를 이 컴퓨터로 보았다", host+".evil.example")
		}
	})
}

package web

import (
	"net/http/httptest"
	"strings"
	"testing"
)

// 브라우저는 페이지를 읽을 때 CRLF와 CR을 LF로 바꾼다. 해시도 그렇게 바꾼 것으로 계산한다.
// 그래서 줄을 CRLF로 저장하는 편집기로 고친 페이지도 똑같이 열려야 한다.
func TestPageFromAnyEditor(t *testing.T) {
	unix := "<!doctype html>\n" + link + "\n<script>\nlet a = 1;\nlet b = 2;\n</script>\n"
	want := httptest.NewRecorder()
	Page(unix).ServeHTTP(want, httptest.NewRequest("GET", "/", nil))
	for name, newline := range map[string]string{"CRLF": "\r\n", "CR": "\r"} {
		w := httptest.NewRecorder()
		Page(strings.ReplaceAll(unix, "\n", newline)).ServeHTTP(w, httptest.NewRequest("GET", "/", nil))
		if got, want := w.Header().Get("Content-Security-Policy"), want.Header().Get("Content-Security-Policy"); got != want {
			t.Errorf("%s로 저장한 페이지의 해시가 다르다. 브라우저가 스크립트를 실행하지 않는다\n%s\n%s", name, got, want)
		}
		if w.Body.String() != want.Body.String() {
			t.Errorf("%s로 저장한 페이지가 다르다: %.100q", name, w.Body)
		}
	}
}

// 모양(style.css)도 같은 편집기로 고칠 수 있다.
func TestStyleFromAnyEditor(t *testing.T) {
	open := func() string {
		w := httptest.NewRecorder()
		Page("<!doctype html>\n"+link).ServeHTTP(w, httptest.NewRequest("GET", "/", nil))
		return w.Header().Get("Content-Security-Policy")
	}
	want, saved := open(), Style
	defer func() { Style = saved }()
	Style = strings.ReplaceAll(saved, "\n", "\r\n")
	if got := open(); got != want {
		t.Errorf("CRLF로 저장한 모양의 해시가 다르다\n%s\n%s", got, want)
	}
}

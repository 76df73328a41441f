package web

import (
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"
)

const sample = `<!doctype html>
<link rel="stylesheet" href="/web/style.css">
<nav class="course"></nav>
<main><pre class="code" data-code="server.go func add("></pre></main>
<script src="/web/frame.js"></script>
<script src="own.js"></script>
<script>
let a = 1;
let b = 2;
</script>
`

const code = `package main

// add는 더한다.
func add(a, b int) int {
	// 왜 더하는가
	if a < b && true {
		return a + b
	}
	return b
}

func other() {}
`

func open(page, code string) (policy, body string) {
	w := httptest.NewRecorder()
	files := fstest.MapFS{"index.html": {Data: []byte(page)}, "server.go": {Data: []byte(code)}, "own.js": {Data: []byte("let own = 3;\n")}}
	Page("04-sse", files, "index.html").ServeHTTP(w, httptest.NewRequest("GET", "/", nil))
	return w.Header().Get("Content-Security-Policy"), w.Body.String()
}

// 브라우저는 페이지를 읽을 때 CRLF와 CR을 LF로 바꾼다. 해시도 그렇게 바꾼 것으로 계산한다.
// 그래서 줄을 CRLF로 저장하는 편집기로 고친 페이지도 똑같이 열려야 한다.
func TestPageFromAnyEditor(t *testing.T) {
	policy, body := open(sample, code)
	for name, newline := range map[string]string{"CRLF": "\r\n", "CR": "\r"} {
		gotPolicy, gotBody := open(strings.ReplaceAll(sample, "\n", newline), strings.ReplaceAll(code, "\n", newline))
		if gotPolicy != policy {
			t.Errorf("%s로 저장한 페이지의 해시가 다르다. 브라우저가 스크립트를 실행하지 않는다\n%s\n%s", name, gotPolicy, policy)
		}
		if gotBody != body {
			t.Errorf("%s로 저장한 페이지가 다르다: %.100q", name, gotBody)
		}
	}
}

// 페이지에는 모양과 스크립트와 코드가 다 들어 있다. 더 요청할 것이 없다.
func TestPageIsWhole(t *testing.T) {
	_, body := open(sample, code)
	for _, want := range []string{
		"--paper:", "class Status", // style.css와 frame.js
		"<script>\nlet own = 3;\n</script>", // 페이지 곁에 있는 파일
		`<a aria-current="page" data-port="8004" data-path="/"><b>04</b> <span>SSE</span></a>`,
		`data-path="/#01-raw-tcp"`, // 페이지가 없는 수업은 06의 카드로 간다
		"← 03 HTTP 폴링", "05 WebSocket 에코 →", "04-sse/exercise",
		"<figcaption>server.go</figcaption><pre><span>func add(a, b int) int {\n</span><span>\tif a &lt; b &amp;&amp; true {\n</span>",
	} {
		if !strings.Contains(body, want) {
			t.Errorf("페이지에 %s 가 없다", want)
		}
	}
	for _, unwanted := range []string{"/web/", "src=", "왜 더하는가", "func other"} {
		if strings.Contains(body, unwanted) {
			t.Errorf("페이지에 %s 가 있다", unwanted)
		}
	}
}

// 페이지가 코드에 없는 것을 보여 달라고 하면 프로그램은 켜지지 않는다.
func TestListingIsReal(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("코드에 없는 함수를 보여 달라는 페이지를 받아 주었다")
		}
	}()
	open(strings.Replace(sample, "func add(", "func gone(", 1), code)
}

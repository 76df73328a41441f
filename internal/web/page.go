package web

import (
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"io/fs"
	"net/http"
	"regexp"
	"strings"
)

// Files는 모든 수업의 페이지가 함께 쓰는 모양(style.css)과 스크립트(frame.js)이다.
//
//go:embed style.css frame.js
var Files embed.FS

// newlines는 줄바꿈을 LF 하나로 바꾼다. 브라우저는 페이지를 읽을 때 이렇게 바꾼 다음에 해시를 계산한다.
// 줄을 CRLF로 저장하는 편집기로 고친 페이지를 그대로 해시하면, 제 스크립트인데도 실행되지 않는다.
var newlines = strings.NewReplacer("\r\n", "\n", "\r", "\n")

// Page는 페이지 하나로 답하는 핸들러이다. 페이지는 files의 name이고, folder 수업의 것이다.
// 모양과 스크립트와 코드를 페이지 안에 넣어 보낸다. 그래서 페이지를 그리려고 더 요청하는 파일이 없다.
func Page(folder string, files fs.FS, name string) http.Handler { return page(folder, files, name, "") }

// WorkerPage는 제 서버의 서비스 워커를 쓰는 Page이다. 다른 페이지에는 허락하지 않는다.
func WorkerPage(folder string, files fs.FS, name string) http.Handler {
	return page(folder, files, name, "; worker-src 'self'")
}

func page(folder string, files fs.FS, name, more string) http.Handler {
	html := compose(folder, files, name)
	// 해시가 맞는 것만 쓴다. 누가 페이지에 <script>를 끼워 넣어도 브라우저가 실행하지 않는다.
	policy := Policy(hashes(html, "script"), hashes(html, "style")) + more
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		Protect(w.Header(), policy)
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("Cache-Control", "no-cache") // 고친 페이지가 새로 고침 한 번에 보이게
		w.Write([]byte(html))
	})
}

// compose는 페이지에 비워 둔 자리를 모두 채운다. 단계(step)는 채우지 않은 그대로 준다.
func compose(folder string, files fs.FS, name string) string {
	page := strings.NewReplacer(
		`<link rel="stylesheet" href="/web/style.css">`, "<style>\n"+read(Files, "style.css")+"</style>",
		`<script src="/web/frame.js"></script>`, script(Files, "frame.js"),
	).Replace(read(files, name))
	page = ownScript.ReplaceAllStringFunc(page, func(tag string) string {
		return script(files, ownScript.FindStringSubmatch(tag)[1])
	})
	return Fill(folder, files, page)
}

// 페이지의 스크립트가 길면 페이지 곁의 파일에 둔다: <script src="storage.js"></script>
var ownScript = regexp.MustCompile(`<script src="([\w-]+\.js)"></script>`)

func script(files fs.FS, name string) string { return "<script>\n" + read(files, name) + "</script>" }

// Fill은 page에 수업의 줄과, 앞뒤의 수업과, files에 있는 코드를 채운다.
func Fill(folder string, files fs.FS, page string) string {
	page = strings.Replace(page, `<nav class="course"></nav>`, Nav(folder), 1)
	page = strings.Replace(page, "</main>", "</main>\n"+Around(folder), 1)
	return listings(page, files)
}

// read는 프로그램에 넣어 둔 파일을 읽는다. 없으면 프로그램이 틀린 것이다.
func read(files fs.FS, name string) string {
	text, err := fs.ReadFile(files, name)
	if err != nil {
		panic(err)
	}
	return newlines.Replace(string(text))
}

// Policy는 Content-Security-Policy의 값이다. 스크립트와 모양이 올 수 있는 곳만 다르다.
// 그림은 페이지 안에 적힌 것(data:)만 쓰고, 연결과 폼은 제 서버로만 보낸다. 다른 페이지의
// 프레임(frame) 안에 들어가지 않는다. 나머지는 막는다.
func Policy(script, style string) string {
	return "default-src 'none'; script-src " + script + "; style-src " + style +
		"; img-src data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
}

// Protect는 페이지를 지키는 헤더를 붙인다.
func Protect(header http.Header, policy string) {
	header.Set("Content-Security-Policy", policy)
	header.Set("X-Content-Type-Options", "nosniff") // 적힌 종류를 브라우저가 짐작으로 바꾸지 않게 한다.
	header.Set("Referrer-Policy", "no-referrer")
}

// hashes는 페이지 안에 적힌 tag들의 해시이다. CSP 3단계 2.3.1절의 'sha256-…' 꼴이다.
func hashes(html, tag string) string {
	var found []string
	for _, match := range regexp.MustCompile(`(?s)<`+tag+`>(.*?)</`+tag+`>`).FindAllStringSubmatch(html, -1) {
		sum := sha256.Sum256([]byte(match[1]))
		found = append(found, "'sha256-"+base64.StdEncoding.EncodeToString(sum[:])+"'")
	}
	return strings.Join(found, " ")
}

package web

import (
	"fmt"
	"html"
	"io"
	"net/http"
	"strings"
)

// NotFound는 없는 경로에 404로 답한다.
func NotFound(w http.ResponseWriter, r *http.Request) {
	errorPage(w, r, http.StatusNotFound, "그런 주소는 없습니다: "+r.URL.Path)
}

// pages는 페이지가 있는 수업들로 가는 링크이다. 아직 켜지 않았다면 옆의 명령으로 켠다.
func pages() string {
	var b strings.Builder
	for _, l := range Course {
		if l.Path != "" {
			fmt.Fprintf(&b, "<li>%s <code>%s</code></li>", l.link(l.Number()+" "+html.EscapeString(l.Title)), l.Command())
		}
	}
	return b.String()
}

// errorPage는 사람이 브라우저로 왔으면 페이지로, 아니면 JSON으로 답한다. 사람은 갈 곳을 알아야 한다.
func errorPage(w http.ResponseWriter, r *http.Request, status int, sentence string) {
	w.Header().Add("Vary", "Accept") // 같은 주소의 응답이 Accept 헤더에 따라 다르다.
	if !strings.Contains(r.Header.Get("Accept"), "text/html") {
		Error(w, status, sentence)
		return
	}
	page := `<!doctype html>
<html lang="ko">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>` + fmt.Sprint(status) + `</title>
  <link rel="icon" href="data:,">
  <style>
` + read(Files, "style.css") + `</style>
</head>
<body>
` + Nav("") + `
  <main>
    <header><h1><span class="tag">` + fmt.Sprint(status) + `</span> ` + html.EscapeString(sentence) + `</h1></header>
    <section class="card">
      <h2>서버는 켜져 있습니다. 이 요청을 맡은 핸들러가 없을 뿐입니다.</h2>
      <p>수업을 골라서 그 페이지로 가세요. 켜지 않은 수업은 열리지 않습니다.</p>
      <ul>` + pages() + `</ul>
    </section>
  </main>
  <script>
` + read(Files, "frame.js") + `</script>
</body>
</html>
`
	Protect(w.Header(), Policy(hashes(page, "script"), hashes(page, "style")))
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	io.WriteString(w, page)
}

package web

import (
	_ "embed"
	"net/http"
	"strings"
)

// Style은 모든 수업의 페이지가 함께 쓰는 모양이다.
//
//go:embed style.css
var Style string

const link = `<link rel="stylesheet" href="/style.css">`

// Page는 페이지 하나로 답하는 핸들러이다. 모양은 페이지 안에 넣어 보낸다.
// 그래서 페이지는 자기 말고 아무것도 더 청하지 않는다.
func Page(html string) http.Handler {
	if !strings.Contains(html, link) {
		panic("페이지에 " + link + "가 없다")
	}
	body := []byte(strings.Replace(html, link, "<style>\n"+Style+"</style>", 1))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("Cache-Control", "no-cache") // 고친 페이지가 새로 고침 한 번에 보이게
		w.Write(body)
	})
}

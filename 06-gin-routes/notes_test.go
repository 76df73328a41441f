package main

import (
	"html"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"socketworkbook/06-gin-routes/peer"
	"socketworkbook/internal/browser"
)

var (
	hrefs = regexp.MustCompile(`href="([^"]+)"`)
	ids   = regexp.MustCompile(`id="([^"]+)"`)
)

// 노트의 차례에서 시작해 링크를 모두 따라간다. 어느 것도 막다른 곳이 아니고, 앵커도 모두 있다.
func TestNotesLinksAllLead(t *testing.T) {
	app := handle(defaults, "8800", peer.New(t.Context()), localRooms(t.Context()))
	pages := map[string]string{} // 경로마다 본문
	visit := func(path string) string {
		if _, seen := pages[path]; !seen {
			w := httptest.NewRecorder()
			app.ServeHTTP(w, httptest.NewRequest("GET", "http://localhost"+path, nil))
			if pages[path] = w.Body.String(); w.Code != http.StatusOK && w.Code != http.StatusFound {
				t.Errorf("%s: %d", path, w.Code)
			}
		}
		return pages[path]
	}
	queue, anchors := []string{"/notes"}, 0
	for len(queue) > 0 {
		at := queue[0]
		queue = queue[1:]
		for _, found := range hrefs.FindAllStringSubmatch(visit(at), -1) {
			link, err := url.Parse(html.UnescapeString(found[1]))
			if err != nil {
				t.Errorf("%s의 %s: %v", at, found[1], err)
				continue
			}
			if link.Scheme != "" || at == "/compare" || at == "/" {
				continue
			}
			path := link.EscapedPath()
			if path == "" {
				path = at
			}
			if _, seen := pages[path]; !seen {
				queue = append(queue, path)
			}
			if link.Fragment != "" {
				anchors++
				if !hasID(visit(path), link.Fragment) {
					t.Errorf("%s의 %s: #%s가 없다", at, path, link.Fragment)
				}
			}
		}
	}
	t.Logf("페이지 %d개, 앵커 %d개", len(pages), anchors)
	if len(pages) < 100 || anchors < 300 {
		t.Errorf("페이지를 %d개, 앵커를 %d개밖에 보지 못했다", len(pages), anchors)
	}
}

func hasID(body, id string) bool {
	for _, found := range ids.FindAllStringSubmatch(body, -1) {
		if html.UnescapeString(found[1]) == id {
			return true
		}
	}
	return false
}

// 없는 이름, 폴더 밖, 설정, 연습의 정답은 모두 한국어 404이다.
func TestNotesRefuse(t *testing.T) {
	addr, _ := start(t, defaults)
	for _, path := range []string{
		"/notes/nope", "/notes/README.md", "/notes/..%2fgo.mod", "/notes/embed", "/notes/file/", "/notes/file/nope.go",
		"/notes/file/../../../etc/passwd", "/notes/file/%2e%2e/%2e%2e/etc/passwd", "/notes/file/..%5c..%5cgo.mod", "/notes/file/%2fetc/passwd",
		"/notes/file/06-gin-routes/.env.example", "/notes/file/.git/config", "/notes/file/.ci/run", "/notes/file/go.sum",
		"/notes/file/01-raw-tcp/exercise/answer/1_predict.go", "/notes/file/01-raw-tcp/exercise/answer", "/notes/file/a%00b.go",
	} {
		request, err := http.NewRequest("GET", "http://"+addr, nil)
		if err != nil {
			t.Fatal(err)
		}
		request.URL.Opaque = path // 클라이언트가 ..을 먼저 없애지 않게 한다.
		response, err := http.DefaultTransport.RoundTrip(request)
		if err != nil {
			t.Fatal(err)
		}
		body, _ := io.ReadAll(response.Body)
		response.Body.Close()
		if response.StatusCode != http.StatusNotFound || !strings.Contains(string(body), "그런 페이지는 없습니다") {
			t.Errorf("%s: %s %.200s", path, response.Status, body)
		}
	}
}

// 노트를 브라우저에서 읽는다. 차례가 읽는 곳을 따라오고, 좁은 화면에서는 접혀 있다.
func TestNotesInBrowser(t *testing.T) {
	t.Parallel()
	addr, _ := start(t, defaults)
	page := browser.Open(t, "http://"+addr+"/notes/tls")
	page.Until(`document.querySelector(".contents:not([open]) #here")`) // 브라우저의 첫 창은 좁다.
	page.Look("notes-tls")                                              // 노트북의 너비로 끝난다.
	page.Until(`document.querySelector(".contents").open`)
	page.NoProblems()

	page.Leave(`.note a[href="/notes"]`)
	page.Leave(`.note a[href="/notes/01-raw-tcp"]`)
	page.Until(`document.querySelector("h1")?.textContent === "01 순수 TCP 소켓" && document.querySelector(".contents").open`)
	page.Until(`document.images.length > 1 && [...document.images].every((image) => image.complete && image.naturalWidth > 0)`)
	for _, id := range []string{"경계가-없다", "nagle-알고리즘", "출처"} {
		page.Until(`(document.getElementById("` + id + `").scrollIntoView(), true)`)
		page.Until(`decodeURIComponent(document.querySelector(".contents [aria-current]")?.hash) === "#` + id + `"`)
		page.Until(`document.querySelectorAll(".contents [aria-current]").length === 1`)
		page.Until(`(() => { const here = document.querySelector(".contents [aria-current]").getBoundingClientRect(); return here.top >= 0 && here.bottom <= innerHeight; })()`)
	}
	page.NoProblems()
	source := page.Tab("http://" + addr + "/notes/file/01-raw-tcp/step1/main.go")
	source.Until(`document.querySelector(".listing i")`)
	source.Look("notes-source")
	source.NoProblems()
}

package live

import (
	"fmt"
	"net"
	"strings"
	"testing"

	"socketworkbook/internal/browser"
	"socketworkbook/internal/lesson/lessontest"
)

// tab은 비교 페이지를 연 탭이다.
type tab struct{ *browser.Page }

// open은 페이지를 연다. 이벤트를 자주 만들어서 기다리는 시간을 줄인다: 1초에 16개, 폴링은 500ms마다.
func open(t *testing.T, addr string) tab {
	return calm(tab{browser.OpenQUIC(t, "http://"+addr+"/", "")})
}

// calm은 페이지를 움직임을 줄인 사람의 것으로 만들고, 이벤트를 자주 만들게 한다.
func calm(page tab) tab {
	browser.Eval[bool](page.Page, `window.matchMedia = () => ({ matches: true }); true`) // 움직임을 줄인 사람처럼, 가끔만 그린다.
	page.set("rate", 4)
	page.set("every", 2)
	return page
}

func (p tab) set(slider string, value int) {
	browser.Eval[bool](p.Page, fmt.Sprintf(`document.querySelector("#%s").value = %d; true`, slider, value))
}

// says는 상태를 알리는 문장에 word가 나올 때까지 기다린다.
func (p tab) says(word string) {
	p.Until(fmt.Sprintf(`document.querySelector("#status").textContent.includes(%q)`, word))
}

// figure는 칸에 적힌 글을 가리키는 자바스크립트 식이다.
func figure(way, name string) string {
	return fmt.Sprintf(`[...document.querySelectorAll(".panel[data-protocol=%s] dl div")].find((d) => d.querySelector("dt").textContent === %q).querySelector("dd").textContent`, way, name)
}

// numbers는 칸에 적힌 수들이다. 페이지는 1초에 네 번 고쳐 적으므로, 서로 비교할 것은 한 번에 읽는다.
func (p tab) numbers(t *testing.T, way string, names ...string) (all []float64) {
	t.Helper()
	var figures []string
	for _, name := range names {
		figures = append(figures, figure(way, name))
	}
	for i, text := range browser.Eval[[]string](p.Page, "["+strings.Join(figures, ", ")+"]") {
		var n float64
		if _, err := fmt.Sscanf(text, "%g", &n); err != nil {
			t.Errorf("%s의 %s이 %q이다", way, names[i], text)
		}
		if strings.HasSuffix(text, "kB") {
			n *= 1000
		}
		all = append(all, n)
	}
	return all
}

// 학생이 하듯이 예상하고, 시작하고, 끊어 본다. 수가 서로 맞는지 읽는다.
func TestInBrowser(t *testing.T) {
	t.Parallel()
	addr, _ := start(t)
	page := open(t, addr)
	page.Click("#start")
	page.Until(`document.querySelectorAll("#bars-cost li").length === document.querySelectorAll("#guess-cost li").length`)
	page.NoProblems()
	cost := map[string]float64{}
	for way := range newRun().tallies {
		n := page.numbers(t, way, "↑ 서버로", "↓ 서버에서", "이벤트")
		cost[way] = (n[0] + n[1]) / n[2]
	}
	if !(cost["udp"] < cost["tcp"]+1 && cost["tcp"] < cost["ws"] && cost["ws"] < cost["sse"] && cost["sse"] < cost["polling"]) {
		t.Errorf("이벤트 하나에 든 바이트: %v", cost)
	}
	if page.numbers(t, "sse", "요청")[0] != 1 || page.numbers(t, "ws", "요청")[0] != 1 {
		t.Error("SSE와 WS는 한 번만 요청해야 한다")
	}
	// 폴링의 지연은 묻는 간격(500ms)의 절반에 가깝다. 바쁜 컴퓨터에서는 페이지가 무엇이든 늦게 받으므로, 같은 페이지의
	// WebSocket이 늦은 만큼은 빼고, 응답이 늦어 간격이 벌어지는 만큼 넉넉히 본다. 많이 모이면 가까워진다.
	page.Until(fmt.Sprintf(`(wait => wait > 150 && wait < 600)(parseFloat(%s) - parseFloat(%s))`, figure("polling", "평균 지연"), figure("ws", "평균 지연")))
	page.Look("compare")

	page.Click("#cut")
	page.Until(`document.querySelector("#cut-report table")`)
	for _, row := range browser.Eval[[][]string](page.Page, `[...document.querySelectorAll("#cut-report tr[data-protocol]")].map((r) => [r.dataset.protocol, ...[...r.cells].slice(1).map((c) => c.textContent)])`) {
		resumes := row[0] == "polling" || row[0] == "longpolling" || row[0] == "sse"
		if lost := row[2] != "0"; lost == resumes || row[3] != "0" {
			t.Errorf("%s: 결국 받음 %s, 잃음 %s, 두 번 받음 %s", row[0], row[1], row[2], row[3])
		}
	}
	page.Look("compare-cut")
}

// 순서를 바꾸고, 시작하고, 설정을 바꾸고, 탭을 가리고, 이벤트를 멈추고, 서버를 껐다 켠다.
func TestControlsInBrowser(t *testing.T) {
	t.Parallel()
	addr, stop := start(t)
	page := open(t, addr)
	page.reorder(t)
	page.NoProblems()
	page.Click("#start")
	page.says("나르고")
	// 크기를 바꾸면 크기가 다른 이벤트가 섞이지 않게 처음부터 다시 센다.
	page.set("size", 8)
	browser.Eval[bool](page.Page, `document.querySelector("#size").onchange(); true`)
	page.says("처음부터")
	page.says("나르고")
	page.Until(figure("udp", "이벤트") + " > 5")
	if n := page.numbers(t, "udp", "↓ 서버에서", "이벤트"); n[0]/n[1] < 255 || n[0]/n[1] > 300 {
		t.Errorf("256바이트로 바꾼 뒤 UDP의 이벤트 %g개가 %g바이트이다", n[1], n[0])
	}

	// 가린 탭은 멈추고, 다시 보이면 처음부터 센다. 가려진 동안의 기다림은 지연이 되지 않는다.
	hide := func(hidden bool) {
		browser.Eval[bool](page.Page, fmt.Sprintf(`Object.defineProperty(document, "hidden", { configurable: true, value: %v }); document.dispatchEvent(new Event("visibilitychange"))`, hidden))
	}
	hide(true)
	page.says("가려서")
	hide(false)
	page.says("나르고")
	page.Until(figure("polling", "이벤트") + " > 5")
	page.Click("#silence")
	page.says("멈추었습니다")
	empty := page.numbers(t, "polling", "빈 응답")[0]
	page.Until(fmt.Sprintf("%s > %v", figure("polling", "빈 응답"), empty+2))

	// 서버가 사라지면 그렇다고 말하고, 돌아오면 다시 시작할 수 있다.
	stop()
	page.says("이어져 있지 않습니다")
	ln, err := net.Listen("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	lessontest.Serve(t, ln, Serve)
	page.Click("#start")
	page.Until(figure("ws", "이벤트") + " > 3")
}

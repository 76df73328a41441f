package web

import (
	"fmt"
	"html"
	"strings"
)

// Lesson은 수업 하나이다. 페이지마다 있는 수업의 줄과 06의 첫 페이지가 이 목록을 쓴다.
type Lesson struct {
	Folder   string // 01-raw-tcp
	Title    string // 순수 TCP 소켓
	Question string // 그 수업이 답하는 물음
	Protocol string // 색의 이름. style.css에 있다
	Port     string
	Path     string // 페이지의 경로. 비어 있으면 터미널로 하는 수업이다
}

// Course는 배우는 차례대로 놓은 수업이다. 수업을 더하려면 폴더를 만들고 여기에 한 줄을 적는다.
var Course = []Lesson{
	{"01-raw-tcp", "순수 TCP 소켓", "바이트는 어떻게 건너갈까요?", "tcp", "8001", ""},
	{"02-udp", "UDP", "연결이 없으면 무엇을 잃을까요?", "udp", "8002", ""},
	{"03-http-polling", "HTTP 폴링", "서버가 먼저 말할 수 없다면 어떻게 할까요?", "polling", "8003", "/"},
	{"04-sse", "SSE", "응답을 끝내지 않으면 무엇이 달라질까요?", "sse", "8004", "/"},
	{"05-websocket-echo", "WebSocket 에코", "둘이 한꺼번에 말할 수 있을까요?", "ws", "8000", "/index"},
	{"06-gin-routes", "gin과 라우팅", "페이지가 여럿이면 코드를 어디에 둘까요?", "ws", "8006", "/"},
}

// Number는 수업의 번호이다: 01.
func (l Lesson) Number() string { return l.Folder[:2] }

// Command는 수업을 켜는 명령이다.
func (l Lesson) Command() string { return "go run ./" + l.Folder }

// link는 l로 가는 링크이다. 호스트는 페이지의 스크립트(frame.js)가 제 주소를 보고 채운다.
// 터미널로 하는 수업은 06의 첫 페이지에 있는 카드로 간다.
func (l Lesson) link(text string) string {
	port, path := l.Port, l.Path
	if path == "" {
		port, path = "8006", "/#"+l.Folder
	}
	return fmt.Sprintf(`<a data-port="%s" data-path="%s">%s</a>`, port, path, text)
}

// Nav는 페이지의 맨 위에 놓는 수업의 줄이다. here는 지금 있는 수업의 폴더이다. 비교 페이지는 compare이다.
func Nav(here string) string {
	var b strings.Builder
	b.WriteString(`<nav class="course" aria-label="수업"><a class="home" data-port="8006" data-path="/">소켓 워크북</a><ol>`)
	for _, l := range Course {
		text := l.link("<b>" + l.Number() + "</b> <span>" + html.EscapeString(l.Title) + "</span>")
		if l.Folder == here {
			text = strings.Replace(text, "<a ", `<a aria-current="page" `, 1)
		}
		fmt.Fprintf(&b, `<li data-protocol="%s">%s</li>`, l.Protocol, text)
	}
	current := ""
	if here == "compare" {
		current = ` aria-current="page"`
	}
	fmt.Fprintf(&b, `<li><a%s data-port="8006" data-path="/compare"><b>비교</b></a></li></ol></nav>`, current)
	return b.String()
}

// Around는 페이지의 맨 아래에 놓는 것이다: 앞뒤의 수업, 이 수업의 단계와 노트와 연습.
func Around(here string) string {
	for i, l := range Course {
		if l.Folder != here {
			continue
		}
		var b strings.Builder
		b.WriteString(`<footer><nav aria-label="앞뒤의 수업">`)
		if i > 0 {
			b.WriteString(Course[i-1].link("← " + Course[i-1].Number() + " " + html.EscapeString(Course[i-1].Title)))
		}
		if i+1 < len(Course) {
			b.WriteString(Course[i+1].link(Course[i+1].Number() + " " + html.EscapeString(Course[i+1].Title) + " →"))
		} else {
			b.WriteString(`<a data-port="8006" data-path="/compare">비교 →</a>`)
		}
		fmt.Fprintf(&b, `</nav><p><span>단계 <code>%[1]s/README.md</code></span> <span>노트 <code>notes/%[1]s.md</code></span> <span>연습 <code>%[1]s/exercise</code></span></p></footer>`, l.Folder)
		return b.String()
	}
	return ""
}

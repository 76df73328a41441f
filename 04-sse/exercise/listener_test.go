//go:build exercise

package exercise_test

import (
	"bufio"
	"mime"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"

	"socketworkbook/internal/grader"
)

const tooMany = 1000 // 이벤트. 이만큼 들으면 클라이언트가 떠난다

// listener는 진짜 서버에 붙어 스트림을 듣고 있는 클라이언트이다.
type listener struct {
	habit
	conn net.Conn
	done chan struct{} // 핸들러가 돌아오면 닫힌다

	mu     sync.Mutex
	texts  []string
	begun  bool // data 필드가 온 다음에 아직 빈 줄이 오지 않았다
	fallen error
}

// listen은 헤더를 읽고, 이벤트의 내용을 모은다. 빈 줄이 와야 이벤트이다.
func (g *listener) listen(opened chan<- error) {
	response, err := http.ReadResponse(bufio.NewReader(g.conn), nil)
	if err == nil {
		err = isStream(response.Header.Get("Content-Type"))
	}
	if opened <- err; err != nil {
		return
	}
	text := ""
	for lines := bufio.NewScanner(response.Body); lines.Scan(); {
		if field, value, _ := strings.Cut(lines.Text(), ":"); field == "data" { // 빈 내용에는 쌍점이 없어도 된다.
			g.mu.Lock()
			text, g.begun = value, true
			g.mu.Unlock()
		}
		if lines.Text() != "" || !g.unfinished() {
			continue
		}
		g.mu.Lock()
		g.begun = false
		g.texts = append(g.texts, strings.TrimSpace(text))
		n := len(g.texts)
		g.mu.Unlock()
		switch n {
		case g.limit:
			return
		case tooMany:
			g.conn.Close()
			return
		}
		time.Sleep(g.slow) // 가짜 시계
	}
}

// isStream은 응답의 종류가 이벤트 스트림인지 본다. 뒤에 charset이 있어도 된다.
func isStream(header string) error {
	kind, _, _ := mime.ParseMediaType(header)
	if header == "" {
		kind = "없음"
	}
	return grader.Same("Content-Type text/event-stream", "Content-Type "+kind, noType)
}

// heard는 지금까지 들은 메시지이다.
func (g *listener) heard() []string {
	g.mu.Lock()
	defer g.mu.Unlock()
	return append([]string(nil), g.texts...)
}

// unfinished는 data 필드가 왔는데 이벤트를 끝내는 빈 줄이 오지 않았는지이다.
func (g *listener) unfinished() bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.begun
}

// ended는 핸들러가 돌아왔는지 본다.
func (g *listener) ended() bool {
	select {
	case <-g.done:
		return true
	default:
		return false
	}
}

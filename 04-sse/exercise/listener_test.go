//go:build exercise

package exercise_test

import (
	"bufio"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing/synctest"
	"time"

	"socketworkbook/internal/grader"
	"socketworkbook/internal/lesson/lessontest"
)

// atOnce는 떠난 것을 바로 알아챘다고 보는 시간이다. 1ms마다 들여다보는 풀이도 바로이다.
const atOnce = 20 * time.Millisecond

const tooMany = 10_000 // 이벤트. 이만큼 들으면 클라이언트가 떠난다

// habit은 클라이언트와 서버의 버릇이다.
type habit struct {
	limit   int  // 0이 아니면 클라이언트는 이벤트를 이만큼만 읽고 더 읽지 않는다
	endless bool // 서버에 쓰기 데드라인이 없다. 아니면 10초이다
}

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

// visit은 handler의 스트림을 열고 do를 부른다. 다 하고 나면 클라이언트와 서버를 모두 끝낸다.
func visit(handler http.HandlerFunc, habit habit, do func(g *listener) error) (err error) {
	g := &listener{habit: habit, done: make(chan struct{})}
	server := &http.Server{
		ErrorLog: log.New(io.Discard, "", 0),
		Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			var fallen error
			defer close(g.done)
			defer func() {
				g.mu.Lock()
				g.fallen = fallen
				g.mu.Unlock()
			}()
			defer grader.Recover(&fallen)
			handler(w, r)
		}),
	}
	if !habit.endless {
		server.WriteTimeout = 10 * time.Second
	}
	pipe := lessontest.NewPipe()
	go server.Serve(pipe)
	if g.conn, err = pipe.Dial(); err != nil {
		return err
	}
	defer func() { // 패닉이 있으면 그것부터 알린다.
		g.conn.Close()
		server.Close()
		synctest.Wait()
		g.mu.Lock()
		defer g.mu.Unlock()
		if g.fallen != nil {
			err = g.fallen
		}
	}()
	io.WriteString(g.conn, "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
	opened := make(chan error, 1)
	go g.listen(opened)
	synctest.Wait()
	select {
	case err := <-opened:
		if err != nil {
			return err
		}
	default:
		return grader.Wrong{Want: "바로 온 헤더", Got: "오지 않은 헤더"}
	}
	return do(g)
}

// listen은 헤더를 읽고, 이벤트의 내용을 모은다. 빈 줄이 와야 이벤트이다.
func (g *listener) listen(opened chan<- error) {
	response, err := http.ReadResponse(bufio.NewReader(g.conn), nil)
	opened <- err
	if err != nil {
		return
	}
	text := ""
	for lines := bufio.NewScanner(response.Body); lines.Scan(); {
		if value, is := strings.CutPrefix(lines.Text(), "data:"); is {
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
	}
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

// hears는 클라이언트가 들은 것이 want인지 본다.
func (g *listener) hears(want []string) error {
	mistake := ""
	switch heard := g.heard(); {
	case len(heard) == 0 && g.unfinished():
		mistake = noBlankLine
	case len(heard) == 0:
		mistake = noFlush
	}
	return grader.Same(fmt.Sprintf("이벤트 %q", want), fmt.Sprintf("이벤트 %q", g.heard()), mistake)
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

//go:build exercise

package exercise

import (
	"bufio"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"socketworkbook/internal/exercise"
	"socketworkbook/internal/lesson/lessontest"
)

const (
	notExtended = "쓸 때마다 기한을 미루지 않음"
	extendAfter = "쓰기 전이 아니라 쓴 다음에 미룸"
	noDeadline  = "기한을 아예 없앰"
	longPatient = "기한을 너무 길게 잡음"
)

func TestStream(t *testing.T) {
	task := exercise.Task{File: "04-sse/exercise/3_stream.go", Note: "notes/04-sse.md#서버의-기한이-흐름을-자른다"}

	steady := false
	task.Try(t, "일 분 동안 흐르는 소식", exercise.Bubble(func() error {
		got, err := streamed(20, 3*time.Second)
		if err == nil {
			err = exercise.Same("소식 20개", fmt.Sprintf("소식 %d개", got), notExtended)
		}
		steady = err == nil
		return err
	}))
	task.Try(t, "드문드문 오는 소식", exercise.Bubble(func() error {
		mistake := ""
		if steady {
			mistake = extendAfter
		}
		got, err := streamed(3, time.Hour)
		if err != nil {
			return err
		}
		return exercise.Same("소식 3개", fmt.Sprintf("소식 %d개", got), mistake)
	}))
	task.Try(t, "처음 둘만 읽고 읽지 않는 손님", exercise.Bubble(func() error {
		news := make(chan string, 8)
		g, err := visit(func(w http.ResponseWriter, r *http.Request) { Stream(w, r, news) }, 2)
		if err != nil {
			return err
		}
		defer g.stop()
		defer close(news)
		for _, text := range []string{"하나", "둘", "셋", "넷", "다섯"} {
			news <- text
		}
		time.Sleep(time.Minute) // 가짜 시계
		if g.ended() {
			return g.panicked()
		}
		time.Sleep(1000 * time.Hour) // 가짜 시계
		if g.ended() {
			return exercise.Same("일 분 안에 끊음", "한참 뒤에 끊음", longPatient)
		}
		return exercise.Same("일 분 안에 끊음", "끊지 않음", noDeadline)
	}))
	task.Try(t, "소식이 끝남", exercise.Bubble(func() error {
		news := make(chan string)
		g, err := visit(func(w http.ResponseWriter, r *http.Request) { Stream(w, r, news) }, 0)
		if err != nil {
			return err
		}
		defer g.stop()
		close(news)
		synctest.Wait()
		return exercise.Same("돌아옴, 이벤트 0개", fmt.Sprintf("%s, 이벤트 %d개", map[bool]string{true: "돌아옴", false: "돌아오지 않음"}[g.ended()], len(g.heard())), "")
	}))
}

// streamed는 every마다 소식이 하나씩 n번 올 때 손님이 들은 수이다.
func streamed(n int, every time.Duration) (heard int, err error) {
	news := make(chan string, n)
	g, err := visit(func(w http.ResponseWriter, r *http.Request) { Stream(w, r, news) }, 0)
	if err != nil {
		return 0, err
	}
	defer g.stop()
	for i := range n {
		time.Sleep(every) // 가짜 시계
		news <- fmt.Sprint(i)
	}
	synctest.Wait()
	heard = len(g.heard())
	close(news)
	return heard, g.panicked()
}

const tooMany = 10_000 // 이벤트. 이만큼 들으면 손님이 떠난다

// guest는 흐름을 듣고 있는 손님이다. 쓰기 기한이 10초인 진짜 서버에 붙어 있다.
type guest struct {
	conn      net.Conn
	server    *http.Server
	done      chan struct{} // 핸들러가 돌아오면 닫힌다
	listening sync.WaitGroup

	mu     sync.Mutex
	texts  []string
	fallen error
}

// visit은 handler의 흐름을 연다. 머리가 오지 않으면 오류이다. limit이 0이 아니면 이벤트를 그만큼만 읽고 더 읽지 않는다.
func visit(handler http.HandlerFunc, limit int) (*guest, error) {
	g := &guest{done: make(chan struct{})}
	g.server = &http.Server{
		WriteTimeout: 10 * time.Second,
		ErrorLog:     log.New(io.Discard, "", 0),
		Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			defer close(g.done)
			defer func() {
				if reason := recover(); reason != nil {
					g.mu.Lock()
					g.fallen = fmt.Errorf("풀이가 넘어졌습니다(panic): %v", reason)
					g.mu.Unlock()
				}
			}()
			handler(w, r)
		}),
	}
	pipe := lessontest.NewPipe()
	go g.server.Serve(pipe)
	var err error
	if g.conn, err = pipe.Dial(); err != nil {
		return nil, err
	}
	io.WriteString(g.conn, "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
	opened := make(chan error, 1)
	g.listening.Go(func() { g.listen(opened, limit) })
	synctest.Wait()
	select {
	case err = <-opened:
	default:
		err = exercise.Wrong{Want: "바로 온 머리", Got: "오지 않은 머리"}
	}
	if fallen := g.panicked(); fallen != nil {
		err = fallen
	}
	if err != nil {
		g.stop()
		return nil, err
	}
	return g, nil
}

// listen은 머리를 읽고, 이벤트의 글을 모은다.
func (g *guest) listen(opened chan<- error, limit int) {
	response, err := http.ReadResponse(bufio.NewReader(g.conn), nil)
	opened <- err
	if err != nil {
		return
	}
	for lines := bufio.NewScanner(response.Body); lines.Scan(); {
		text, is := strings.CutPrefix(lines.Text(), "data:")
		if !is {
			continue
		}
		g.mu.Lock()
		g.texts = append(g.texts, strings.TrimSpace(text))
		n := len(g.texts)
		g.mu.Unlock()
		switch n {
		case limit:
			return
		case tooMany:
			g.conn.Close()
			return
		}
	}
}

// heard는 지금까지 들은 글이다.
func (g *guest) heard() []string {
	g.mu.Lock()
	defer g.mu.Unlock()
	return append([]string(nil), g.texts...)
}

// ended는 핸들러가 돌아왔는지 본다.
func (g *guest) ended() bool {
	select {
	case <-g.done:
		return true
	default:
		return false
	}
}

// panicked는 핸들러가 넘어진 까닭이다.
func (g *guest) panicked() error {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.fallen
}

// stop은 손님과 서버를 모두 끝낸다.
func (g *guest) stop() {
	g.conn.Close()
	g.server.Close()
}

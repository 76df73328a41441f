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

	"socketworkbook/internal/grader"
	"socketworkbook/internal/lesson/lessontest"
)

const (
	notExtended = "쓸 때마다 데드라인을 미루지 않음"
	waitsFirst  = "쓰기 바로 앞에서 미루지 않아, 기다리는 동안 데드라인이 지나감"
	pastAlready = "이미 지난 시각을 데드라인으로 정함"
	noDeadline  = "데드라인을 아예 없앰"
	longPatient = "데드라인을 너무 길게 잡음"
)

func TestStream(t *testing.T) {
	task := grader.Task{File: "04-sse/exercise/3_stream.go", Note: "notes/04-sse.md#서버의-데드라인이-스트림을-자른다"}

	task.Try(t, "일 분 동안 흐르는 메시지", grader.Bubble(func() error {
		return streamed(20, 3*time.Second, "", func(g *guest, heard int) string {
			switch {
			case heard == 0 && g.ended():
				return pastAlready
			case heard == 0:
				return noFlush
			}
			return notExtended
		})
	}))
	task.Try(t, "한 시간에 한 번 오는 메시지", grader.Bubble(func() error {
		return streamed(3, time.Hour, strings.Repeat(".", 10_000), func(*guest, int) string { return waitsFirst })
	}))
	task.Try(t, "떠난 클라이언트", grader.Bubble(func() error {
		news := make(chan string)
		return visit(stream(news), habit{}, func(g *guest) error {
			g.conn.Close()
			synctest.Wait()
			if g.ended() {
				return nil
			}
			defer close(news) // 돌아오지 않은 풀이를 놓아준다.
			return grader.Same("클라이언트가 떠나자마자 돌아옴", "돌아오지 않음", newsOnly)
		})
	}))
	task.Try(t, "처음 둘만 읽고 읽지 않는 클라이언트", grader.Bubble(func() error {
		news := make(chan string, 8)
		return visit(stream(news), habit{limit: 2}, func(g *guest) error {
			for _, text := range []string{"하나", "둘", "셋", "넷", "다섯"} {
				news <- text
			}
			time.Sleep(Patience * 2) // 가짜 시계
			if g.ended() {
				return nil
			}
			defer close(news)
			time.Sleep(50 * time.Hour) // 가짜 시계
			if g.ended() {
				return grader.Same("10초 뒤에 끊음", "한참 뒤에 끊음", longPatient)
			}
			g.conn.Close()
			return grader.Same("10초 뒤에 끊음", "끊지 않음", noDeadline)
		})
	}))
	task.Try(t, "메시지가 끝남", grader.Bubble(func() error {
		news := make(chan string)
		return visit(stream(news), habit{}, func(g *guest) error {
			close(news)
			time.Sleep(time.Minute) // 가짜 시계. 너무 많이 들으면 클라이언트가 떠난다.
			if n := len(g.heard()); n > 0 {
				return grader.Same("이벤트 0개", fmt.Sprintf("이벤트 %d개", n), closedSpins)
			}
			return grader.Same("돌아옴", map[bool]string{true: "돌아옴", false: "돌아오지 않음"}[g.ended()], "")
		})
	}))
}

func stream(news <-chan string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) { Stream(w, r, news) }
}

// streamed는 every마다 메시지가 하나씩 n번 올 때(메시지는 tail로 끝난다), 클라이언트가 모두 듣는지 본다. 아니면 slip이 실수의 이름을 댄다.
func streamed(n int, every time.Duration, tail string, slip func(g *guest, heard int) string) error {
	news := make(chan string, n)
	return visit(stream(news), habit{}, func(g *guest) error {
		var want []string
		for i := range n {
			time.Sleep(every) // 가짜 시계
			if i == 0 && g.ended() {
				return grader.Wrong{Want: "조용해도 이어지는 스트림", Got: "끊긴 스트림", Mistake: quietCut}
			}
			want = append(want, fmt.Sprint(i)+tail)
			news <- want[i]
		}
		synctest.Wait()
		heard := len(g.heard())
		mistake := slip(g, heard)
		close(news)
		if heard == 0 && g.unfinished() {
			return g.hears(want)
		}
		return grader.Same(fmt.Sprintf("메시지 %d개", n), fmt.Sprintf("메시지 %d개", heard), mistake)
	})
}

const tooMany = 10_000 // 이벤트. 이만큼 들으면 클라이언트가 떠난다

// habit은 클라이언트와 서버의 버릇이다.
type habit struct {
	limit   int  // 0이 아니면 클라이언트는 이벤트를 이만큼만 읽고 더 읽지 않는다
	endless bool // 서버에 쓰기 데드라인이 없다. 아니면 10초이다
}

// guest는 진짜 서버에 붙어 스트림을 듣고 있는 클라이언트이다.
type guest struct {
	habit
	conn net.Conn
	done chan struct{} // 핸들러가 돌아오면 닫힌다

	mu     sync.Mutex
	texts  []string
	begun  bool // data 필드가 온 다음에 아직 빈 줄이 오지 않았다
	fallen error
}

// visit은 handler의 스트림을 열고 do를 부른다. 다 하고 나면 클라이언트와 서버를 모두 끝낸다.
func visit(handler http.HandlerFunc, habit habit, do func(g *guest) error) (err error) {
	g := &guest{habit: habit, done: make(chan struct{})}
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
func (g *guest) listen(opened chan<- error) {
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
func (g *guest) heard() []string {
	g.mu.Lock()
	defer g.mu.Unlock()
	return append([]string(nil), g.texts...)
}

// unfinished는 data 필드가 왔는데 이벤트를 끝내는 빈 줄이 오지 않았는지이다.
func (g *guest) unfinished() bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.begun
}

// hears는 클라이언트가 들은 것이 want인지 본다.
func (g *guest) hears(want []string) error {
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
func (g *guest) ended() bool {
	select {
	case <-g.done:
		return true
	default:
		return false
	}
}

//go:build exercise

package exercise_test

import (
	"io"
	"log"
	"net/http"
	"testing/synctest"
	"time"

	"socketworkbook/internal/grader"
	"socketworkbook/internal/lesson/lessontest"
)

// atOnce는 떠난 것을 바로 알아챘다고 보는 시간이다. 1ms마다 들여다보는 풀이도 바로이다.
const atOnce = 20 * time.Millisecond

// habit은 클라이언트와 서버의 버릇이다.
type habit struct {
	limit   int           // 0이 아니면 클라이언트는 이벤트를 이만큼만 읽고 더 읽지 않는다
	slow    time.Duration // 클라이언트가 이벤트 하나를 읽고 쉬는 시간
	endless bool          // 서버에 쓰기 데드라인이 없다. 아니면 10초이다
}

// visit은 handler의 스트림을 열고 do를 부른다. 다 하고 나면 클라이언트와 서버를 모두 끝낸다.
func visit(handler http.HandlerFunc, habit habit, do func(g *listener) error) (err error) {
	g := &listener{habit: habit, done: make(chan struct{})}
	server := &http.Server{Handler: g.watch(handler), ErrorLog: log.New(io.Discard, "", 0)}
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

// watch는 handler가 돌아오면 done을 닫는다. 패닉이 났으면 적어 둔다.
func (g *listener) watch(handler http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		var fallen error
		defer close(g.done)
		defer func() {
			g.mu.Lock()
			g.fallen = fallen
			g.mu.Unlock()
		}()
		defer grader.Recover(&fallen)
		handler(w, r)
	}
}

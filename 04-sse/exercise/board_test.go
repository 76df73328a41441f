//go:build exercise

package exercise_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"time"

	"socketworkbook/04-sse/exercise"
	"socketworkbook/internal/grader"
)

// board는 메시지를 나누어 주는 곳이다. 클라이언트는 하나이다.
type board struct {
	news chan string
	left atomic.Int32 // leave를 부른 수
}

func newBoard() *board { return &board{news: make(chan string, 8)} }

func (b *board) listen(w http.ResponseWriter, r *http.Request) {
	exercise.Listen(w, r, func() (<-chan string, func()) { return b.news, func() { b.left.Add(1) } })
}

// once는 leave를 꼭 한 번 불렀는지 본다.
func (b *board) once() error {
	n := b.left.Load()
	mistake := map[bool]string{true: stillListed, false: leavesTwice}[n == 0]
	return grader.Same("leave 한 번", strings.Replace(fmt.Sprintf("leave %d번", n), " 1번", " 한 번", 1), mistake)
}

// unsent는 메시지를 heard개 내보낸 다음에 연결이 끊긴 것을 쓰다가 알게 한다. 메시지는 더 오지 않는다.
func unsent(handler http.HandlerFunc, news chan string, heard int) (err error) {
	for range heard + 1 {
		news <- "글"
	}
	ctx, gone := context.WithCancel(context.Background())
	defer gone() // 진짜 서버도 핸들러가 돌아오면 요청의 Context를 취소한다.
	defer grader.Recover(&err)
	defer close(news)
	w := &cutWriter{httptest.NewRecorder(), heard + 1, gone}
	done := make(chan error, 1)
	go func() {
		var fallen error
		defer func() { done <- fallen }()
		defer grader.Recover(&fallen)
		handler(w, httptest.NewRequest("GET", "/", nil).WithContext(ctx))
	}()
	select {
	case err := <-done:
		return err
	case <-time.After(time.Minute): // 가짜 시계
		return grader.Wrong{Want: "내보내지 못하면 돌아옴", Got: "1분이 지나도 돌아오지 않음", Mistake: flushLost}
	}
}

// cutWriter는 클라이언트가 사라진 연결이다. left번까지는 내보내고, 그 뒤로는 내보내지 못한다.
type cutWriter struct {
	*httptest.ResponseRecorder
	left int
	gone func()
}

func (w *cutWriter) FlushError() error {
	if w.left--; w.left < 0 {
		return errors.New("연결이 끊김")
	}
	return nil
}

// Flush는 오류를 주지 못하는 옛 메서드(http.Flusher)이다. 이것을 쓰는 풀이에는 Context로 알려 준다.
func (w *cutWriter) Flush() {
	if w.FlushError() != nil {
		w.gone()
	}
}

// SetWriteDeadline은 언제나 된다.
func (w *cutWriter) SetWriteDeadline(time.Time) error { return nil }

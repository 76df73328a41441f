//go:build exercise

package exercise_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"time"

	"socketworkbook/internal/grader"
)

// unsent는 sent번 내보낸 다음에 한 번 오류가 나게 한다. 그다음에는 메시지도 오류도 오지 않는다.
func unsent(handler http.HandlerFunc, news chan string, sent int) (err error) {
	ctx, gone := context.WithCancel(context.Background())
	defer gone() // 진짜 서버도 핸들러가 돌아오면 요청의 Context를 취소한다.
	defer grader.Recover(&err)
	defer close(news)
	w := &cutWriter{ResponseRecorder: httptest.NewRecorder(), gone: gone}
	w.left.Store(int32(sent))
	done := make(chan error, 1)
	go func() {
		var fallen error
		defer func() { done <- fallen }()
		defer grader.Recover(&fallen)
		handler(w, httptest.NewRequest("GET", "/", nil).WithContext(ctx))
	}()
	for range sent + 3 { // 헤더와 여러 메시지를 한 번에 내보내는 풀이도 있다. 오류가 날 때까지 하나씩 준다.
		time.Sleep(atOnce) // 가짜 시계
		if w.left.Load() < 0 {
			break
		}
		news <- "글"
	}
	select {
	case err := <-done:
		return err
	case <-time.After(time.Minute): // 가짜 시계
		return grader.Wrong{Want: "내보내지 못하면 돌아옴", Got: "1분이 지나도 돌아오지 않음", Mistake: flushLost}
	}
}

// cutWriter는 left번 내보낸 다음에 한 번 실패하는 연결이다. 그 오류를 버리면 다시는 알 수 없다.
type cutWriter struct {
	*httptest.ResponseRecorder
	left atomic.Int32
	gone func()
}

func (w *cutWriter) FlushError() error {
	if w.left.Add(-1) == -1 {
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

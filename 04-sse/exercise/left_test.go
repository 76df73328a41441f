//go:build exercise

package exercise

import (
	"context"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"

	"socketworkbook/internal/exercise"
)

const (
	neverNotices = "떠난 손님을 알아채지 못함"
	ignoresEnd   = "소식이 끝났는데도 돌아가지 않음"
)

func TestLeft(t *testing.T) {
	task := exercise.Task{File: "04-sse/exercise/left.go", Note: "notes/04-sse.md#gin의-stream"}

	task.Try(t, "소식 둘", exercise.Bubble(func() error {
		news := make(chan string)
		w := httptest.NewRecorder()
		done := follow(context.Background(), w, news)
		news <- "하나"
		news <- "둘"
		synctest.Wait()
		seen := strings.ReplaceAll(w.Body.String(), "\n", "⏎")
		close(news)
		synctest.Wait()
		if err := exercise.Same("data: 하나⏎⏎data: 둘⏎⏎", seen, ""); err != nil {
			return err
		}
		return exercise.Same("돌아감", ended(done), ignoresEnd)
	}))
	task.Try(t, "떠난 손님", exercise.Bubble(func() error {
		news := make(chan string)
		ctx, leave := context.WithCancel(context.Background())
		done := follow(ctx, httptest.NewRecorder(), news)
		leave()
		synctest.Wait()
		got := ended(done)
		close(news)
		synctest.Wait()
		return exercise.Same("돌아감", got, neverNotices)
	}))
}

func follow(ctx context.Context, w *httptest.ResponseRecorder, news <-chan string) (done chan struct{}) {
	done = make(chan struct{})
	go func() {
		defer close(done)
		Follow(w, httptest.NewRequest("GET", "/", nil).WithContext(ctx), news)
	}()
	synctest.Wait()
	return done
}

func ended(done chan struct{}) string {
	select {
	case <-done:
		return "돌아감"
	default:
		return "기다림"
	}
}

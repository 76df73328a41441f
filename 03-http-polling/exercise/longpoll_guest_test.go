//go:build exercise

package exercise_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"socketworkbook/03-http-polling/exercise"
	"socketworkbook/internal/grader"
)

// guest는 Since를 기다리는 클라이언트이다.
type guest struct {
	leave   context.CancelFunc
	answers chan answer
}

type answer struct {
	texts []string
	err   error
	took  time.Duration
	at    time.Time
	never bool // 한 시간이 지나도 돌아오지 않았다
}

// ask는 클라이언트 하나가 되어 기다리기 시작한다.
func ask(b *exercise.Board, after int, wait time.Duration) *guest {
	ctx, leave := context.WithCancel(context.Background())
	return askAs(ctx, leave, b, after, wait)
}

func askAs(ctx context.Context, leave context.CancelFunc, b *exercise.Board, after int, wait time.Duration) *guest {
	g := &guest{leave: leave, answers: make(chan answer, 1)}
	begin := time.Now()
	go func() {
		texts, err := b.Since(ctx, after, wait)
		g.answers <- answer{texts: texts, err: err, took: time.Since(begin), at: time.Now()}
	}()
	return g
}

// hear는 돌아온 것을 받고 클라이언트를 보낸다.
func (g *guest) hear() answer {
	defer g.leave()
	select {
	case got := <-g.answers:
		return got
	case <-time.After(time.Hour): // 가짜 시계
		return answer{never: true, took: time.Hour, at: time.Now()}
	}
}

func (a answer) String() string {
	switch {
	case a.never:
		return "한 시간이 지나도 돌아오지 않음"
	case a.took == 0:
		return "바로 " + a.what()
	}
	return fmt.Sprintf("%v 만에 %s", a.took, a.what())
}

// what은 언제인지는 빼고, 무엇을 받았는지이다.
func (a answer) what() string {
	switch {
	case a.never:
		return "돌아오지 않음"
	case errors.Is(a.err, context.Canceled):
		return "context.Canceled"
	case errors.Is(a.err, context.DeadlineExceeded):
		return "context.DeadlineExceeded"
	case errors.Is(a.err, grader.Todo):
		return a.err.Error()
	case a.err != nil:
		return fmt.Sprintf("오류 %q", a.err)
	case len(a.texts) == 0:
		return "빈 슬라이스"
	}
	return strings.Trim(fmt.Sprintf("%q", a.texts), "[]")
}

//go:build exercise

package exercise_test

import (
	"fmt"
	"net/http"
	"sync/atomic"

	"socketworkbook/04-sse/exercise"
	"socketworkbook/internal/grader"
)

// board는 메시지를 나누어 주는 곳이다. 클라이언트는 하나이다.
type board struct {
	news   chan string
	slow   bool         // leave가 오래 걸린다
	joined atomic.Int32 // subscribe를 부른 수
	left   atomic.Int32 // leave를 부른 수
	inTime atomic.Int32 // Listen이 돌아왔을 때까지 끝난 leave의 수
}

func newBoard() *board { return &board{news: make(chan string, 8)} }

func (b *board) listen(w http.ResponseWriter, r *http.Request) {
	exercise.Listen(w, r, func() (<-chan string, func()) {
		b.joined.Add(1)
		return b.news, func() {
			if b.slow {
				grader.Moment() // 기다리지 않는 풀이는 그동안 돌아온다.
			}
			b.left.Add(1)
		}
	})
	b.inTime.Store(b.left.Load())
}

// once는 subscribe와 leave를 꼭 한 번 불렀는지 본다.
func (b *board) once() error {
	if err := grader.Same("subscribe 1번", fmt.Sprintf("subscribe %d번", b.joined.Load()), joinsTwice); err != nil {
		return err
	}
	n := b.left.Load()
	mistake := map[bool]string{true: stillListed, false: leavesTwice}[n == 0]
	if err := grader.Same("leave 1번", fmt.Sprintf("leave %d번", n), mistake); err != nil {
		return err
	}
	return grader.Same("돌아오기 전에 leave 1번", fmt.Sprintf("돌아오기 전에 leave %d번", b.inTime.Load()), leavesLate)
}

//go:build exercise

package exercise

import (
	"fmt"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"socketworkbook/internal/exercise"
)

const (
	newsOnly    = "소식만 기다림"
	onceInAWhle = "때때로만 살핌"
	stillListed = "떠난 손님을 명단에 남김"
	closedSpins = "닫힌 채널이 주는 빈 글을 끝없이 적음"
)

func TestLeft(t *testing.T) {
	task := exercise.Task{File: "04-sse/exercise/2_left.go", Note: "notes/04-sse.md#코드"}

	for _, test := range []struct {
		name string
		news []string // 손님이 떠나기 전에 온 소식
	}{
		{"소식이 오기 전에 떠난 손님", nil},
		{"소식을 듣다가 떠난 손님", []string{"하나", "둘"}},
	} {
		task.Try(t, test.name, exercise.Bubble(func() error {
			b := newBoard()
			g, err := visit(b.listen, 0)
			if err != nil {
				return err
			}
			defer g.stop()
			defer close(b.news)
			for _, text := range test.news {
				b.news <- text
				synctest.Wait()
			}
			if err := g.panicked(); err != nil {
				return err
			}
			want := strings.Join(test.news, " ")
			if err := exercise.Same("소식 "+want, "소식 "+strings.Join(g.heard(), " "), ""); err != nil {
				return err
			}
			g.conn.Close()
			synctest.Wait()
			if g.ended() {
				return b.once()
			}
			time.Sleep(time.Hour) // 가짜 시계
			if g.ended() {
				return exercise.Same("손님이 떠나자마자 돌아옴", "한참 뒤에 돌아옴", onceInAWhle)
			}
			return exercise.Same("손님이 떠나자마자 돌아옴", "한 시간이 지나도 돌아오지 않음", newsOnly)
		}))
	}
	task.Try(t, "소식이 끝남", exercise.Bubble(func() error {
		b := newBoard()
		g, err := visit(b.listen, 0)
		if err != nil {
			return err
		}
		defer g.stop()
		b.news <- "하나"
		close(b.news)
		g.listening.Wait() // 흐름이 끝나거나, 너무 많이 와서 손님이 떠난다.
		synctest.Wait()
		if err := g.panicked(); err != nil {
			return err
		}
		if n := len(g.heard()); n != 1 {
			return exercise.Same("이벤트 1개", fmt.Sprintf("이벤트 %d개", n), closedSpins)
		}
		if !g.ended() {
			return exercise.Same("돌아옴", "돌아오지 않음", "")
		}
		return b.once()
	}))
}

// board는 소식을 나누어 주는 곳이다. 손님은 하나이다.
type board struct {
	news chan string
	left atomic.Int32 // leave를 부른 수
}

func newBoard() *board { return &board{news: make(chan string, 8)} }

func (b *board) listen(w http.ResponseWriter, r *http.Request) {
	Listen(w, r, func() (<-chan string, func()) { return b.news, func() { b.left.Add(1) } })
}

// once는 leave를 꼭 한 번 불렀는지 본다.
func (b *board) once() error {
	mistake := ""
	if b.left.Load() == 0 {
		mistake = stillListed
	}
	return exercise.Same("leave 한 번", strings.Replace(fmt.Sprintf("leave %d번", b.left.Load()), " 1번", " 한 번", 1), mistake)
}

//go:build exercise

package exercise

import (
	"context"
	"fmt"
	"runtime"
	"sync/atomic"
	"testing"
	"time"

	"socketworkbook/internal/exercise"
)

const (
	neverFreed = "떠난 손님이 명단에 남음"
	blocked    = "떠난 손님에게 말하느라 멈춤"
	dropped    = "아직 받으러 오지 않은 손님의 소식을 버림"
	crossWait  = "떠나는 손님과 알리는 쪽이 서로 기다림"
)

func TestWaiters(t *testing.T) {
	task := exercise.Task{File: "03-http-polling/exercise/waiters.go", Note: "notes/03-http-polling.md#코드"}

	task.Try(t, "모두가 듣기", func(*testing.T) error {
		h, heard := NewHub(), make(chan string, 100)
		for range 100 {
			go func() {
				text, _ := h.Wait(context.Background())
				heard <- text
			}()
		}
		soon(func() bool { return h.Waiting() == 100 })
		go h.Tell("소식")
		got := 0
		soon(func() bool {
			select {
			case text := <-heard:
				if text == "소식" {
					got++
				}
			default:
			}
			return got == 100
		})
		return exercise.Same("들은 손님 100명", fmt.Sprintf("들은 손님 %d명", got), "")
	})
	task.Try(t, "떠난 손님들", func(*testing.T) error {
		h, left := NewHub(), make(chan error, 100)
		ctx, leave := context.WithCancel(context.Background())
		for range 100 {
			go func() {
				_, err := h.Wait(ctx)
				left <- err
			}()
		}
		soon(func() bool { return h.Waiting() == 100 })
		leave()
		if !soon(func() bool { return len(left) == 100 }) {
			return exercise.Same("떠난 손님 100명", fmt.Sprintf("떠난 손님 %d명", len(left)), "")
		}
		if err := <-left; err != context.Canceled {
			return exercise.Same("context.Canceled", fmt.Sprint(err), "")
		}
		soon(func() bool { return h.Waiting() == 0 })
		return exercise.Same("기다리는 손님 0명", fmt.Sprintf("기다리는 손님 %d명", h.Waiting()), neverFreed)
	})
	task.Try(t, "떠난 손님이 있을 때 알리기", func(*testing.T) error {
		h := NewHub()
		ctx, leave := context.WithCancel(context.Background())
		left, heard, told := make(chan bool), make(chan string, 1), make(chan bool)
		go func() {
			h.Wait(ctx)
			close(left)
		}()
		soon(func() bool { return h.Waiting() > 0 })
		leave()
		before := 0 // 남은 손님이 명단에 오르기 전의 수
		soon(func() bool { before = h.Waiting(); return ended(left) && before == 0 })
		go func() {
			text, _ := h.Wait(context.Background())
			heard <- text
		}()
		soon(func() bool { return h.Waiting() > before })
		go func() {
			h.Tell("소식")
			close(told)
		}()
		if !soon(func() bool { return ended(told) }) {
			return exercise.Wrong{Want: "모두에게 말하고 돌아옴", Got: "말하다가 멈춤", Mistake: blocked}
		}
		got := "듣지 못함"
		soon(func() bool {
			select {
			case got = <-heard:
				return true
			default:
				return false
			}
		})
		return exercise.Same("소식", got, "")
	})
	task.Try(t, "명단에 오르고 받으러 오기까지의 틈", func(*testing.T) error {
		for n := range 3 {
			h, heard := NewHub(), make(chan string, 1)
			ctx, leave := context.WithCancel(context.Background())
			defer leave()
			guest := meddle(ctx, n+1, func() { h.Tell("소식") })
			go func() {
				text, _ := h.Wait(guest)
				heard <- text
			}()
			soon(func() bool { return h.Waiting() > 0 || len(heard) > 0 || guest.done() })
			if !guest.done() {
				go h.Tell("소식")
			}
			if !soon(func() bool { return len(heard) > 0 }) {
				return exercise.Wrong{Want: "소식", Got: "듣지 못함", Mistake: dropped}
			}
			if err := exercise.Same("소식", <-heard, ""); err != nil {
				return err
			}
		}
		return nil
	})
	task.Try(t, "떠나는 그때 알리기", func(*testing.T) error {
		for range 50 { // 소식과 떠남이 함께 오면 select는 아무 쪽이나 고른다.
			h, told, left := NewHub(), make(chan bool), make(chan bool)
			ctx, leave := context.WithCancel(context.Background())
			guest := meddle(ctx, 1, func() {
				leave()
				h.Tell("하나")
				h.Tell("둘")
				close(told)
			})
			go func() {
				h.Wait(guest)
				close(left)
			}()
			if !soon(func() bool { return ended(told) && ended(left) }) {
				leave()
				return exercise.Wrong{Want: "둘 다 돌아옴", Got: "둘 가운데 하나가 멈춤", Mistake: crossWait}
			}
		}
		return nil
	})
}

// soon은 ok가 참이 될 때까지 1초까지 기다린다.
func soon(ok func() bool) bool {
	for deadline := time.Now().Add(time.Second); !ok(); runtime.Gosched() {
		if time.Now().After(deadline) {
			return false
		}
	}
	return true
}

func ended(c chan bool) bool {
	select {
	case <-c:
		return true
	default:
		return false
	}
}

// meddler는 짓궂은 손님의 ctx이다. 풀이가 Done을 n번째로 부를 때 do를 끼워 넣는다.
// 살펴본 다음, 기다리기 바로 앞의 틈에서 일이 벌어지게 하는 것이다.
type meddler struct {
	context.Context
	calls atomic.Int32 // 앞으로 부를 횟수
	do    func()
}

func meddle(ctx context.Context, n int, do func()) *meddler {
	m := &meddler{Context: ctx, do: do}
	m.calls.Store(int32(n))
	return m
}

func (m *meddler) done() bool { return m.calls.Load() <= 0 }

func (m *meddler) Done() <-chan struct{} {
	if m.calls.Add(-1) == 0 {
		over := make(chan any)
		go func() {
			defer func() {
				recover() // 넘어지는 풀이는 다른 데서 알아본다.
				close(over)
			}()
			m.do()
		}()
		// 자물쇠를 쥐고 Done을 부르는 풀이에서는 끝나지 않는다. 그때는 그냥 간다.
		for range 50_000 {
			select {
			case <-over:
				return m.Context.Done()
			default:
				runtime.Gosched()
			}
		}
	}
	return m.Context.Done()
}

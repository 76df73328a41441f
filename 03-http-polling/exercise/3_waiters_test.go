//go:build exercise

package exercise_test

import (
	"context"
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"socketworkbook/03-http-polling/exercise"
	"socketworkbook/internal/grader"
)

const (
	neverFreed = "떠난 클라이언트가 목록에 남음"
	blocked    = "떠난 클라이언트에게 말하느라 멈춤"
	dropped    = "아직 받으러 오지 않은 클라이언트의 메시지를 버림"
	crossWait  = "떠나는 쪽과 알리는 쪽이 서로 기다림(교착 상태)"
	onlyOne    = "기다리던 클라이언트 가운데 하나만 깨움"
	toldStays  = "받은 클라이언트가 목록에 남음"
	noError    = "떠났는데 오류를 돌려주지 않음"
	wrongError = "ctx의 오류가 아닌 오류를 돌려줌"
	waitsTurn  = "받지 않는 클라이언트를 얼마간 기다려 줌"
	leavesTold = "떠난 클라이언트에게 말하는 고루틴을 남김"
	noLock     = "락 없이 목록을 함께 씀"
	takesTwice = "이미 뺀 클라이언트를 또 뺌"
)

func TestWaiters(t *testing.T) {
	task := grader.Task{File: "03-http-polling/exercise/3_waiters.go", Note: "notes/03-http-polling.md#응답을-미룬다"}

	task.Try(t, "모두가 받기", func(*testing.T) error {
		h, heard := exercise.NewHub(), make(chan string, 100)
		for range 100 {
			go wait(h, context.Background(), heard)
		}
		soon(func() bool { return h.Waiting() == 100 })
		go h.Tell("안녕")
		soon(func() bool { return len(heard) == 100 })
		got := 0
		for range len(heard) {
			if <-heard == "안녕" {
				got++
			}
		}
		mistake := ""
		if got == 1 {
			mistake = onlyOne
		}
		if err := grader.Same("받은 클라이언트 100개", fmt.Sprintf("받은 클라이언트 %d개", got), mistake); err != nil {
			return err
		}
		soon(func() bool { return h.Waiting() == 0 })
		return grader.Same("기다리는 클라이언트 0개", fmt.Sprintf("기다리는 클라이언트 %d개", h.Waiting()), toldStays)
	})
	task.Try(t, "떠난 클라이언트가 있을 때 알리기", func(*testing.T) error {
		h, left, heard, told := exercise.NewHub(), make(chan string, 1), make(chan string, 1), make(chan bool)
		ctx, leave := context.WithCancel(context.Background())
		go wait(h, ctx, left)
		soon(func() bool { return h.Waiting() > 0 })
		leave()
		soon(func() bool { return len(left) > 0 })
		before := h.Waiting()
		go wait(h, context.Background(), heard)
		soon(func() bool { return h.Waiting() > before })
		go func() {
			h.Tell("안녕")
			close(told)
		}()
		if !soon(func() bool { return ended(told) }) {
			return grader.Wrong{Want: "모두에게 말하고 돌아옴", Got: "말하다가 멈춤", Mistake: blocked}
		}
		got := "받지 못함"
		if soon(func() bool { return len(heard) > 0 }) {
			got = <-heard
		}
		return grader.Same("안녕", got, "")
	})
	task.Try(t, "떠난 클라이언트들", func(*testing.T) error {
		h, heard := exercise.NewHub(), make(chan string, 100)
		ctx, leave := context.WithCancel(context.Background())
		for range 100 {
			go wait(h, ctx, heard)
		}
		soon(func() bool { return h.Waiting() == 100 })
		leave()
		if !soon(func() bool { return len(heard) == 100 }) {
			return grader.Same("떠난 클라이언트 100개", fmt.Sprintf("떠난 클라이언트 %d개", len(heard)), "")
		}
		got, mistake := <-heard, ""
		if got == "빈 메시지" {
			mistake = noError
		}
		if err := grader.Same("context canceled", got, mistake); err != nil {
			return err
		}
		soon(func() bool { return h.Waiting() == 0 })
		return grader.Same("기다리는 클라이언트 0개", fmt.Sprintf("기다리는 클라이언트 %d개", h.Waiting()), neverFreed)
	})
	task.Try(t, "데드라인이 있는 클라이언트", func(*testing.T) error {
		ctx, leave := context.WithTimeout(context.Background(), time.Millisecond)
		defer leave()
		_, err := exercise.NewHub().Wait(ctx)
		return grader.Same("context deadline exceeded", fmt.Sprint(err), wrongError)
	})
	task.Try(t, "목록에 들어가고 받으러 오기까지의 틈", func(*testing.T) error {
		h, heard := exercise.NewHub(), make(chan string, 1)
		var listed atomic.Bool
		guest := meddle(context.Background(), 1, func() {
			listed.Store(h.Waiting() > 0)
			h.Tell("안녕")
		})
		go wait(h, guest, heard)
		soon(func() bool { return h.Waiting() > 0 || ended(guest.over) })
		within(20*time.Millisecond, func() bool { return ended(guest.over) })
		if !listed.Load() { // 목록에 들어가기 전에 Done을 부른 풀이이다. 그때의 메시지는 놓쳐도 된다.
			soon(func() bool { return h.Waiting() > 0 })
			go h.Tell("안녕")
		}
		got := "받지 못함"
		if soon(func() bool { return len(heard) > 0 }) {
			got = <-heard
		}
		return grader.Same("안녕", got, dropped)
	})
	task.Try(t, "떠나는 그때 알리기", func(*testing.T) error {
		before, own, slow := runtime.NumGoroutine(), 0, 0
		for range 50 { // 메시지와 떠남이 함께 오면 select는 아무 쪽이나 고른다.
			n := runtime.NumGoroutine()
			h, left := exercise.NewHub(), make(chan string, 1)
			own += max(0, runtime.NumGoroutine()-n) // Hub가 제 고루틴을 두는 것은 괜찮다.
			ctx, leave := context.WithCancel(context.Background())
			guest := meddle(ctx, 1, func() {
				leave()
				begin := time.Now()
				h.Tell("하나")
				h.Tell("둘")
				if time.Since(begin) > 50*time.Millisecond {
					slow++
				}
			})
			go wait(h, guest, left)
			within(5*time.Millisecond, func() bool { return ended(guest.over) })
			guest.fire()
			if !soon(func() bool { return ended(guest.over) && len(left) > 0 }) {
				if len(left) > 0 {
					return grader.Wrong{Want: "둘 다 돌아옴", Got: "말하다가 멈춘 Tell", Mistake: blocked}
				}
				return grader.Wrong{Want: "둘 다 돌아옴", Got: "서로 멈춤", Mistake: crossWait}
			}
			soon(func() bool { return h.Waiting() == 0 })
			if err := grader.Same("기다리는 클라이언트 0개", fmt.Sprintf("기다리는 클라이언트 %d개", h.Waiting()), takesTwice); err != nil {
				return err
			}
			if slow >= 5 { // 한두 번은 바쁜 컴퓨터 탓일 수 있다.
				return grader.Wrong{Want: "바로 돌아오는 Tell", Got: "기다리는 Tell", Mistake: waitsTurn}
			}
		}
		soon(func() bool { return runtime.NumGoroutine() <= before+own })
		return grader.Same("남은 고루틴 0개", fmt.Sprintf("남은 고루틴 %d개", max(0, runtime.NumGoroutine()-before-own)), leavesTold)
	})
	task.Try(t, "여럿이 함께", grader.Together(noLock, func() error {
		h := exercise.NewHub()
		var guests sync.WaitGroup
		for range 8 {
			guests.Go(func() {
				for range 200 {
					ctx, leave := context.WithCancel(context.Background())
					leave()
					h.Wait(ctx)
					h.Tell("안녕")
				}
			})
		}
		guests.Wait()
		return nil
	}))
}

// wait는 클라이언트 하나가 되어 기다리고, 받은 것이나 오류를 heard에 적는다.
func wait(h *exercise.Hub, ctx context.Context, heard chan<- string) {
	text, err := h.Wait(ctx)
	switch {
	case err != nil:
		text = err.Error()
	case text == "":
		text = "빈 메시지"
	}
	heard <- text
}

// soon은 ok가 참이 될 때까지 기다린다. 1초가 지나면 그만둔다.
func soon(ok func() bool) bool { return within(time.Second, ok) }

func within(patience time.Duration, ok func() bool) bool {
	for deadline := time.Now().Add(patience); !ok(); runtime.Gosched() {
		if time.Now().After(deadline) {
			return false
		}
	}
	return true
}

func ended(c <-chan bool) bool {
	select {
	case <-c:
		return true
	default:
		return false
	}
}

// meddler는 짓궂은 클라이언트의 ctx이다. 풀이가 Done을 n번째로 부를 때 do를 끼워 넣는다.
// 풀이가 살펴본 다음, 기다리기 바로 앞의 틈에서 일이 벌어지게 하는 것이다.
type meddler struct {
	context.Context
	calls atomic.Int32 // do까지 남은 횟수
	once  sync.Once
	do    func()
	over  chan bool // do가 끝나면 닫힌다
}

func meddle(ctx context.Context, n int32, do func()) *meddler {
	m := &meddler{Context: ctx, do: do, over: make(chan bool)}
	m.calls.Store(n)
	return m
}

func (m *meddler) fire() {
	m.once.Do(func() {
		go func() {
			defer close(m.over)
			m.do()
		}()
	})
}

func (m *meddler) Done() <-chan struct{} {
	if m.calls.Add(-1) == 0 {
		m.fire()
		// 락을 쥔 채 Done을 부르는 풀이라면 do가 끝나지 못한다. 그것도 틀리지 않았으므로 놓아준다.
		for range 5_000 {
			if ended(m.over) {
				break
			}
			runtime.Gosched()
		}
	}
	return m.Context.Done()
}

//go:build exercise

package exercise_test

import (
	"context"
	"sync"
	"sync/atomic"
	"time"

	"socketworkbook/03-http-polling/exercise"
	"socketworkbook/internal/grader"
)

const (
	dropped    = "아직 받으러 오지 않은 클라이언트의 메시지를 버림"
	overwrites = "아직 받으러 오지 않은 클라이언트의 메시지를 다음 메시지로 덮어씀"
	crossWait  = "떠나는 쪽과 알리는 쪽이 서로 기다림(교착 상태)"
	takesTwice = "이미 뺀 클라이언트를 또 뺌"
	waitsTurn  = "받지 않는 클라이언트를 얼마간 기다려 줌"
	noLock     = "락 없이 목록을 함께 씀"
)

// tellInGap은 목록에 들어갔지만 아직 받으러 오지 않은 클라이언트도 받는지 본다.
func tellInGap() error {
	h, heard := exercise.NewHub(), make(chan string, 1)
	var listed atomic.Bool
	guest := meddle(context.Background(), 1, func() {
		listed.Store(h.Waiting() > 0)
		h.Tell("안녕")
		h.Tell("또")
	})
	go wait(h, guest, heard)
	soon(func() bool { return h.Waiting() > 0 || ended(guest.over) })
	within(20*time.Millisecond, func() bool { return ended(guest.over) })
	if !listed.Load() { // 목록에 들어가기 전에 Done을 부른 풀이이다. 그때의 메시지는 놓쳐도 된다.
		soon(func() bool { return h.Waiting() > 0 || len(heard) > 0 })
		go h.Tell("안녕")
	}
	got := "아무것도 받지 못함"
	if soon(func() bool { return len(heard) > 0 }) {
		got = <-heard
	}
	if got == "또" && !listed.Load() { // 목록에 막 들어가서 둘째를 받은 것이다.
		return nil
	}
	return grader.Same("안녕", got, map[string]string{"아무것도 받지 못함": dropped, "또": overwrites}[got])
}

// tellWhileLeaving은 떠나는 쪽과 알리는 쪽이 엇갈려도 둘 다 돌아오는지 본다.
func tellWhileLeaving() error {
	slow := 0
	for range 50 { // 메시지와 떠남이 함께 오면 select는 아무 쪽이나 고른다.
		h := exercise.NewHub()
		took, err := leaveAndTell(h)
		if err == nil {
			err = hasWaiting(h, 0, neverFreed)
		}
		if err != nil {
			return err
		}
		switch {
		case took > 500*time.Millisecond:
			slow += 3
		case took > 50*time.Millisecond:
			slow++
		}
		if slow >= 5 { // 한두 번은 바쁜 컴퓨터 탓일 수 있다.
			return grader.Wrong{Want: "바로 돌아오는 Tell", Got: "기다리는 Tell", Mistake: waitsTurn}
		}
	}
	return nil
}

// leaveAndTell은 클라이언트가 받으러 오기 직전에 떠나고, 그때 두 번 말한다. 말하는 데 걸린 시간을 준다.
func leaveAndTell(h *exercise.Hub) (time.Duration, error) {
	left, took := make(chan string, 1), time.Duration(0)
	ctx, leave := context.WithCancel(context.Background())
	defer leave()
	guest := meddle(ctx, 1, func() {
		leave()
		begin := time.Now()
		h.Tell("하나")
		h.Tell("둘")
		took = time.Since(begin)
	})
	go wait(h, guest, left)
	within(5*time.Millisecond, func() bool { return ended(guest.over) })
	guest.fire()
	returned := within(1500*time.Millisecond, func() bool { return ended(guest.over) && len(left) > 0 })
	switch {
	case returned:
		return took, nil
	case len(left) > 0:
		return 0, grader.Wrong{Want: "둘 다 돌아옴", Got: "말하다가 멈춘 Tell", Mistake: blocked}
	case ended(guest.over):
		return 0, grader.Wrong{Want: "둘 다 돌아옴", Got: "돌아오지 않는 Wait"}
	}
	return 0, grader.Wrong{Want: "둘 다 돌아옴", Got: "서로 멈춤", Mistake: crossWait}
}

// waitTogether는 여럿이 함께 기다리고, 떠나고, 말하고, 센다. Waiting에만 락이 없는 것은 -race만 알아본다.
func waitTogether() error {
	h := exercise.NewHub()
	var guests sync.WaitGroup
	for range 8 {
		guests.Go(func() {
			for range 200 {
				ctx, leave := context.WithCancel(context.Background())
				leave()
				h.Wait(ctx)
				h.Tell("안녕")
				h.Waiting()
			}
		})
	}
	guests.Wait()
	return nil
}

//go:build exercise

package exercise_test

import (
	"context"
	"fmt"
	"runtime"
	"testing/synctest"
	"time"

	"socketworkbook/03-http-polling/exercise"
	"socketworkbook/internal/grader"
)

const (
	neverFreed = "떠난 클라이언트가 목록에 남음"
	blocked    = "떠난 클라이언트에게 말하느라 멈춤"
	noError    = "떠났는데 오류를 돌려주지 않음"
	wrongError = "ctx의 오류가 아닌 오류를 돌려줌"
	watchesOn  = "메시지를 받고 돌아온 다음에도 ctx를 지켜보는 고루틴을 남김"
	leavesTold = "떠난 클라이언트에게 말하는 고루틴을 남김"
)

// tellAfterLeaving은 떠난 클라이언트가 있어도, 남은 클라이언트가 받는지 본다.
func tellAfterLeaving() error {
	h, left, heard := exercise.NewHub(), make(chan string, 1), make(chan string, 1)
	ctx, leave := context.WithCancel(context.Background())
	defer leave()
	go wait(h, ctx, left)
	soon(func() bool { return h.Waiting() > 0 })
	leave()
	soon(func() bool { return len(left) > 0 })
	before := h.Waiting()
	go wait(h, context.Background(), heard)
	soon(func() bool { return h.Waiting() > before })
	if err := tell(h, "안녕", blocked); err != nil {
		return err
	}
	return hears(heard, "안녕", "")
}

// everyoneLeaves는 떠난 클라이언트가 바로 돌아오고 목록에서 빠지는지 본다.
func everyoneLeaves() error {
	h, heard := exercise.NewHub(), make(chan string, 100)
	ctx, leave := context.WithCancel(context.Background())
	defer leave()
	for range 100 {
		go wait(h, ctx, heard)
	}
	if err := hasWaiting(h, 100, ""); err != nil {
		return err
	}
	leave()
	if !soon(func() bool { return len(heard) == 100 }) {
		return grader.Same("떠난 클라이언트 100개", fmt.Sprintf("떠난 클라이언트 %d개", len(heard)), "")
	}
	got := <-heard
	if err := grader.Same("context canceled", got, map[string]string{"빈 메시지": noError}[got]); err != nil {
		return err
	}
	return hasWaiting(h, 0, neverFreed)
}

// deadlinePasses는 ctx가 준 오류를 그대로 돌려주는지 본다.
func deadlinePasses() error {
	ctx, leave := context.WithTimeout(context.Background(), time.Millisecond)
	defer leave()
	_, err := exercise.NewHub().Wait(ctx)
	return grader.Same("context deadline exceeded", fmt.Sprint(err), map[bool]string{true: noError, false: wrongError}[err == nil])
}

// leavesNothing은 돌아온 클라이언트의 고루틴이 남지 않는지 본다. Hub가 제 고루틴을 두는 것은 괜찮다.
func leavesNothing() error {
	h, heard := exercise.NewHub(), make(chan string, 1)
	ctx, leave := context.WithCancel(context.Background())
	defer leave()
	turn := func(ctx context.Context) {
		go wait(h, ctx, heard)
		synctest.Wait()
		h.Tell("안녕")
		<-heard
		synctest.Wait()
	}
	turn(context.Background()) // Hub가 고루틴을 켜는 때가 지금일 수도 있다.
	grader.Moment()            // 앞의 테스트에서 떠난 클라이언트들이 다 끝나게 한다.
	before := runtime.NumGoroutine()
	for range 50 {
		turn(ctx)
	}
	if left := runtime.NumGoroutine() - before; left > 25 {
		leave()
		synctest.Wait()
		gone := runtime.NumGoroutine()-before < left // ctx를 기다리던 것이다.
		return grader.Wrong{Want: "남은 고루틴 0개", Got: fmt.Sprintf("클라이언트 50개에 남은 고루틴 %d개", left), Mistake: map[bool]string{true: watchesOn}[gone]}
	}
	return nil
}

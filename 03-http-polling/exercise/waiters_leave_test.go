//go:build exercise

package exercise_test

import (
	"context"
	"fmt"
	"time"

	"socketworkbook/03-http-polling/exercise"
	"socketworkbook/internal/grader"
)

const (
	neverFreed = "떠난 클라이언트가 목록에 남음"
	blocked    = "떠난 클라이언트에게 말하느라 멈춤"
	noError    = "떠났는데 오류를 돌려주지 않음"
	wrongError = "ctx의 오류가 아닌 오류를 돌려줌"
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

//go:build exercise

package exercise_test

import (
	"context"
	"fmt"
	"runtime"
	"testing/synctest"

	"socketworkbook/03-http-polling/exercise"
	"socketworkbook/internal/grader"
)

const (
	watchesOn  = "메시지를 받고 돌아온 다음에도 ctx를 지켜보는 고루틴을 남김"
	leavesOwn  = "떠난 클라이언트의 고루틴을 남김"
	leavesTold = "떠난 클라이언트에게 말하는 고루틴을 남김"
)

// toldLeavesNothing은 받고 돌아온 클라이언트가 고루틴을 남기지 않는지 본다. ctx는 아직 취소되지 않았다.
func toldLeavesNothing() error {
	ctx, leave := context.WithCancel(context.Background())
	defer leave()
	left := leftAfter(func(h *exercise.Hub, heard chan string) {
		go wait(h, ctx, heard)
		synctest.Wait()
		h.Tell("안녕")
	})
	if left == 0 {
		return nil
	}
	before := runtime.NumGoroutine()
	leave()
	synctest.Wait()
	// ctx를 기다리던 것이면 이제 끝났다. 끝난 고루틴 하나둘이 조금 늦게까지 세어지는 수도 있어서 반만 넘으면 된다.
	mistake := map[bool]string{true: watchesOn}[before-runtime.NumGoroutine() > left/2]
	return noneLeft(left, mistake)
}

// goneLeavesNothing은 떠난 클라이언트가 고루틴을 남기지 않는지 본다.
func goneLeavesNothing() error {
	return noneLeft(leftAfter(func(h *exercise.Hub, heard chan string) {
		ctx, leave := context.WithCancel(context.Background())
		go wait(h, ctx, heard)
		synctest.Wait()
		leave()
	}), leavesOwn)
}

// crossingLeavesNothing은 떠나는 그때 말해도 고루틴이 남지 않는지 본다. 잠깐 남는 것도 남는 것이다.
func crossingLeavesNothing() error {
	return noneLeft(leftAfter(func(h *exercise.Hub, heard chan string) {
		ctx, leave := context.WithCancel(context.Background())
		guest := meddle(ctx, 1, func() {
			leave()
			h.Tell("안녕")
		})
		go wait(h, guest, heard)
		synctest.Wait()
		guest.fire()
	}), leavesTold)
}

// leftAfter는 클라이언트 50개가 turn대로 한 다음에 남은 고루틴의 수이다.
// Hub가 제 고루틴을 몇 개 두는 것은 괜찮으므로 5개까지는 세지 않는다.
func leftAfter(turn func(h *exercise.Hub, heard chan string)) int {
	grader.Moment() // 앞의 테스트에서 떠난 클라이언트들이 다 끝나게 한다.
	before := runtime.NumGoroutine()
	h, heard := exercise.NewHub(), make(chan string, 1)
	for range 50 {
		turn(h, heard)
		<-heard
		synctest.Wait()
	}
	if left := runtime.NumGoroutine() - before; left > 5 {
		return left
	}
	return 0
}

func noneLeft(left int, mistake string) error {
	return grader.Same("남은 고루틴 0개", fmt.Sprintf("남은 고루틴 %d개", left), mistake)
}

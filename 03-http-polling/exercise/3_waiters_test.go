//go:build exercise

package exercise_test

import (
	"context"
	"fmt"
	"testing"

	"socketworkbook/03-http-polling/exercise"
	"socketworkbook/internal/grader"
)

func TestWaiters(t *testing.T) {
	task := grader.Task{File: "03-http-polling/exercise/3_waiters.go", Note: "notes/03-http-polling.md#응답을-미룬다", Unlocked: noLock}

	for _, test := range []struct {
		name string
		try  func() error
	}{
		{"모두가 받기", everyoneHears},
		{"기다리기 전의 메시지", oldNews},
		{"떠난 클라이언트가 있을 때 알리기", tellAfterLeaving},
		{"떠난 클라이언트들", everyoneLeaves},
		{"데드라인이 있는 클라이언트", deadlinePasses},
		{"남의 Hub", twoHubs},
		{"목록에 들어가고 받으러 오기까지의 틈", tellInGap},
		{"떠나는 그때 알리기", tellWhileLeaving},
	} {
		task.Try(t, test.name, func(*testing.T) error { return test.try() })
	}
	task.Try(t, "한참 뒤의 메시지", grader.Lasting(hearsAtOnce))
	task.Try(t, "이어지는 메시지", grader.Lasting(hearsEach))
	task.Try(t, "백 년 뒤의 메시지", longSleep(hearsAfterCentury))
	task.Try(t, "받은 클라이언트가 남긴 것", grader.Lasting(toldLeavesNothing))
	task.Try(t, "떠난 클라이언트가 남긴 것", grader.Lasting(goneLeavesNothing))
	task.Try(t, "떠나는 그때 말하고 남긴 것", grader.Lasting(crossingLeavesNothing))
	task.Try(t, "여럿이 함께", grader.Together(noLock, waitTogether))
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

// hasWaiting은 기다리는 클라이언트가 곧 n개가 되는지 본다.
func hasWaiting(h *exercise.Hub, n int, mistake string) error {
	soon(func() bool { return h.Waiting() == n })
	got := h.Waiting()
	if got < n {
		mistake = map[bool]string{true: takesTwice}[got < 0]
	}
	return grader.Same(fmt.Sprintf("기다리는 클라이언트 %d개", n), fmt.Sprintf("기다리는 클라이언트 %d개", got), mistake)
}

// tell은 Tell이 곧 돌아오는지 본다.
func tell(h *exercise.Hub, text, mistake string) error {
	told := make(chan bool)
	go func() {
		h.Tell(text)
		close(told)
	}()
	if !soon(func() bool { return ended(told) }) {
		return grader.Wrong{Want: "모두에게 말하고 돌아옴", Got: "말하다가 멈춤", Mistake: mistake}
	}
	return nil
}

// hears는 곧 받은 것이 want인지 본다.
func hears(heard <-chan string, want, mistake string) error {
	got := "아무것도 받지 못함"
	if soon(func() bool { return len(heard) > 0 }) {
		got = <-heard
	}
	return grader.Same(want, got, mistake)
}

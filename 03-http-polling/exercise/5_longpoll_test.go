//go:build exercise

package exercise_test

import (
	"testing"
	"time"

	"socketworkbook/internal/grader"
)

const patient = 25 * time.Second // 롱 폴링의 서버가 흔히 기다리는 시간

func TestLongPoll(t *testing.T) {
	task := grader.Task{File: "03-http-polling/exercise/5_longpoll.go", Note: "notes/03-http-polling.md#폴링과-롱-폴링", Unlocked: boardUnlocked}

	task.Try(t, "게시판 둘", func(*testing.T) error { return twoBoards() })
	task.Try(t, "이미 있는 메시지", grader.Lasting(alreadyThere))
	task.Try(t, "기다리는 동안 적기", func(*testing.T) error { return addsWhileWaiting() })
	for _, test := range []struct {
		name string
		try  func() error
	}{
		{"메시지가 적히면", comesWhileWaiting},
		{"메시지가 없으면", nothingComes},
		{"떠난 클라이언트", leavesEarly},
		{"데드라인이 있는 클라이언트", deadlineFirst},
	} {
		task.Try(t, test.name, grader.Lasting(test.try))
	}
	task.Try(t, "백 년을 기다리기", longSleep(waitsCentury))
	task.Try(t, "함께 적고 함께 묻기", grader.Together(boardUnlocked, addTogether))
	for _, test := range []struct {
		name string
		try  func() error
	}{
		{"기다리는 클라이언트 천 개", wakesAll},
		{"잇달아 적힌 두 메시지", twoInRow},
		{"이어지는 메시지", oneAfterAnother},
		{"살펴보고 기다리기까지의 틈", addInGap},
	} {
		task.Try(t, test.name, grader.Lasting(test.try))
	}
	task.Try(t, "받자마자 다시 기다리고, 기다리자마자 적기", func(*testing.T) error { return backAndForth() })
	task.Try(t, "기다리는 그때 적히는 메시지", grader.Lasting(addAtOnce))
	task.Try(t, "남은 고루틴", grader.Lasting(endsClean))
	task.Try(t, "남은 메모리", grader.Lasting(forgetsWaiters))
}

//go:build exercise

package exercise

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"socketworkbook/internal/exercise"
)

const (
	sleepsThrough = "소식이 와도 기다림이 끝날 때까지 잠"
	wakesOne      = "기다리는 손님 가운데 하나만 깨움"
	waitsAnyway   = "이미 있는 소식을 두고 기다림"
	timeoutIsBad  = "시간이 다 된 것을 오류로 답함"
	keepsSeat     = "떠난 손님의 자리를 비우지 않음"
)

func TestLongPoll(t *testing.T) {
	task := exercise.Task{File: "03-http-polling/exercise/longpoll.go", Note: "notes/03-http-polling.md#폴링과-롱폴링"}
	const wait = 25 * time.Second

	task.Try(t, "이미 있는 소식", exercise.Bubble(func() error {
		b := NewBoard()
		b.Add("하나")
		b.Add("둘")
		return exercise.Same("[둘] 0s", asked(b, 1, wait), waitsAnyway)
	}))
	task.Try(t, "기다리는 셋에게 온 소식", exercise.Bubble(func() error {
		b := NewBoard()
		answers := make(chan string, 3)
		for range 3 {
			go func() { answers <- asked(b, 0, wait) }()
		}
		time.Sleep(3 * time.Second) // 가짜 시계
		b.Add("하나")
		synctest.Wait()
		early := len(answers)
		var all []string
		for range 3 {
			all = append(all, <-answers)
		}
		mistake := sleepsThrough
		if early == 1 || early == 2 {
			mistake = wakesOne
		}
		return exercise.Same("[하나] 3s, [하나] 3s, [하나] 3s", strings.Join(all, ", "), mistake)
	}))
	task.Try(t, "소식이 없음", exercise.Bubble(func() error {
		return exercise.Same("[] 25s", asked(NewBoard(), 0, wait), timeoutIsBad)
	}))
	task.Try(t, "떠난 손님", exercise.Bubble(func() error {
		ctx, leave := context.WithCancel(context.Background())
		time.AfterFunc(2*time.Second, leave)
		begin := time.Now()
		_, err := NewBoard().Since(ctx, 0, wait)
		if err == nil {
			err = fmt.Errorf("오류 없음")
		}
		return exercise.Same("context canceled, 2s 뒤", fmt.Sprintf("%v, %v 뒤", err, time.Since(begin)), keepsSeat)
	}))
	task.Try(t, "번호", exercise.Bubble(func() error {
		b := NewBoard()
		return exercise.Same("1 2 3", fmt.Sprint(b.Add("하나"), b.Add("둘"), b.Add("셋")), "")
	}))
}

func asked(b *Board, after int, wait time.Duration) string {
	begin := time.Now()
	lines, err := b.Since(context.Background(), after, wait)
	if err != nil {
		return err.Error()
	}
	return fmt.Sprintf("[%s] %v", strings.Join(lines, " "), time.Since(begin))
}

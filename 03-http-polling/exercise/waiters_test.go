//go:build exercise

package exercise

import (
	"context"
	"fmt"
	"testing"
	"testing/synctest"

	"socketworkbook/internal/exercise"
)

const (
	leaksWaiters = "떠난 손님이 명단에 남음"
	ringBlocks   = "떠난 손님을 기다리느라 종이 멈춤"
	wakesFuture  = "종이 울린 다음에 온 손님까지 깨움"
)

func TestWaiters(t *testing.T) {
	task := exercise.Task{File: "03-http-polling/exercise/waiters.go", Note: "notes/03-http-polling.md#코드"}

	task.Try(t, "떠난 손님 백 명", exercise.Bubble(func() error {
		var bell Bell
		for range 100 {
			ctx, leave := context.WithCancel(context.Background())
			go bell.Wait(ctx)
			synctest.Wait()
			leave()
			synctest.Wait()
		}
		return exercise.Same("기다리는 손님 0명", fmt.Sprintf("기다리는 손님 %d명", bell.Len()), leaksWaiters)
	}))
	task.Try(t, "떠난 손님이 있을 때 종 치기", exercise.Bubble(func() error {
		var bell Bell
		gone, leave := context.WithCancel(context.Background())
		go bell.Wait(gone)
		woken := make(chan error, 2)
		for range 2 {
			go func() { woken <- bell.Wait(context.Background()) }()
		}
		synctest.Wait()
		leave()
		synctest.Wait()
		rung := make(chan struct{})
		go func() {
			defer close(rung)
			bell.Ring()
		}()
		synctest.Wait()
		select {
		case <-rung:
		default:
			return exercise.Wrong{Want: "바로 돌아오는 Ring", Got: "멈춘 Ring", Mistake: ringBlocks}
		}
		return exercise.Same("깨어난 손님 2명, 기다리는 손님 0명", fmt.Sprintf("깨어난 손님 %d명, 기다리는 손님 %d명", len(woken), bell.Len()), ringBlocks)
	}))
	task.Try(t, "종이 울린 다음에 온 손님", exercise.Bubble(func() error {
		var bell Bell
		bell.Ring()
		bell.Ring()
		ctx, leave := context.WithCancel(context.Background())
		result := make(chan error, 1)
		go func() { result <- bell.Wait(ctx) }()
		synctest.Wait()
		got := "기다림"
		if len(result) == 1 {
			got = "깨어남"
		}
		leave()
		return exercise.Same("기다림", got, wakesFuture)
	}))
}

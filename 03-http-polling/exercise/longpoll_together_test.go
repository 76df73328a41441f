//go:build exercise

package exercise_test

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"testing/synctest"
	"time"

	"socketworkbook/03-http-polling/exercise"
	"socketworkbook/internal/grader"
)

const (
	holdsLock     = "락을 쥔 채 기다림"
	wakesOne      = "기다리던 클라이언트 가운데 하나만 깨움"
	boardUnlocked = "락 없이 함께 씀"
)

// addsWhileWaiting은 누가 기다리는 동안에도 적을 수 있는지 본다. 락을 기다리는 고루틴이 있으면 가짜 시계가 멈추므로, 진짜 시계로 본다.
func addsWhileWaiting() error {
	b, added, looked := exercise.NewBoard(), make(chan bool), make(chan bool)
	guest := ask(b, 0, patient)
	defer guest.leave()
	grader.Moment()
	go func() {
		b.Add("안녕")
		close(added)
	}()
	if soon(func() bool { return ended(added) }) {
		return nil
	}
	go func() {
		b.Since(context.Background(), 0, 0)
		close(looked)
	}()
	grader.Moment()
	return grader.Wrong{Want: "기다리는 동안에도 적히는 메시지", Got: "적히지 않는 메시지", Mistake: map[bool]string{true: holdsLock}[!ended(looked)]}
}

// addTogether는 여럿이 함께 적은 것이 모두 남는지 본다.
func addTogether() error {
	b := exercise.NewBoard()
	var writers, readers sync.WaitGroup
	var written atomic.Bool
	for range 8 {
		writers.Go(func() {
			for range 200 {
				b.Add("안녕")
			}
		})
	}
	for range 2 {
		readers.Go(func() {
			for after := 0; !written.Load(); {
				texts, _ := b.Since(context.Background(), after, time.Millisecond)
				after += len(texts)
			}
		})
	}
	writers.Wait()
	written.Store(true)
	readers.Wait()
	texts, err := b.Since(context.Background(), 0, 0)
	if err != nil {
		return err
	}
	return grader.Same("적힌 메시지 1600개", fmt.Sprintf("적힌 메시지 %d개", len(texts)), boardUnlocked)
}

// wakesAll은 기다리던 모두가 깨어나는지 본다.
func wakesAll() error {
	b := exercise.NewBoard()
	guests := make([]*guest, 1000)
	for i := range guests {
		guests[i] = ask(b, 0, patient)
	}
	synctest.Wait()
	b.Add("안녕")
	woken := 0
	for _, guest := range guests {
		if guest.hear().String() == `바로 "안녕"` {
			woken++
		}
	}
	return grader.Same("바로 깨어난 클라이언트 1000개", fmt.Sprintf("바로 깨어난 클라이언트 %d개", woken), map[int]string{1: wakesOne}[woken])
}

//go:build exercise

package exercise_test

import (
	"context"
	"sync"
	"testing/synctest"
	"time"

	"socketworkbook/03-http-polling/exercise"
	"socketworkbook/internal/grader"
)

const missesGap = "살펴보고 기다리기까지의 틈에 적힌 메시지를 놓침"

// addInGap은 살펴본 다음, 기다리기 바로 앞에 적힌 메시지를 놓치지 않는지 본다.
func addInGap() error {
	for n := range int32(3) { // ctx.Done을 몇 번째로 부를 때가 그 틈인지는 풀이마다 다르다.
		b := exercise.NewBoard()
		ctx, leave := context.WithCancel(context.Background())
		meddling := meddle(ctx, n+1, func() { b.Add("안녕") })
		guest := askAs(meddling, leave, b, 0, patient)
		synctest.Wait()
		meddling.fire() // Done을 그만큼 부르지 않는 풀이이다.
		if err := heardAtOnce(guest); err != nil {
			return err
		}
	}
	return nil
}

// backAndForth는 받자마자 다시 기다리고, 기다리자마자 적는다.
func backAndForth() error {
	b, heard := exercise.NewBoard(), make(chan bool)
	defer close(heard)
	var crowd sync.WaitGroup // 락을 두고 다투어 틈을 넓힌다.
	ctx, stop := context.WithCancel(context.Background())
	defer crowd.Wait()
	defer stop()
	for range 4 {
		crowd.Go(func() {
			for ctx.Err() == nil {
				b.Since(ctx, 0, 0)
			}
		})
	}
	go func() {
		for range heard {
			b.Add("안녕")
		}
	}()
	for begin, after := time.Now(), 0; time.Since(begin) < 300*time.Millisecond; after++ {
		heard <- true
		texts, err := b.Since(ctx, after, time.Second)
		if len(texts) != 1 {
			got := answer{texts: texts, err: err}
			return grader.Wrong{Want: "메시지 하나", Got: got.what(), Mistake: map[bool]string{true: missesGap}[len(texts) == 0 && err == nil]}
		}
	}
	return nil
}

// addAtOnce는 기다리기 시작하는 그때 적는다.
func addAtOnce() error {
	b := exercise.NewBoard()
	for after := range 1000 {
		guest, added := ask(b, after, patient), make(chan bool)
		go func() {
			b.Add("안녕")
			close(added)
		}()
		err := heardAtOnce(guest)
		if <-added; err != nil {
			return err
		}
	}
	return nil
}

// heardAtOnce는 바로 받았는지 본다. wait가 다 지나고서야 돌아왔다면 그 메시지를 놓친 것이다.
func heardAtOnce(g *guest) error {
	got := g.hear()
	return grader.Same(`바로 "안녕"`, got.String(), map[bool]string{true: missesGap}[got.took == patient])
}

//go:build exercise

package exercise_test

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"socketworkbook/03-http-polling/exercise"
	"socketworkbook/internal/grader"
)

const (
	givesAgain     = "after번의 메시지를 또 줌"
	waitsAnyway    = "돌려줄 메시지가 있는데 기다림"
	silentAdd      = "메시지를 적고 깨우지 않음"
	bellOnly       = "깨어난 다음 메시지를 다시 보지 않음"
	peeks          = "쉬었다가 들여다보느라 늦음"
	holdsLock      = "락을 쥔 채 기다림"
	timeoutIsError = "새 메시지가 없는 것을 오류로 돌려줌"
	noTimeout      = "wait가 지나도 돌려주지 않음"
	stays          = "떠난 클라이언트를 위해 계속 기다림"
	leftBehind     = "고루틴을 남김"
	wakesOne       = "기다리던 클라이언트 가운데 하나만 깨움"
	wakesOnce      = "첫 메시지만 제대로 알림"
	missesGap      = "살펴보고 기다리기까지의 틈에 적힌 메시지를 놓침"
	boardUnlocked  = "락 없이 함께 씀"
	noWaiting      = "기다리지 않고 돌려줌"
	leftIsFine     = "떠난 클라이언트에게 오류를 돌려주지 않음"
	lastOnly       = "깨어난 다음 마지막 메시지만 줌"
	fixedError     = "ctx의 오류가 아닌 오류를 돌려줌"
)

func TestLongPoll(t *testing.T) {
	task := grader.Task{File: "03-http-polling/exercise/5_longpoll.go", Note: "notes/03-http-polling.md#폴링과-롱-폴링"}
	const wait = 25 * time.Second

	task.Try(t, "이미 있는 메시지", onBoard(func(b *exercise.Board, add adder) error {
		for _, text := range []string{"하나", "둘", "셋"} {
			b.Add(text)
		}
		for after, want := range []string{`바로 "하나" "둘" "셋"`, `바로 "둘" "셋"`, `바로 "셋"`} {
			got, mistake := ask(b, after, wait).hear(), ""
			switch {
			case got.took > 0:
				mistake = waitsAnyway
			case after > 0 && len(got.texts) == 4-after:
				mistake = givesAgain
			}
			if err := grader.Same(want, got.String(), mistake); err != nil {
				return err
			}
		}
		return nil
	}))
	task.Try(t, "메시지가 적히면", onBoard(func(b *exercise.Board, add adder) error {
		guest := ask(b, 0, wait)
		time.Sleep(7*time.Second + 123*time.Microsecond) // 가짜 시계
		come := time.Now()
		if !add("안녕") {
			guest.leave()
			return grader.Wrong{Want: "기다리는 동안에도 적히는 메시지", Got: "적히지 않는 메시지", Mistake: holdsLock}
		}
		got, mistake := guest.hear(), ""
		late := got.at.Sub(come)
		switch {
		case late == 0 && len(got.texts) == 0 && got.err == nil:
			mistake = bellOnly
		case late > 0 && late <= time.Second && len(got.texts) > 0:
			mistake = peeks
		case late > time.Second:
			mistake = silentAdd
		case late < 0:
			mistake = noWaiting
		}
		return grader.Same(`메시지가 적힌 그때 "안녕"`, fmt.Sprintf("%s %s", moment(late), got.what()), mistake)
	}))
	task.Try(t, "메시지가 없으면", onBoard(func(b *exercise.Board, add adder) error {
		for _, test := range []struct {
			wait time.Duration
			want string
		}{{wait, "25초 만에 빈 슬라이스"}, {0, "바로 빈 슬라이스"}} {
			got, mistake := ask(b, 0, test.wait).hear(), ""
			switch {
			case got.never:
				mistake = noTimeout
			case errors.Is(got.err, context.DeadlineExceeded):
				mistake = timeoutIsError
			}
			if err := grader.Same(test.want, got.String(), mistake); err != nil {
				return err
			}
		}
		return nil
	}))
	task.Try(t, "떠난 클라이언트", onBoard(func(b *exercise.Board, add adder) error {
		guest := ask(b, 0, wait)
		time.Sleep(time.Second) // 가짜 시계
		guest.leave()
		got, mistake := guest.hear(), ""
		switch {
		case got.took > time.Second:
			mistake = stays
		case got.err == nil:
			mistake = leftIsFine
		}
		return grader.Same("1초 만에 context.Canceled", got.String(), mistake)
	}))
	task.Try(t, "데드라인이 있는 클라이언트", onBoard(func(b *exercise.Board, add adder) error {
		ctx, leave := context.WithTimeout(context.Background(), time.Second)
		got := askAs(ctx, leave, b, 0, wait).hear()
		return grader.Same("1초 만에 context.DeadlineExceeded", got.String(), fixedError)
	}))
	task.Try(t, "함께 적고 함께 묻기", grader.Together(boardUnlocked, func() error {
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
	}))
	task.Try(t, "기다리는 클라이언트 천 개", onBoard(func(b *exercise.Board, add adder) error {
		guests := make([]*guest, 1000)
		for i := range guests {
			guests[i] = ask(b, 0, wait)
		}
		synctest.Wait()
		add("안녕")
		woken := 0
		for _, guest := range guests {
			if guest.hear().String() == `바로 "안녕"` {
				woken++
			}
		}
		return grader.Same("바로 깨어난 클라이언트 1000개", fmt.Sprintf("바로 깨어난 클라이언트 %d개", woken), wakesOne)
	}))
	task.Try(t, "잇달아 적힌 두 메시지", onBoard(func(_ *exercise.Board, add adder) error {
		for range 20 { // 깨어난 클라이언트가 둘째 메시지보다 먼저 볼 수도, 나중에 볼 수도 있다.
			b := exercise.NewBoard()
			guest := ask(b, 0, wait)
			synctest.Wait()
			b.Add("하나")
			b.Add("둘")
			got := guest.hear().String()
			if got != `바로 "하나"` {
				if err := grader.Same(`바로 "하나" "둘"`, got, lastOnly); err != nil {
					return err
				}
			}
		}
		return nil
	}))
	task.Try(t, "이어지는 메시지", onBoard(func(b *exercise.Board, add adder) error {
		for after := range 3 {
			guest := ask(b, after, wait)
			time.Sleep(time.Second) // 가짜 시계
			add("안녕")
			if err := grader.Same(`1초 만에 "안녕"`, guest.hear().String(), wakesOnce); err != nil {
				return err
			}
		}
		return nil
	}))
	task.Try(t, "살펴보고 기다리기까지의 틈", onBoard(func(_ *exercise.Board, add adder) error {
		for n := range int32(3) { // ctx.Done을 몇 번째로 부를 때가 그 틈인지는 풀이마다 다르다.
			b := exercise.NewBoard()
			ctx, leave := context.WithCancel(context.Background())
			meddling := meddle(ctx, n+1, func() { b.Add("안녕") })
			guest := askAs(meddling, leave, b, 0, wait)
			synctest.Wait()
			meddling.fire() // Done을 그만큼 부르지 않는 풀이이다.
			if err := grader.Same(`바로 "안녕"`, guest.hear().String(), missesGap); err != nil {
				return err
			}
		}
		return nil
	}))
	task.Try(t, "받자마자 다시 기다리고, 기다리자마자 적기", func(*testing.T) error {
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
				return grader.Same("메시지 하나", fmt.Sprintf("메시지 %d개, 오류 %v", len(texts), err), missesGap)
			}
		}
		return nil
	})
	task.Try(t, "기다리는 그때 적히는 메시지", onBoard(func(b *exercise.Board, add adder) error {
		for after := range 1000 {
			guest, added := ask(b, after, wait), make(chan bool)
			go func() {
				b.Add("안녕")
				close(added)
			}()
			err := grader.Same(`바로 "안녕"`, guest.hear().String(), missesGap)
			if <-added; err != nil {
				return err
			}
		}
		return nil
	}))
}

// adder는 메시지를 적는다. 락에 막혀서 적지 못하면 false이다.
type adder func(text string) bool

// onBoard는 가짜 시계 안에서 새 게시판으로 해 본다. 다 하고도 고루틴이 남았으면 그것을 알린다.
func onBoard(do func(*exercise.Board, adder) error) func(*testing.T) error {
	return func(t *testing.T) (err error) {
		var late atomic.Bool // 가짜 시계 밖의 1초가 지났다.
		defer time.AfterFunc(time.Second, func() { late.Store(true) }).Stop()
		finished := false
		defer func() {
			reason := recover()
			switch {
			case reason == nil:
			case !finished:
				panic(reason)
			case err == nil:
				err = grader.Wrong{Want: "돌아온 다음에 고루틴 0개", Got: "남은 고루틴", Mistake: leftBehind}
			}
		}()
		return grader.Bubble(func() error {
			b := exercise.NewBoard()
			err = do(b, func(text string) bool {
				added := make(chan bool)
				go func() {
					b.Add(text)
					close(added)
				}()
				for !ended(added) {
					if late.Load() {
						return false
					}
					runtime.Gosched()
				}
				return true
			})
			finished = true
			return err
		})(t)
	}
}

// guest는 Since를 기다리는 클라이언트이다.
type guest struct {
	leave   context.CancelFunc
	answers chan answer
}

type answer struct {
	texts []string
	err   error
	took  time.Duration
	at    time.Time
	never bool // 한 시간이 지나도 돌아오지 않았다
}

// ask는 클라이언트 하나가 되어 기다리기 시작한다.
func ask(b *exercise.Board, after int, wait time.Duration) *guest {
	ctx, leave := context.WithCancel(context.Background())
	return askAs(ctx, leave, b, after, wait)
}

func askAs(ctx context.Context, leave context.CancelFunc, b *exercise.Board, after int, wait time.Duration) *guest {
	g := &guest{leave: leave, answers: make(chan answer, 1)}
	begin := time.Now()
	go func() {
		texts, err := b.Since(ctx, after, wait)
		g.answers <- answer{texts: texts, err: err, took: time.Since(begin), at: time.Now()}
	}()
	return g
}

// hear는 돌아온 것을 받고 클라이언트를 보낸다.
func (g *guest) hear() answer {
	defer g.leave()
	select {
	case got := <-g.answers:
		return got
	case <-time.After(time.Hour): // 가짜 시계
		return answer{never: true, took: time.Hour, at: time.Now()}
	}
}

func (a answer) String() string {
	switch {
	case a.never:
		return "한 시간이 지나도 돌아오지 않음"
	case a.took == 0:
		return "바로 " + a.what()
	}
	return fmt.Sprintf("%g초 만에 %s", a.took.Seconds(), a.what())
}

// what은 언제인지는 빼고, 무엇을 받았는지이다.
func (a answer) what() string {
	switch {
	case a.never:
		return "돌아오지 않음"
	case errors.Is(a.err, context.Canceled):
		return "context.Canceled"
	case errors.Is(a.err, context.DeadlineExceeded):
		return "context.DeadlineExceeded"
	case errors.Is(a.err, grader.Todo):
		return a.err.Error()
	case a.err != nil:
		return fmt.Sprintf("오류 %q", a.err)
	case len(a.texts) == 0:
		return "빈 슬라이스"
	}
	return strings.Trim(fmt.Sprintf("%q", a.texts), "[]")
}

// moment는 얼마나 늦었는지이다.
func moment(late time.Duration) string {
	switch {
	case late < 0:
		return fmt.Sprintf("메시지가 적히기 %.0f초 전에", -late.Seconds())
	case late == 0:
		return "메시지가 적힌 그때"
	}
	return fmt.Sprintf("메시지가 적힌 때보다 %g초 늦게", late.Seconds())
}

//go:build exercise

package exercise_test

import (
	"context"
	"errors"
	"fmt"
	"time"

	"socketworkbook/03-http-polling/exercise"
	"socketworkbook/internal/grader"
)

const (
	silentAdd      = "메시지를 적고 깨우지 않음"
	bellOnly       = "깨어난 다음 메시지를 다시 보지 않음"
	peeks          = "쉬었다가 들여다보느라 늦음"
	timeoutIsError = "새 메시지가 없는 것을 오류로 돌려줌"
	noTimeout      = "wait가 지나도 돌려주지 않음"
	stays          = "떠난 클라이언트를 위해 계속 기다림"
	noWaiting      = "기다리지 않고 돌려줌"
	leftIsFine     = "떠난 클라이언트에게 오류를 돌려주지 않음"
	fixedError     = "ctx의 오류가 아닌 오류를 돌려줌"
)

// comesWhileWaiting은 기다리는 사이에 적힌 메시지를 적힌 그때 받는지 본다.
func comesWhileWaiting() error {
	b := exercise.NewBoard()
	guest := ask(b, 0, patient)
	time.Sleep(odd) // 가짜 시계
	come := time.Now()
	b.Add("안녕")
	got := guest.hear()
	late, mistake := got.at.Sub(come), ""
	switch {
	case late < 0:
		mistake = noWaiting
	case late == 0 && len(got.texts) == 0 && got.err == nil:
		mistake = bellOnly
	case got.never || got.took >= patient: // wait가 다 지나고야 알았다.
		mistake = silentAdd
	case late > 0 && len(got.texts) > 0:
		mistake = peeks
	}
	return grader.Same(`메시지가 적힌 그때 "안녕"`, moment(late)+" "+got.what(), mistake)
}

// moment는 얼마나 늦었는지이다.
func moment(late time.Duration) string {
	switch {
	case late < 0:
		return fmt.Sprintf("메시지가 적히기 %v 전에", -late)
	case late == 0:
		return "메시지가 적힌 그때"
	}
	return fmt.Sprintf("메시지가 적힌 때보다 %v 늦게", late)
}

// nothingComes는 wait가 다 지나면 빈 슬라이스를 받는지 본다.
func nothingComes() error {
	b := exercise.NewBoard()
	for _, test := range []struct {
		wait time.Duration
		want string
	}{{patient, "25s 만에 빈 슬라이스"}, {0, "바로 빈 슬라이스"}} {
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
}

// leavesEarly는 클라이언트가 떠난 그때 돌아오는지 본다.
func leavesEarly() error {
	guest := ask(exercise.NewBoard(), 0, patient)
	time.Sleep(odd) // 가짜 시계
	guest.leave()
	got, mistake := guest.hear(), ""
	switch {
	case got.never || got.took >= patient:
		mistake = stays
	case got.took > odd:
		mistake = peeks
	case got.err == nil:
		mistake = leftIsFine
	}
	return grader.Same(odd.String()+" 만에 context.Canceled", got.String(), mistake)
}

// deadlineFirst는 ctx가 준 오류를 그대로 돌려주는지 본다.
func deadlineFirst() error {
	ctx, leave := context.WithTimeout(context.Background(), time.Second)
	got := askAs(ctx, leave, exercise.NewBoard(), 0, patient).hear()
	return grader.Same("1s 만에 context.DeadlineExceeded", got.String(), map[bool]string{true: leftIsFine, false: fixedError}[got.err == nil])
}

// waitsCentury는 wait가 백 년이어도 그만두지 않고, 그동안 깨어나 보지도 않는지 본다.
func waitsCentury(sleep sleeper) error {
	for _, want := range []string{"바로 빈 슬라이스", `바로 "안녕"`} {
		b, begin := exercise.NewBoard(), time.Now()
		guest := ask(b, 0, century)
		defer guest.leave()
		if !sleep() {
			return grader.Wrong{Want: "메시지가 올 때까지 자는 Since", Got: "자꾸 깨어나는 Since", Mistake: looksAgain}
		}
		time.Sleep(time.Until(begin.Add(century - 1))) // 가짜 시계. 이제 1나노초 남았다.
		if len(guest.answers) > 0 {
			return grader.Wrong{Want: "백 년을 기다리는 Since", Got: fmt.Sprintf("%v 만에 돌아온 Since", (<-guest.answers).took), Mistake: givesUp}
		}
		if want == `바로 "안녕"` {
			b.Add("안녕")
		} else {
			time.Sleep(1)
		}
		begin = time.Now()
		got := guest.hear()
		got.took = got.at.Sub(begin)
		if err := grader.Same(want, got.String(), ""); err != nil {
			return err
		}
	}
	return nil
}

//go:build exercise

package exercise_test

import (
	"testing/synctest"
	"time"

	"socketworkbook/03-http-polling/exercise"
	"socketworkbook/internal/grader"
)

const (
	givesAgain  = "after번의 메시지를 또 줌"
	waitsAnyway = "돌려줄 메시지가 있는데 기다림"
	zeroIsEmpty = "wait가 0이면 있는 메시지도 주지 않음"
	sharedBoard = "게시판 여럿이 메시지를 함께 씀"
	wakesOnce   = "첫 메시지만 제대로 알림"
	lastOnly    = "깨어난 다음 마지막 메시지만 줌"
)

// alreadyThere는 이미 있는 메시지를 바로 받는지 본다.
func alreadyThere() error {
	b := exercise.NewBoard()
	for _, text := range []string{"하나", "둘", "셋"} {
		b.Add(text)
	}
	for after, want := range []string{`바로 "하나" "둘" "셋"`, `바로 "둘" "셋"`, `바로 "셋"`} {
		for _, wait := range []time.Duration{patient, 0} {
			got, mistake := ask(b, after, wait).hear(), ""
			switch {
			case got.took > 0:
				mistake = waitsAnyway
			case wait == 0 && got.err == nil && len(got.texts) == 0:
				mistake = zeroIsEmpty
			case after > 0 && len(got.texts) == 4-after:
				mistake = givesAgain
			}
			if err := grader.Same(want, got.String(), mistake); err != nil {
				return err
			}
		}
	}
	return nil
}

// twoBoards는 게시판마다 메시지가 따로인지 본다.
func twoBoards() error {
	here, there := exercise.NewBoard(), exercise.NewBoard()
	here.Add("안녕")
	guest := ask(there, 0, 0)
	defer guest.leave()
	soon(func() bool { return len(guest.answers) > 0 })
	select {
	case got := <-guest.answers:
		if len(got.texts) > 0 {
			return grader.Wrong{Want: "다른 게시판에 없는 메시지", Got: "다른 게시판에도 있는 메시지", Mistake: sharedBoard}
		}
	default: // 돌아오지 않는 것은 다른 테스트가 본다.
	}
	return nil
}

// twoInRow는 잇달아 적힌 둘 가운데 앞의 것을 놓치지 않는지 본다.
func twoInRow() error {
	for range 20 { // 깨어난 클라이언트가 둘째 메시지보다 먼저 볼 수도, 나중에 볼 수도 있다.
		b := exercise.NewBoard()
		guest := ask(b, 0, patient)
		synctest.Wait()
		b.Add("하나")
		b.Add("둘")
		got := guest.hear().String()
		if got == `바로 "하나"` {
			continue
		}
		if err := grader.Same(`바로 "하나" "둘"`, got, map[string]string{`바로 "둘"`: lastOnly}[got]); err != nil {
			return err
		}
	}
	return nil
}

// oneAfterAnother는 둘째와 셋째 메시지도 적힌 그때 받는지 본다.
func oneAfterAnother() error {
	b := exercise.NewBoard()
	for after := range 3 {
		guest := ask(b, after, patient)
		time.Sleep(time.Second) // 가짜 시계
		b.Add("안녕")
		if err := grader.Same(`1s 만에 "안녕"`, guest.hear().String(), map[bool]string{true: wakesOnce}[after > 0]); err != nil {
			return err
		}
	}
	return nil
}

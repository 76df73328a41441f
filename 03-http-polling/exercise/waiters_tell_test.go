//go:build exercise

package exercise_test

import (
	"context"
	"fmt"
	"time"

	"socketworkbook/03-http-polling/exercise"
	"socketworkbook/internal/grader"
)

const (
	onlyOne    = "기다리던 클라이언트 가운데 하나만 깨움"
	skipsSome  = "받지 못한 클라이언트가 있음(목록을 앞에서부터 돌며 빼면 건너뜀)"
	toldStays  = "받은 클라이언트가 목록에 남음"
	staleNews  = "기다리기 전의 메시지를 줌"
	sharedList = "Hub 여럿이 목록 하나를 함께 씀"
	peeksLate  = "자며 들여다보느라 늦게 받음"
	looksAgain = "기다리는 동안 자꾸 깨어나 봄"
	givesUp    = "한참 기다리면 그만둠"
)

// everyoneHears는 기다리던 모두가 받고 목록에서 빠지는지 본다.
func everyoneHears() error {
	h, heard := exercise.NewHub(), make(chan string, 100)
	for range 100 {
		go wait(h, context.Background(), heard)
	}
	if err := hasWaiting(h, 100, ""); err != nil {
		return err
	}
	go h.Tell("안녕")
	soon(func() bool { return len(heard) == 100 })
	got := 0
	for range len(heard) {
		if <-heard == "안녕" {
			got++
		}
	}
	mistake := map[int]string{0: "", 1: onlyOne}
	if _, known := mistake[got]; !known {
		mistake[got] = skipsSome
	}
	if err := grader.Same("받은 클라이언트 100개", fmt.Sprintf("받은 클라이언트 %d개", got), mistake[got]); err != nil {
		return err
	}
	return hasWaiting(h, 0, toldStays)
}

// oldNews는 아무도 없을 때의 메시지를 나중에 온 클라이언트에게 주지 않는지 본다.
func oldNews() error {
	h, heard := exercise.NewHub(), make(chan string, 1)
	if err := tell(h, "지난 말", ""); err != nil {
		return err
	}
	go wait(h, context.Background(), heard)
	soon(func() bool { return h.Waiting() > 0 || len(heard) > 0 })
	grader.Moment()
	if len(heard) > 0 {
		return grader.Wrong{Want: "다음 메시지를 기다림", Got: <-heard, Mistake: staleNews}
	}
	go h.Tell("안녕")
	return hears(heard, "안녕", "")
}

// twoHubs는 한 Hub에 한 말이 다른 Hub에 들리지 않는지 본다.
func twoHubs() error {
	here, there, heard := exercise.NewHub(), exercise.NewHub(), make(chan string, 1)
	ctx, leave := context.WithCancel(context.Background())
	defer leave()
	go wait(there, ctx, heard)
	if err := hasWaiting(there, 1, ""); err != nil {
		return err
	}
	if err := hasWaiting(here, 0, sharedList); err != nil {
		return err
	}
	here.Tell("안녕")
	return hasWaiting(there, 1, "")
}

// hearsAtOnce는 메시지가 적힌 그때 받는지 본다.
func hearsAtOnce() error {
	h, heard := exercise.NewHub(), make(chan string, 1)
	go wait(h, context.Background(), heard)
	time.Sleep(odd) // 가짜 시계
	return hearsNow(h, heard, "안녕")
}

// hearsEach는 둘째와 셋째 메시지도 제대로 받는지 본다.
func hearsEach() error {
	h, heard := exercise.NewHub(), make(chan string, 1)
	for _, text := range []string{"하나", "둘", "셋"} {
		go wait(h, context.Background(), heard)
		time.Sleep(odd) // 가짜 시계
		if err := hearsNow(h, heard, text); err != nil {
			return err
		}
	}
	return nil
}

// hearsAfterCentury는 백 년을 기다려도 그만두지 않고, 그동안 깨어나 보지도 않는지 본다.
func hearsAfterCentury(sleep sleeper) error {
	h, heard := exercise.NewHub(), make(chan string, 1)
	ctx, leave := context.WithCancel(context.Background())
	defer leave()
	go wait(h, ctx, heard)
	if !sleep() {
		return grader.Wrong{Want: "메시지가 올 때까지 자는 Wait", Got: "자꾸 깨어나는 Wait", Mistake: looksAgain}
	}
	if len(heard) > 0 {
		return grader.Wrong{Want: "백 년이 지나도 기다리는 Wait", Got: "기다리다 돌아온 Wait", Mistake: givesUp}
	}
	return hearsNow(h, heard, "안녕")
}

// hearsNow는 지금 말한 것을 지금 받는지 본다. 가짜 시계는 모두가 기다릴 때만 간다.
func hearsNow(h *exercise.Hub, heard <-chan string, text string) error {
	begin := time.Now()
	h.Tell(text)
	got := <-heard
	if late := time.Since(begin); late > 0 && got == text {
		return grader.Wrong{Want: "말한 그때 받음", Got: fmt.Sprintf("%v 늦게 받음", late), Mistake: peeksLate}
	}
	return grader.Same(text, got, "")
}

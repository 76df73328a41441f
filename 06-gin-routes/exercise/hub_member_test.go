//go:build exercise

package exercise_test

import (
	"fmt"
	"strings"
	"testing/synctest"
	"time"

	"socketworkbook/06-gin-routes/exercise"
	"socketworkbook/internal/grader"
)

// member는 Hub에 들어온 클라이언트이다.
type member struct {
	messages <-chan string
	leave    func()
}

const (
	nothing = iota // 아직 아무것도 오지 않았다
	arrived        // 메시지가 왔다
	closed         // 닫혔다
)

// take는 지금 와 있는 것을 하나 꺼낸다. Hub의 고루틴이 하던 일은 마칠 때까지 기다린다.
func take(messages <-chan string) (text string, state int) {
	synctest.Wait()
	select {
	case text, open := <-messages:
		synctest.Wait() // Hub의 고루틴이 자리가 났다는 것을 알 틈을 준다.
		if !open {
			return "", closed
		}
		return text, arrived
	default:
		return "", nothing
	}
}

// rest는 와 있는 것을 모두 꺼내고, 그다음에 닫혔는지 본다.
func rest(messages <-chan string) string {
	var all []string
	for {
		switch text, state := take(messages); state {
		case arrived:
			all = append(all, text)
		case closed:
			return strings.Join(all, " ") + "(닫힌 큐)"
		default:
			return strings.Join(all, " ") + "(열린 큐)"
		}
	}
}

// harmless는 leave를 불러도 패닉이 나지 않는지 본다.
func harmless(leave func(), mistake string) (err error) {
	defer func() {
		if reason := recover(); reason != nil {
			err = grader.Wrong{Want: "아무 일 없음", Got: fmt.Sprint(reason), Mistake: mistake}
		}
	}()
	leave()
	return nil
}

// hears는 text가 바로, 한 번만 닿는지 본다.
func hears(messages <-chan string, text string) error {
	got, state := take(messages)
	if state == nothing {
		time.Sleep(time.Minute) // 가짜 시계. 자며 들여다보는 Hub라면 이제는 닿는다.
		if late, state := take(messages); state == arrived {
			return grader.Wrong{Want: "바로 닿는 " + text, Got: "늦게 닿은 " + late, Mistake: comesLate}
		}
	}
	if state != arrived {
		return grader.Wrong{Want: text, Got: "아무 메시지도 없음", Mistake: saysNothing}
	}
	if err := grader.Same(text, got, ""); err != nil {
		return err
	}
	if again, state := take(messages); state == arrived {
		mistake := map[bool]string{true: saysTwiceHub}[again == text]
		return grader.Wrong{Want: text + " 한 번", Got: text + " 다음에 또 " + again, Mistake: mistake}
	}
	return nil
}

// hasMembers는 명단에 want명이 있는지 본다.
func hasMembers(h *exercise.Hub, want int, mistake string) error {
	synctest.Wait()
	return grader.Same(fmt.Sprintf("클라이언트 %d명", want), fmt.Sprintf("클라이언트 %d명", h.Len()), mistake)
}

// leftWith는 떠난 클라이언트에게 남은 것이 want인지 본다.
func leftWith(messages <-chan string, want string) error {
	got, mistake := rest(messages), ""
	switch {
	case strings.HasSuffix(got, "(열린 큐)"):
		mistake = staysOpen
	case got == "(닫힌 큐)":
		mistake = dropsRest
	}
	return grader.Same(want, got, mistake)
}

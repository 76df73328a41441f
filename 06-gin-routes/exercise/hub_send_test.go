//go:build exercise

package exercise_test

import (
	"fmt"
	"time"

	"socketworkbook/06-gin-routes/exercise"
	"socketworkbook/internal/grader"
)

const (
	reorders     = "보낸 차례가 바뀜"
	waitsForDeaf = "받지 않는 클라이언트를 기다림"
	waitsAWhile  = "받지 않는 클라이언트를 조금 기다림"
)

// sendToDeaf는 받지 않는 클라이언트에게 보내도 돌아오는지 본다. 진짜 시계로 1초를 기다린다.
func sendToDeaf() error {
	h := exercise.NewHub(queue)
	deaf, _ := h.Join()
	done := make(chan error, 1)
	go func() {
		var err error
		defer func() { done <- err }()
		defer grader.Recover(&err)
		for range queue + 2 {
			h.Send("안녕")
		}
	}()
	select {
	case err := <-done:
		return err
	case <-time.After(time.Second):
	}
	go func() {
		for range deaf {
		}
	}()
	select {
	case <-done:
		return grader.Wrong{Want: "바로 돌아오는 Send", Got: "받을 때까지 멈춘 Send", Mistake: waitsForDeaf}
	case <-time.After(time.Second):
		return grader.Wrong{Want: "바로 돌아오는 Send", Got: "돌아오지 않는 Send(락을 쥔 채 같은 락을 또 쥐지 않는지 보세요)"}
	}
}

// sendAtOnce는 조금도 기다리지 않는지 본다. 가짜 시계는 모두가 기다릴 때만 간다.
func sendAtOnce() error {
	h := exercise.NewHub(queue)
	h.Join()
	h.Join()
	for range queue + 2 {
		begin := time.Now()
		h.Send("안녕")
		if waited := time.Since(begin); waited > 0 {
			return grader.Wrong{Want: "바로 돌아오는 Send", Got: fmt.Sprintf("%v 기다린 Send", waited), Mistake: waitsAWhile}
		}
	}
	return nil
}

// sendMany는 천 개를 차례대로 쌓는지 본다.
func sendMany() error {
	const many = 1000
	h := exercise.NewHub(many)
	messages, leave := h.Join()
	for i := range many {
		h.Send(fmt.Sprint(i))
	}
	if err := hasMembers(h, 1, kicksEarly); err != nil {
		return err
	}
	leave()
	for i := range many {
		text, state := take(messages)
		if state != arrived {
			return grader.Wrong{Want: "메시지 1000개", Got: fmt.Sprintf("메시지 %d개", i)}
		}
		if err := grader.Same(fmt.Sprintf("%d번째 메시지 %d", i, i), fmt.Sprintf("%d번째 메시지 %s", i, text), reorders); err != nil {
			return err
		}
	}
	return leftWith(messages, "(닫힌 큐)")
}

//go:build exercise

package exercise

import (
	"fmt"
	"strings"
	"testing"
	"testing/synctest"

	"socketworkbook/internal/exercise"
)

const (
	waitsForDeaf = "받지 않는 손님을 기다림"
	keepsDeaf    = "받지 않는 손님을 내보내지 않음"
	endlessQueue = "줄에 끝이 없음"
	leavesTwice  = "두 번 떠나면 넘어짐"
	staysOpen    = "떠난 손님의 줄을 닫지 않음"
)

func TestHub(t *testing.T) {
	task := exercise.Task{File: "06-gin-routes/exercise/4_hub.go", Note: "notes/06-gin-routes.md#모두에게-보내기"}

	task.Try(t, "둘이 듣는다", hubBubble(func(h *Hub) error {
		first, leaveFirst := h.Join()
		second, leaveSecond := h.Join()
		if h.Len() == -1 {
			return exercise.Todo
		}
		send(h, "안녕")
		leaveFirst()
		leaveSecond()
		return exercise.Same("안녕, 안녕, 남은 손님 0명",
			fmt.Sprintf("%s, %s, 남은 손님 %d명", rest(first), rest(second), h.Len()), staysOpen)
	}))
	task.Try(t, "두 번 떠난다", hubBubble(func(h *Hub) (err error) {
		_, leave := h.Join()
		defer func() {
			if reason := recover(); reason != nil {
				err = exercise.Wrong{Want: "아무 일 없음", Got: fmt.Sprint(reason), Mistake: leavesTwice}
			}
		}()
		leave()
		leave()
		_, leave = h.Join()
		for range 5 { // 넘쳐서 나간 손님도 떠난다고 말한다.
			if !send(h, "넘침") {
				return exercise.Wrong{Want: "바로 돌아오는 Send", Got: "멈춘 Send", Mistake: waitsForDeaf}
			}
		}
		leave()
		return nil
	}))
	task.Try(t, "받지 않는 손님이 있다", hubBubble(func(h *Hub) error {
		deaf, leaveDeaf := h.Join()
		good, leaveGood := h.Join()
		var heard []string
		for _, text := range []string{"하나", "둘", "셋", "넷", "다섯"} {
			if !send(h, text) {
				rest(deaf)
				return exercise.Wrong{Want: "바로 돌아오는 Send", Got: "멈춘 Send", Mistake: waitsForDeaf}
			}
			select {
			case message := <-good:
				heard = append(heard, message)
			default:
			}
		}
		if err := exercise.Same("하나 둘 셋 넷 다섯", strings.Join(heard, " "), ""); err != nil {
			return err
		}
		members := h.Len()
		leaveGood()
		leaveDeaf()
		missed := rest(deaf)
		mistake := keepsDeaf
		if missed == "하나 둘 셋 넷 다섯" {
			mistake = endlessQueue
		}
		return exercise.Same("쌓인 것 하나 둘 셋, 남은 손님 1명", fmt.Sprintf("쌓인 것 %s, 남은 손님 %d명", missed, members), mistake)
	}))
	task.Try(t, "떠난 다음의 말", hubBubble(func(h *Hub) error {
		messages, leave := h.Join()
		leave()
		send(h, "늦은 말")
		return exercise.Same("닫힌 줄", map[bool]string{true: "닫힌 줄", false: "열린 줄"}[closed(messages)], staysOpen)
	}))
}

// hubBubble은 가짜 시계 안에서 셋까지 쌓아 두는 Hub로 해 본다.
func hubBubble(do func(*Hub) error) func(*testing.T) error {
	return exercise.Bubble(func() error { return do(NewHub(3)) })
}

// send는 보내 보고, 바로 돌아왔는지 알려 준다.
func send(h *Hub, text string) (returned bool) {
	done := make(chan struct{})
	go func() {
		defer close(done)
		defer func() { recover() }() // 닫힌 줄에 넣다가 넘어진 것은 다른 곳에서 알게 된다.
		h.Send(text)
	}()
	synctest.Wait()
	select {
	case <-done:
		return true
	default:
		return false
	}
}

// rest는 지금 꺼낼 수 있는 것을 모두 꺼낸다.
func rest(messages <-chan string) string {
	var all []string
	for {
		synctest.Wait()
		select {
		case message, open := <-messages:
			if !open {
				return strings.Join(all, " ")
			}
			all = append(all, message)
		default:
			return strings.Join(append(all, "(열린 줄)"), " ")
		}
	}
}

func closed(messages <-chan string) bool {
	for {
		select {
		case _, open := <-messages:
			if !open {
				return true
			}
		default:
			return false
		}
	}
}

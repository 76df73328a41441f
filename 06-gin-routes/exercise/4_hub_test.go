//go:build exercise

package exercise

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"socketworkbook/internal/grader"
)

const (
	saysNothing  = "아무 말도 닿지 않음"
	staysListed  = "떠난 클라이언트를 명단에서 빼지 않음"
	staysOpen    = "떠난 클라이언트의 큐를 닫지 않음"
	dropsRest    = "떠날 때 쌓인 것을 버림"
	leavesTwice  = "두 번 떠나면 패닉"
	reorders     = "보낸 차례가 바뀜"
	kicksEarly   = "queue개가 쌓였을 뿐인데 내보냄"
	waitsForDeaf = "받지 않는 클라이언트를 기다림"
	keepsDeaf    = "받지 않는 클라이언트를 내보내지 않음"
	endlessQueue = "큐가 queue개보다 김"
	dropsOldest  = "오래된 것을 버리고 클라이언트를 내보내지 않음"
	kickedOpen   = "내보낸 클라이언트의 큐를 닫지 않음"
	closesAgain  = "내보낸 클라이언트가 떠나면 또 닫음"
	goodSuffers  = "남은 클라이언트에게 말이 닿지 않음"
	hubUnlocked  = "락을 쥐지 않거나 RLock만 쥐고 명단을 고치거나 보냄"
)

func TestHub(t *testing.T) {
	task := grader.Task{File: "06-gin-routes/exercise/4_hub.go", Note: "notes/06-gin-routes.md#모두에게-보내기"}
	const queue = 3

	task.Try(t, "둘이 듣는다", func(*testing.T) error {
		h := NewHub(queue)
		first, leaveFirst := h.Join()
		second, leaveSecond := h.Join()
		if h.Len() == -1 {
			return grader.Todo
		}
		if err := grader.Same("클라이언트 2명", fmt.Sprintf("클라이언트 %d명", h.Len()), ""); err != nil {
			return err
		}
		if err := send(h, "안녕"); err != nil {
			return err
		}
		select {
		case message := <-first:
			if err := grader.Same("안녕", message, saysNothing); err != nil {
				return err
			}
		case <-time.After(time.Second):
			return grader.Wrong{Want: "안녕", Got: "아무 말도 없음", Mistake: saysNothing}
		}
		leaveFirst()
		leaveSecond()
		if err := grader.Same("남은 클라이언트 0명", fmt.Sprintf("남은 클라이언트 %d명", h.Len()), staysListed); err != nil {
			return err
		}
		got, mistake := rest(second), dropsRest
		if strings.Contains(got, "열린 줄") {
			mistake = staysOpen
		}
		return grader.Same("안녕(닫힌 큐)", got, mistake)
	})
	task.Try(t, "두 번 떠난다", func(*testing.T) (err error) {
		h := NewHub(queue)
		_, leave := h.Join()
		defer func() {
			if reason := recover(); reason != nil {
				err = grader.Wrong{Want: "아무 일 없음", Got: fmt.Sprint(reason), Mistake: leavesTwice}
			}
		}()
		leave()
		leave()
		return nil
	})
	task.Try(t, "떠난 다음의 말", func(*testing.T) error {
		h := NewHub(queue)
		messages, leave := h.Join()
		leave()
		if err := send(h, "늦은 말"); err != nil {
			return err
		}
		return grader.Same("(닫힌 큐)", rest(messages), staysOpen)
	})
	task.Try(t, "셋까지 쌓는다", func(*testing.T) error {
		h := NewHub(queue)
		messages, leave := h.Join()
		for _, text := range []string{"하나", "둘", "셋"} {
			if err := send(h, text); err != nil {
				return err
			}
		}
		if err := grader.Same("클라이언트 1명", fmt.Sprintf("클라이언트 %d명", h.Len()), kicksEarly); err != nil {
			return err
		}
		leave()
		got, mistake := rest(messages), kicksEarly
		if len(strings.Fields(got)) == 4 { // "줄)"까지
			mistake = reorders
		}
		return grader.Same("하나 둘 셋(닫힌 큐)", got, mistake)
	})
	task.Try(t, "받지 않는 클라이언트가 있다", func(*testing.T) error {
		h := NewHub(queue)
		deaf, leaveDeaf := h.Join()
		good, leaveGood := h.Join()
		defer func() { go leaveGood() }() // 락을 쥔 채 멈춘 풀이라면 이것도 돌아오지 않는다.
		for _, text := range []string{"하나", "둘", "셋", "넷", "다섯"} {
			if err := send(h, text); err != nil {
				return err
			}
			select {
			case message := <-good:
				if err := grader.Same(text, message, goodSuffers); err != nil {
					return err
				}
			case <-time.After(time.Second):
				return grader.Wrong{Want: text, Got: "아무 말도 없음", Mistake: goodSuffers}
			}
		}
		members := h.Len()
		missed := rest(deaf)
		mistake := keepsDeaf
		switch {
		case !strings.Contains(missed, "하나"):
			mistake = dropsOldest
		case strings.Contains(missed, "넷"):
			mistake = endlessQueue
		case members == 1 && strings.Contains(missed, "열린 줄"):
			mistake = kickedOpen
		}
		if err := grader.Same("쌓인 것 하나 둘 셋(닫힌 큐), 남은 클라이언트 1명", fmt.Sprintf("쌓인 것 %s, 남은 클라이언트 %d명", missed, members), mistake); err != nil {
			return err
		}
		return again(leaveDeaf)
	})
	task.Try(t, "여럿이 함께", grader.Together(hubUnlocked, func() error {
		h := NewHub(queue)
		var guests, leaving sync.WaitGroup
		for i := range 8 {
			guests.Go(func() {
				for range 2000 {
					_, leave := h.Join()
					h.Send("안녕")
					if i%2 == 0 {
						leaving.Go(leave)
					}
					leave()
				}
			})
		}
		guests.Wait()
		leaving.Wait()
		return grader.Same("남은 클라이언트 0명", fmt.Sprintf("남은 클라이언트 %d명", h.Len()), hubUnlocked)
	}))
}

// again은 이미 내보낸 클라이언트가 떠난다고 말하는 것이다.
func again(leave func()) (err error) {
	defer func() {
		if reason := recover(); reason != nil {
			err = grader.Wrong{Want: "아무 일 없음", Got: fmt.Sprint(reason), Mistake: closesAgain}
		}
	}()
	leave()
	return nil
}

// send는 보내 보고, 1초 안에 돌아오지 않거나 넘어지면 그것을 알린다.
func send(h *Hub, text string) error {
	done := make(chan error, 1)
	go func() {
		var err error
		defer func() { done <- err }()
		defer grader.Recover(&err)
		h.Send(text)
	}()
	select {
	case err := <-done:
		return err
	case <-time.After(time.Second):
		return grader.Wrong{Want: "바로 돌아오는 Send", Got: "멈춘 Send", Mistake: waitsForDeaf}
	}
}

// rest는 꺼낼 수 있는 것을 모두 꺼낸다. 닫히지 않으면 반 초만 기다린다.
func rest(messages <-chan string) string {
	var all []string
	for {
		select {
		case message, open := <-messages:
			if !open {
				return strings.Join(all, " ") + "(닫힌 큐)"
			}
			all = append(all, message)
		case <-time.After(time.Second / 2):
			return strings.Join(all, " ") + "(열린 줄)"
		}
	}
}

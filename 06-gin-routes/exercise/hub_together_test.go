//go:build exercise

package exercise_test

import (
	"fmt"
	"runtime"
	"sync"
	"time"

	"socketworkbook/06-gin-routes/exercise"
	"socketworkbook/internal/grader"
)

// comeAndGo는 여럿이 함께 들어오고, 보내고, 세고, 떠난다.
func comeAndGo() error {
	h := exercise.NewHub(queue)
	var clients, leaving sync.WaitGroup
	for i := range 8 {
		clients.Go(func() {
			for range 300 {
				messages, leave := h.Join()
				h.Send("안녕")
				h.Len()
				if i%2 == 0 {
					leaving.Go(leave)
				}
				leave()
				for range messages { // 닫힐 때까지 꺼낸다.
				}
			}
		})
	}
	clients.Wait()
	leaving.Wait()
	return empty(h)
}

// sendTogether는 여럿이 함께 보낸 것이 모두에게 한 번씩, 보낸 고루틴마다 차례대로 닿는지 본다.
func sendTogether() error {
	const senders, each = 4, 50
	h := exercise.NewHub(senders * each)
	var sending sync.WaitGroup
	var all [3]member
	for i := range all {
		all[i].messages, all[i].leave = h.Join()
	}
	for sender := range senders {
		sending.Go(func() {
			for i := range each {
				h.Send(fmt.Sprint(sender, " ", i))
			}
		})
	}
	sending.Wait()
	for _, m := range all {
		var next [senders]int
		for range senders * each {
			var sender, i int
			fmt.Sscan(soon(m.messages), &sender, &i)
			if i != next[sender] {
				return grader.Wrong{Want: fmt.Sprint(next[sender]), Got: fmt.Sprint(i), Mistake: reorders}
			}
			next[sender]++
		}
		m.leave()
	}
	return empty(h)
}

// empty는 아무도 남지 않았는지 본다. 떠나는 일을 Hub의 고루틴이 한다면 조금 늦을 수 있다.
func empty(h *exercise.Hub) error {
	for begin := time.Now(); h.Len() != 0 && time.Since(begin) < time.Second; {
		runtime.Gosched()
	}
	return grader.Same("남은 클라이언트 0명", fmt.Sprintf("남은 클라이언트 %d명", h.Len()), hubUnlocked)
}

// soon은 1초 안에 오는 메시지이다. 오지 않으면 없는 차례를 준다.
func soon(messages <-chan string) string {
	select {
	case text, open := <-messages:
		if open {
			return text
		}
	case <-time.After(time.Second):
	}
	return "0 -1"
}

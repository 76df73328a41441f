//go:build exercise

package exercise_test

import (
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
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
				if i%2 == 0 {
					leaving.Go(leave)
				}
				leave()
				for range messages { // 닫힐 때까지 꺼낸다.
				}
			}
		})
	}
	var over atomic.Bool
	var counting sync.WaitGroup
	counting.Go(func() {
		for !over.Load() {
			h.Len()
		}
	})
	clients.Wait()
	leaving.Wait()
	over.Store(true)
	counting.Wait()
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

// kickTogether는 받지 않는 클라이언트 천 개를 여럿이 함께 내보낸다.
func kickTogether() error {
	h := exercise.NewHub(1)
	var all [1000]member
	for i := range all {
		all[i].messages, all[i].leave = h.Join()
	}
	h.Send("안녕") // 이제 모두 찼다.
	begin := make(chan bool)
	var sending sync.WaitGroup
	for range 4 {
		sending.Go(func() {
			<-begin
			h.Send("또")
		})
	}
	close(begin)
	sending.Wait()
	for _, m := range all {
		m.leave()
		for range m.messages { // 닫힐 때까지 꺼낸다.
		}
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

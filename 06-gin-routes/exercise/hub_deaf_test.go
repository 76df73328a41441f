//go:build exercise

package exercise_test

import (
	"fmt"
	"runtime"
	"strings"
	"testing/synctest"

	"socketworkbook/06-gin-routes/exercise"
	"socketworkbook/internal/grader"
)

const (
	kicksEarly   = "queue개가 쌓였을 뿐인데 내보냄"
	countsSent   = "쌓인 것이 아니라 보낸 것을 셈"
	keepsDeaf    = "받지 않는 클라이언트를 내보내지 않음"
	endlessQueue = "큐가 queue개보다 김"
	dropsOldest  = "오래된 것을 버리고 클라이언트를 내보내지 않음"
	kickedOpen   = "내보낸 클라이언트의 큐를 닫지 않음"
	closesAgain  = "내보낸 클라이언트가 떠나면 또 닫음"
	goodSuffers  = "받지 않는 클라이언트 때문에, 받는 클라이언트에게 메시지가 닿지 않음"
	leaksOne     = "떠난 클라이언트의 고루틴을 남김"
)

// hardOfHearing은 queue개까지 쌓아 두고, 더 넣을 수 없을 때 내보내는지 본다.
func hardOfHearing() error {
	h := exercise.NewHub(queue)
	deaf, leave := h.Join()
	for _, text := range []string{"하나", "둘", "셋"} {
		h.Send(text)
	}
	if err := hasMembers(h, 1, kicksEarly); err != nil {
		return err
	}
	if text, state := take(deaf); state != arrived || text != "하나" {
		return grader.Wrong{Want: "하나", Got: text, Mistake: map[bool]string{true: reorders, false: kicksEarly}[state == arrived]}
	}
	h.Send("넷") // 하나를 꺼냈으므로 자리가 있다.
	if err := hasMembers(h, 1, countsSent); err != nil {
		return err
	}
	h.Send("다섯")
	synctest.Wait()
	members := h.Len()
	missed := rest(deaf)
	got := fmt.Sprintf("쌓인 것 %s, 남은 클라이언트 %d명", missed, members)
	if err := grader.Same("쌓인 것 둘 셋 넷(닫힌 큐), 남은 클라이언트 0명", got, deafMistake(missed, members)); err != nil {
		return err
	}
	return harmless(leave, closesAgain)
}

// deafMistake는 다섯까지 보냈을 때 쌓여 있던 것으로 알아낸 실수이다.
func deafMistake(missed string, members int) string {
	open := strings.Contains(missed, "열린 큐")
	switch {
	case strings.Contains(missed, "둘 셋 넷 다섯"):
		return endlessQueue
	case strings.Contains(missed, "다섯") && members == 1:
		return dropsOldest
	case members == 1:
		return keepsDeaf
	case open:
		return kickedOpen
	case missed == "(닫힌 큐)":
		return dropsRest
	}
	return ""
}

// mixed는 다섯 가운데 누가 받지 않아도, 받는 클라이언트에게는 한 번씩 닿는지 본다.
func mixed() error {
	for deaf := range 1 << 5 { // 비트가 1이면 받지 않는다.
		h := exercise.NewHub(queue)
		var all [5]member
		hearing := len(all)
		for i := range all {
			all[i].messages, all[i].leave = h.Join()
			hearing -= deaf >> i & 1
		}
		for n := range queue + 2 {
			h.Send(fmt.Sprint(n))
			for i, m := range all {
				if deaf>>i&1 == 1 {
					continue
				}
				if text, state := take(m.messages); state != arrived || text != fmt.Sprint(n) {
					got := map[bool]string{true: text, false: "아무 메시지도 없음"}[state == arrived]
					return grader.Wrong{Want: fmt.Sprint(n), Got: got, Mistake: map[bool]string{true: goodSuffers}[state != arrived]}
				}
			}
		}
		if err := hasMembers(h, hearing, ""); err != nil {
			return err
		}
	}
	return nil
}

// nothingLeft는 떠나거나 내보낸 클라이언트의 고루틴이 남지 않는지 본다. Hub의 고루틴은 남아도 된다.
func nothingLeft() error {
	h := exercise.NewHub(queue)
	_, leave := h.Join() // Hub가 고루틴을 켜는 때가 지금일 수도 있다.
	leave()
	synctest.Wait()
	before := runtime.NumGoroutine()
	for range 50 {
		leaving, leave := h.Join()
		kicked, _ := h.Join()
		for range queue + 1 {
			h.Send("안녕")
			take(leaving)
		}
		leave()
		rest(leaving)
		rest(kicked)
	}
	synctest.Wait()
	if left := runtime.NumGoroutine() - before; left > 25 {
		return grader.Wrong{Want: "남은 고루틴 없음", Got: fmt.Sprintf("클라이언트 100명에 남은 고루틴 %d개", left), Mistake: leaksOne}
	}
	return nil
}

//go:build exercise

package exercise_test

import (
	"testing"

	"socketworkbook/06-gin-routes/exercise"
	"socketworkbook/internal/grader"
)

const (
	saysNothing  = "메시지가 닿지 않음"
	comesLate    = "자며 들여다보는 Hub라서 메시지가 늦게 닿음"
	saysTwiceHub = "같은 메시지가 두 번 닿음"
	staysListed  = "떠난 클라이언트를 명단에서 빼지 않음"
	staysOpen    = "떠난 클라이언트의 큐를 닫지 않음"
	dropsRest    = "떠날 때 쌓인 것을 버림"
	leavesTwice  = "두 번 떠나면 패닉"
	sharedList   = "Hub 여럿이 명단 하나를 함께 씀"
	hubUnlocked  = "락을 쥐지 않거나 RLock만 쥐고 명단을 고치거나 보냄"
)

var queue = 3 // 클라이언트마다 쌓아 둘 메시지의 수

func TestHub(t *testing.T) {
	task := grader.Task{File: "06-gin-routes/exercise/4_hub.go", Note: "notes/06-gin-routes.md#모두에게-보내기", Unlocked: hubUnlocked}

	for _, test := range []struct {
		name string
		try  func() error
	}{
		{"둘이 듣는다", twoListen},
		{"Hub가 둘이다", twoHubs},
		{"두 번 떠난다", leaveTwice},
		{"차례로 떠난다", leaveInTurn},
		{"천 개를 보낸다", sendMany},
	} {
		task.Try(t, test.name, grader.Lasting(test.try))
	}
	task.Try(t, "받지 않는 클라이언트에게 보낸다", func(*testing.T) error { return sendToDeaf() })
	for _, test := range []struct {
		name string
		try  func() error
	}{
		{"받지 않는 클라이언트를 얼마나 기다리는지", sendAtOnce},
		{"받다가 마는 클라이언트", hardOfHearing},
		{"받지 않는 클라이언트와 받는 클라이언트가 섞여 있다", mixed},
		{"떠난 클라이언트의 고루틴", nothingLeft},
	} {
		task.Try(t, test.name, grader.Lasting(test.try))
	}
	task.Try(t, "여럿이 함께 들어오고 떠난다", grader.Together(hubUnlocked, comeAndGo))
	task.Try(t, "여럿이 함께 보낸다", grader.Together(hubUnlocked, sendTogether))
	task.Try(t, "여럿이 함께 내보낸다", grader.Together(hubUnlocked, kickTogether))
}

// twoListen은 둘에게 닿는지, 떠나면 빠지는지 본다.
func twoListen() error {
	h := exercise.NewHub(queue)
	if h.Len() == -1 {
		return grader.Todo
	}
	first, leaveFirst := h.Join()
	second, leaveSecond := h.Join()
	if err := hasMembers(h, 2, ""); err != nil {
		return err
	}
	h.Send("안녕")
	if err := hears(first, "안녕"); err != nil {
		return err
	}
	leaveFirst()
	leaveSecond()
	if err := hasMembers(h, 0, staysListed); err != nil {
		return err
	}
	h.Send("늦은 말")
	if err := leftWith(first, "(닫힌 큐)"); err != nil {
		return err
	}
	return leftWith(second, "안녕(닫힌 큐)")
}

// twoHubs는 Hub마다 명단이 따로인지 본다.
func twoHubs() error {
	here, there := exercise.NewHub(queue), exercise.NewHub(queue)
	mine, _ := here.Join()
	yours, _ := there.Join()
	here.Send("안녕")
	if err := hears(mine, "안녕"); err != nil {
		return err
	}
	return grader.Same("(열린 큐)", rest(yours), sharedList)
}

// leaveTwice는 몇 번을 떠나도 되는지 본다.
func leaveTwice() (err error) {
	h := exercise.NewHub(queue)
	_, leave := h.Join()
	messages, _ := h.Join()
	leave()
	if err := harmless(leave, leavesTwice); err != nil {
		return err
	}
	if err := hasMembers(h, 1, ""); err != nil {
		return err
	}
	h.Send("안녕")
	return hears(messages, "안녕")
}

// leaveInTurn은 어떤 차례로 떠나도 남은 클라이언트에게는 한 번씩 닿는지 본다.
func leaveInTurn() error {
	for _, turn := range [][]int{{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}} {
		h := exercise.NewHub(queue)
		var all [3]member
		for i := range all {
			all[i].messages, all[i].leave = h.Join()
		}
		for i, leaving := range turn {
			h.Send("안녕")
			for _, staying := range turn[i:] {
				if err := hears(all[staying].messages, "안녕"); err != nil {
					return err
				}
			}
			all[leaving].leave()
			if err := leftWith(all[leaving].messages, "(닫힌 큐)"); err != nil {
				return err
			}
			if err := hasMembers(h, 2-i, staysListed); err != nil {
				return err
			}
		}
	}
	return nil
}

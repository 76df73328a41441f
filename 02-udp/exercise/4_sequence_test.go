//go:build exercise

package exercise

import (
	"fmt"
	"slices"
	"testing"

	"socketworkbook/internal/grader"
)

const (
	foreignCounts  = "보낸 적 없는 번호도 셈"
	twiceIsLate    = "또 온 것을 늦은 것으로도 셈"
	lostByCount    = "온 횟수로 잃은 수를 셈"
	neighbourOrder = "바로 앞의 것과만 비교해서 늦은 것을 놓침"
	countsPairs    = "늦은 번호가 아니라 앞지른 번호를 셈"
	lostTail       = "맨 뒤에서 잃은 것을 놓침"
	lateIsLost     = "늦게 온 것을 잃은 것으로도 셈"
	onceEach       = "또 온 횟수가 아니라 또 온 번호를 셈"
)

func TestSequence(t *testing.T) {
	task := grader.Task{File: "02-udp/exercise/4_sequence.go", Note: "notes/02-udp.md#코드"}
	for _, test := range []struct {
		name     string
		sent     int
		arrived  []int
		want     Count
		mistakes map[Count]string // 받은 것으로 알아보는 실수
	}{
		{"모두 차례대로", 3, []int{1, 2, 3}, Count{}, nil},
		{"하나를 잃음", 3, []int{1, 3}, Count{Lost: 1}, nil},
		{"하나도 오지 않음", 3, nil, Count{Lost: 3}, nil},
		{"맨 뒤의 둘을 잃음", 5, []int{1, 2, 3}, Count{Lost: 2}, map[Count]string{{}: lostTail}},
		{"하나를 잃고 하나가 또 옴", 3, []int{1, 1, 3}, Count{Lost: 1, Duplicated: 1}, map[Count]string{{Duplicated: 1}: lostByCount}},
		{"늦게 옴", 4, []int{1, 4, 2, 3}, Count{Late: 2}, map[Count]string{{Late: 1}: neighbourOrder, {Lost: 2, Late: 2}: lateIsLost, {Lost: 2, Late: 1}: lateIsLost}},
		{"거꾸로 옴", 3, []int{3, 2, 1}, Count{Late: 2}, map[Count]string{{Late: 3}: countsPairs}},
		{"또 온 것이 늦게 옴", 3, []int{1, 2, 3, 1, 1}, Count{Duplicated: 2},
			map[Count]string{{Duplicated: 2, Late: 2}: twiceIsLate, {Late: 2}: twiceIsLate, {Duplicated: 1}: onceEach}},
		{"남의 번호가 섞임", 2, []int{1, 9, 9, 0, -1, 2}, Count{}, nil},
	} {
		name := fmt.Sprintf("%s: 보냄 %d, 온 차례 %v", test.name, test.sent, test.arrived)
		task.Try(t, name, func(*testing.T) error {
			got := Tally(test.sent, slices.Clone(test.arrived))
			if got == (Count{Lost: -1}) {
				return grader.Todo
			}
			mistake := test.mistakes[got]
			if test.sent == 2 {
				mistake = foreignCounts
			}
			return grader.Same(describe(test.want), describe(got), mistake)
		})
	}
}

func describe(c Count) string {
	return fmt.Sprintf("잃음 %d 중복 %d 늦음 %d", c.Lost, c.Duplicated, c.Late)
}

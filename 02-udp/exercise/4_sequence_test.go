//go:build exercise

package exercise_test

import (
	"fmt"
	"slices"
	"testing"

	"socketworkbook/02-udp/exercise"
	"socketworkbook/internal/grader"
)

const (
	lostTail       = "맨 뒤에서 잃은 것을 놓침"
	lostByRepeat   = "또 온 것이 있으면 잃은 수를 틀림"
	countsPassing  = "늦은 번호가 아니라 앞지른 번호를 셈"
	neighbourOrder = "바로 앞의 것과만 비교해서 늦은 것을 놓침"
	lateIsLost     = "늦게 온 것을 잃은 것으로도 셈"
	twiceIsLate    = "또 온 것을 늦은 것으로 셈"
	onceEach       = "또 온 횟수가 아니라 또 온 번호를 셈"
	foreignCounts  = "보낸 적 없는 번호에 결과가 달라짐"
)

// count는 sequenceTests를 짧게 적으려는 것이다.
func count(lost, duplicated, late int) exercise.Count {
	return exercise.Count{Lost: lost, Duplicated: duplicated, Late: late}
}

// sequenceTests의 mistakes는 나온 것으로 알아보는 실수이다. 앞의 것들을 통과한 다음이라 뜻이 하나뿐이다.
var sequenceTests = []struct {
	name     string
	sent     int
	arrived  []int
	want     exercise.Count
	mistakes map[exercise.Count]string
}{
	{"모두 차례대로", 3, []int{1, 2, 3}, count(0, 0, 0), nil},
	{"하나를 잃음", 3, []int{1, 3}, count(1, 0, 0), nil},
	{"하나도 오지 않음", 3, nil, count(3, 0, 0), nil},
	{"맨 뒤의 둘을 잃음", 5, []int{1, 2, 3}, count(2, 0, 0), map[exercise.Count]string{count(0, 0, 0): lostTail}},
	{"하나를 잃고 하나가 또 옴", 3, []int{1, 1, 3}, count(1, 1, 0), map[exercise.Count]string{count(0, 1, 0): lostByRepeat}},
	{"하나가 늦게 옴", 3, []int{2, 3, 1}, count(0, 0, 1), map[exercise.Count]string{count(0, 0, 2): countsPassing, count(1, 0, 1): lateIsLost}},
	{"둘이 늦게 옴", 4, []int{1, 4, 2, 3}, count(0, 0, 2), map[exercise.Count]string{count(0, 0, 1): neighbourOrder}},
	{"거꾸로 옴", 4, []int{4, 3, 2, 1}, count(0, 0, 3), nil},
	{"또 온 것이 늦게 옴", 3, []int{1, 2, 3, 1, 1}, count(0, 2, 0), map[exercise.Count]string{
		count(0, 2, 2): twiceIsLate, count(0, 0, 2): twiceIsLate, count(0, 1, 0): onceEach,
	}},
	{"늦게 온 것이 또 옴", 3, []int{1, 3, 2, 2, 3}, count(0, 2, 1), map[exercise.Count]string{count(0, 2, 2): twiceIsLate}},
	{"섞임", 8, []int{2, 2, 1, 5, 4, 4, 1, 8, 5, 3}, count(2, 4, 3), nil},
	{"남의 번호가 섞임", 2, []int{1, 9, 9, 0, -1, 2}, count(0, 0, 0), nil},
	{"남의 번호만 옴", 3, []int{7, 7, 0, 0, -3}, count(3, 0, 0), nil},
	{"아무것도 보내지 않음", 0, []int{1, 2}, count(0, 0, 0), nil},
}

func TestSequence(t *testing.T) {
	task := grader.Task{File: "02-udp/exercise/4_sequence.go", Note: "notes/02-udp.md#코드"}
	for _, test := range sequenceTests {
		name := fmt.Sprintf("%s: 보냄 %d, 온 차례 %v", test.name, test.sent, test.arrived)
		task.Try(t, name, func(*testing.T) error {
			if unsolved() {
				return grader.Todo
			}
			got := exercise.Tally(test.sent, slices.Clone(test.arrived))
			mistake := test.mistakes[got]
			if slices.ContainsFunc(test.arrived, func(n int) bool { return n < 1 || n > test.sent }) {
				mistake = foreignCounts
			}
			return grader.Same(describe(test.want), describe(got), mistake)
		})
	}
}

// unsolved는 언제나 같은 것을 돌려주는, 아직 풀지 않은 것인지이다.
func unsolved() bool {
	todo := count(-1, 0, 0)
	return exercise.Tally(3, []int{1, 2, 3}) == todo && exercise.Tally(1000, nil) == todo
}

func describe(c exercise.Count) string {
	return fmt.Sprintf("잃음 %d 중복 %d 늦음 %d", c.Lost, c.Duplicated, c.Late)
}

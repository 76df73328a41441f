//go:build exercise

package exercise

import (
	"fmt"
	"testing"

	"socketworkbook/internal/exercise"
)

const (
	foreignCounts  = "보낸 적 없는 번호도 셈"
	twiceIsLate    = "또 온 것을 늦은 것으로도 셈"
	lostByCount    = "온 횟수로 잃은 수를 셈"
	neighbourOrder = "바로 앞의 것과만 견주어 늦은 것을 놓침"
)

func TestSequence(t *testing.T) {
	task := exercise.Task{File: "02-udp/exercise/4_sequence.go", Note: "notes/02-udp.md#코드"}
	for _, test := range []struct {
		name    string
		sent    int
		arrived []int
		want    Count
		slip    func(got Count) bool // 이 실수를 알아보는 법
		mistake string
	}{
		{"모두 차례대로", 3, []int{1, 2, 3}, Count{}, nil, ""},
		{"하나를 잃음", 3, []int{1, 3}, Count{Lost: 1}, nil, ""},
		{"하나도 오지 않음", 3, nil, Count{Lost: 3}, nil, ""},
		{"하나를 잃고 하나가 또 옴", 3, []int{1, 1, 3}, Count{Lost: 1, Duplicated: 1},
			func(got Count) bool { return got.Duplicated == 1 && got.Lost == 0 }, lostByCount},
		{"늦게 옴", 4, []int{1, 4, 2, 3}, Count{Late: 2},
			func(got Count) bool { return got.Late == 1 }, neighbourOrder},
		{"또 온 것이 늦게 옴", 3, []int{1, 2, 3, 1, 1}, Count{Duplicated: 2},
			func(got Count) bool { return got.Late > 0 }, twiceIsLate},
		{"남의 번호가 섞임", 2, []int{1, 9, 9, 0, -1, 2}, Count{},
			func(got Count) bool { return got.Lost <= 0 }, foreignCounts},
	} {
		task.Try(t, test.name, func(*testing.T) error {
			got, err := Tally(test.sent, test.arrived)
			if err != nil {
				return err
			}
			mistake := ""
			if test.slip != nil && test.slip(got) {
				mistake = test.mistake
			}
			return exercise.Same(describe(test.want), describe(got), mistake)
		})
	}
}

func describe(c Count) string {
	return fmt.Sprintf("잃음 %d 중복 %d 늦음 %d", c.Lost, c.Duplicated, c.Late)
}

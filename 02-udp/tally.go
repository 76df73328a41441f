package main

import (
	"fmt"
	"strconv"
	"strings"
)

// tally는 번호를 보고 센 것이다. 번호가 없으면 무엇을 잃었는지 알 수 없다.
type tally struct {
	sent                  []string     // n번으로 보낸 것은 sent[n-1]이다
	seen                  map[int]bool // 돌아온 번호
	waited                int          // 이 번호까지는 기다릴 만큼 기다렸다
	highest               int          // 돌아온 것 가운데 가장 큰 번호
	duplicated, reordered int
}

func newTally() *tally { return &tally{seen: map[int]bool{}} }

// next는 line에 다음 번호를 붙인 것이다.
func (t *tally) next(line string) string {
	return fmt.Sprintf("%d %s", len(t.sent)+1, line)
}

// receive는 돌아온 것을 세고, 눈여겨볼 점을 돌려준다. 우리가 보낸 것의 답이 아니면 ours가 거짓이다.
func (t *tally) receive(message string) (remark string, ours bool) {
	digits, _, _ := strings.Cut(message, " ")
	number, err := strconv.Atoi(digits)
	if err != nil || number < 1 || number > len(t.sent) {
		return "", false
	}
	if t.seen[number] {
		t.duplicated++
		return " (중복)", true
	}
	t.seen[number] = true
	if number < t.highest {
		t.reordered++
		return " (순서 바뀜)", true
	}
	t.highest = number
	return "", true
}

// giveUp은 기다려도 오지 않은 것들을 돌려준다. 이제부터 잃은 것으로 센다. 나중에 오면 다시 받은 것이 된다.
func (t *tally) giveUp() (missing []string) {
	for i := t.waited; i < len(t.sent); i++ {
		if !t.seen[i+1] {
			missing = append(missing, t.sent[i])
		}
	}
	t.waited = len(t.sent)
	return missing
}

func (t *tally) String() string {
	lost := 0
	for number := 1; number <= t.waited; number++ {
		if !t.seen[number] {
			lost++
		}
	}
	text := fmt.Sprintf("보냄 %d · 받음 %d · 잃음 %d · 중복 %d · 순서 바뀜 %d",
		len(t.sent), len(t.seen), lost, t.duplicated, t.reordered)
	// 기다림을 다 채우지 못했으면 잃었는지 알 수 없다.
	if unknown := len(t.sent) - len(t.seen) - lost; unknown > 0 {
		text += fmt.Sprintf(" · 알 수 없음 %d", unknown)
	}
	return text
}

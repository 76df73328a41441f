//go:build exercise

package exercise_test

import (
	"slices"
	"time"
)

// second는 wait를 따로 적지 않은 테스트의 wait이다.
const second = time.Second

// acked는 반 초 뒤에 확인해 준다.
func acked(m string) []answer { return []answer{{ack(m), second / 2}} }

// stopWaitTests는 잃는 것만 있는 소켓이다.
var stopWaitTests = []stopWaitTest{
	{name: "모두 닿음", fate: func(i int, m string) []answer { return acked(m) },
		want: `0s "1 하나", 0.5s "2 둘", 1s "3 셋", 1.5s 오류 없음`,
		slip: func(l *lossy) string {
			switch {
			case l.sentAre("1 하나", "2 둘", "3 셋") && l.at[1] > 0 && l.end < 3*second/2:
				return lastIsFree
			case len(l.sent) < 2:
			case l.sent[1] == "하나":
				return splitSend
			case l.sent[1] == "2 둘" && l.at[1] == 0:
				return noWait
			case l.sent[1] == "1 하나" && l.at[1] == 0:
				return noPause
			case l.sentAre("1 하나", "1 하나", "1 하나"):
				return notSeen
			}
			return ""
		}},
	{name: "열한 개가 모두 닿음", messages: []string{"가", "나", "다", "라", "마", "바", "사", "아", "자", "100%d", " 카 타 "},
		fate: func(i int, m string) []answer { return []answer{{ack(m), 0}} },
		want: `0s "1 가", 0s "2 나", 0s "3 다", 0s "4 라", 0s "5 마", 0s "6 바", 0s "7 사", 0s "8 아", 0s "9 자", 0s "10 100%d", 0s "11  카 타 ", 0s 오류 없음`},
	{name: "메시지가 없음", messages: []string{}, want: `0s 오류 없음`},
	{name: "둘째를 한 번 잃음",
		fate: func(i int, m string) []answer {
			if i == 1 {
				return nil
			}
			return acked(m)
		},
		want: `0s "1 하나", 0.5s "2 둘", 1.5s "2 둘", 2s "3 셋", 2.5s 오류 없음`,
		slip: func(l *lossy) string { return l.when(noResend, "1 하나", "2 둘") }},
	{name: "메시지마다 한 번씩 잃음",
		fate: func(i int, m string) []answer {
			if i%2 == 0 {
				return nil
			}
			return acked(m)
		},
		want: `0s "1 하나", 1s "1 하나", 1.5s "2 둘", 2.5s "2 둘", 3s "3 셋", 4s "3 셋", 4.5s 오류 없음`,
		slip: func(l *lossy) string { return l.when(countsAll, "1 하나", "1 하나", "2 둘", "2 둘", "3 셋") }},
	{name: "아무 답도 없음", want: `0s "1 하나", 1s "1 하나", 2s "1 하나", 3s ErrNoAnswer`,
		slip: func(l *lossy) string {
			switch {
			case slices.Contains(l.sent, "2 둘"):
				return goesOn
			case len(l.sent) == 3 && l.end == 2*second:
				return noLastWait
			case len(l.sent) == 4:
				return firstIsFree
			}
			return ""
		}},
	{name: "3초씩 두 번, 아무 답도 없음", wait: 3 * second, tries: 2, want: `0s "1 하나", 3s "1 하나", 6s ErrNoAnswer`,
		slip: func(l *lossy) string {
			switch {
			case len(l.sent) != 2:
				return fixedTries
			case l.at[1] != 3*second:
				return fixedWait
			}
			return ""
		}},
	{name: "한 번만, 아무 답도 없음", tries: 1, want: `0s "1 하나", 1s ErrNoAnswer`},
}

//go:build exercise

package exercise_test

import "time"

// stopWaitTroubles는 고장 나거나 엉뚱한 것이 오는 소켓이다.
var stopWaitTroubles = []stopWaitTest{
	{name: "엉뚱한 것이 자꾸 옴", fate: noisy,
		want: `0s "1 하나", 1s "1 하나", 1s "2 둘", 1s "3 셋", 1s 오류 없음`,
		slip: func(l *lossy) string {
			switch {
			case len(l.sent) < 2:
			case l.sent[1] == "2 둘" && l.at[1] < second:
				return anyIsAck
			case l.sent[1] == "1 하나" && l.at[1] < second:
				return resendAtNoise
			case l.at[1] > 2*second:
				return restartWait
			}
			return ""
		}},
	{name: "확인이 늦게 와서 겹침", fate: overlapping,
		want: `0s "1 하나", 1s "1 하나", 1.5s "2 둘", 2.5s "2 둘", 2.5s "3 셋", 2.5s 오류 없음`,
		slip: func(l *lossy) string {
			switch {
			case l.sentAre("1 하나", "1 하나", "2 둘", "3 셋"):
				return oldIsNew
			case len(l.sent) > 3 && l.sent[3] == "2 둘" && l.at[3] == l.at[2]+second/2: // 옛 확인이 온 때이다.
				return resendAtNoise
			}
			return ""
		}},
	{name: "소켓이 고장 남", fate: func(i int, m string) []answer { return breaks(m) },
		want: `0s "1 하나", 0.5s 소켓이 준 오류`, slip: readFails(1)},
	{name: "둘째의 확인을 기다리다가 소켓이 고장 남",
		fate: func(i int, m string) []answer {
			if i == 1 {
				return breaks(m)
			}
			return acked(m)
		},
		want: `0s "1 하나", 0.5s "2 둘", 1s 소켓이 준 오류`, slip: readFails(2)},
	{name: "엉뚱한 것이 온 다음에 소켓이 고장 남",
		fate: func(i int, m string) []answer { return append([]answer{{"누구세요", second / 4}}, breaks(m)...) },
		want: `0s "1 하나", 0.5s 소켓이 준 오류`, slip: readFails(1)},
	{name: "처음 보내다가 실패함", fate: func(i int, m string) []answer { return sendFails },
		want: `0s 소켓이 준 오류`, slip: func(*lossy) string { return sendLost }},
	{name: "다시 보내다가 실패함",
		fate: func(i int, m string) []answer {
			if i == 1 {
				return sendFails
			}
			return nil
		},
		want: `0s "1 하나", 1s 소켓이 준 오류`, slip: func(*lossy) string { return sendLost }},
	{name: "둘째를 보내다가 실패함",
		fate: func(i int, m string) []answer {
			if i == 1 {
				return sendFails
			}
			return acked(m)
		},
		want: `0s "1 하나", 0.5s 소켓이 준 오류`, slip: func(*lossy) string { return sendLost }},
}

// breaks는 반 초 뒤에 읽기가 한 번 실패하고, 그다음에 확인이 오는 것이다.
func breaks(m string) []answer { return []answer{{broken, second / 2}, {ack(m), 3 * second / 4}} }

// readFails는 읽기가 실패할 때까지 sent개를 보냈을 때, 그 오류를 어떻게 했는지 알아본다.
func readFails(sent int) func(*lossy) string {
	return func(l *lossy) string {
		switch {
		case len(l.sent) > sent && l.sent[sent] == l.sent[sent-1]:
			return anyError
		case len(l.sent) > sent && l.at[sent] == l.at[sent-1]+3*second/4: // 확인이 온 때이다.
			return readDropped
		}
		return ""
	}
}

// noisy는 처음 보낸 것에 확인이 아닌 것만 준다. 다시 보내면 확인해 준다.
func noisy(i int, m string) (answers []answer) {
	if i > 0 {
		return []answer{{ack(m), 0}}
	}
	noise := []string{"누구세요", "1", "no 1", "1 하나", "ok 10", "ok 12", "ok", "", "ok 2", "ok 3", "OK 1", "ok 1x", "ok 01", "ok 1\n", "xok 1", "ok 0", "ok -1"}
	for n := range 40 {
		answers = append(answers, answer{noise[n%len(noise)], second/16 + time.Duration(n)*second/16})
	}
	return answers
}

// overlapping은 첫째의 확인이 늦게 와서 두 번 온다.
func overlapping(i int, m string) []answer {
	switch i {
	case 0:
		return []answer{{ack(m), second + second/2}} // 다시 보낸 다음에 온다.
	case 1:
		return []answer{{ack(m), second}} // 둘째를 보낸 다음에 또 온다.
	case 2:
		return nil // 둘째를 처음 보낸 것은 잃는다.
	}
	return []answer{{ack(m), 0}, {ack(m), 0}} // 여기부터는 둘씩 온다.
}

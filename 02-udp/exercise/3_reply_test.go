//go:build exercise

package exercise

import (
	"fmt"
	"net/netip"
	"strings"
	"testing"

	"socketworkbook/internal/grader"
)

const (
	ourselves  = "우리 자신에게 답함"
	samePort   = "다른 컴퓨터의 같은 서버에게 답함"
	echoPort   = "7번 포트에 답함"
	nailed     = "포트를 8002로 못박음"
	amplifies  = "답이 받은 것보다 김"
	changes    = "받은 것을 그대로 돌려주지 않음"
	noEmptyToo = "빈 데이터그램에 답하지 않음"
	refusesAll = "보통의 클라이언트에게도 답하지 않음"
)

func TestReply(t *testing.T) {
	task := grader.Task{File: "02-udp/exercise/3_reply.go", Note: "notes/02-udp.md#에코-서버끼리-주고받기"}

	for _, test := range []struct {
		name, from, self string
		answers          bool
		mistake          string
	}{
		{"보통의 클라이언트", "198.51.100.7:50000", "192.0.2.1:8002", true, refusesAll},
		{"우리와 같은 컴퓨터의 클라이언트", "192.0.2.1:50000", "192.0.2.1:8002", true, refusesAll},
		{"7번과 이웃한 포트의 클라이언트", "198.51.100.7:8", "192.0.2.1:8002", true, refusesAll},
		{"DNS 서버", "198.51.100.7:53", "192.0.2.1:8002", true, refusesAll},
		{"우리 자신", "192.0.2.1:8002", "192.0.2.1:8002", false, ourselves},
		{"다른 컴퓨터의 같은 포트", "198.51.100.7:8002", "192.0.2.1:8002", false, samePort},
		{"에코 서비스", "198.51.100.7:7", "192.0.2.1:8002", false, echoPort},
		{"9002번에서 켠 우리와 같은 포트", "198.51.100.7:9002", "192.0.2.1:9002", false, nailed},
		{"9002번에서 켠 우리와 다른 포트", "198.51.100.7:8002", "192.0.2.1:9002", true, nailed},
	} {
		task.Try(t, test.name, func(*testing.T) error {
			_, ok := Reply([]byte("안녕"), netip.MustParseAddrPort(test.from), netip.MustParseAddrPort(test.self))
			say := map[bool]string{true: "답함", false: "답하지 않음"}
			return grader.Same(say[test.answers], say[ok], test.mistake)
		})
	}
	for _, message := range []string{"안녕하세요", " a \n", strings.Repeat("긴 메시지 ", 200), ""} {
		task.Try(t, fmt.Sprintf("%d바이트를 받음", len(message)), func(*testing.T) error {
			answer, ok := Reply([]byte(message), netip.MustParseAddrPort("198.51.100.7:50000"), netip.MustParseAddrPort("192.0.2.1:8002"))
			switch {
			case !ok:
				return grader.Wrong{Want: "답함", Got: "답하지 않음", Mistake: noEmptyToo}
			case len(answer) > len(message):
				return grader.Wrong{Want: fmt.Sprintf("%d바이트까지", len(message)), Got: fmt.Sprintf("%d바이트", len(answer)), Mistake: amplifies}
			}
			if string(answer) == message {
				return nil
			}
			return grader.Wrong{Want: "받은 것 그대로", Got: fmt.Sprintf("다른 %d바이트", len(answer)), Mistake: changes}
		})
	}
}

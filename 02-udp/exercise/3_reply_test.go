//go:build exercise

package exercise_test

import (
	"fmt"
	"net/netip"
	"strings"
	"testing"

	"socketworkbook/02-udp/exercise"
	"socketworkbook/internal/grader"
)

const (
	ourselves  = "우리 자신에게 답함"
	samePort   = "다른 컴퓨터의 같은 서버에게 답함"
	echoPort   = "7번 포트에 답함"
	refuses    = "답해도 되는 상대에게 답하지 않음"
	nailed     = "우리 포트를 8002로 못박음"
	amplifies  = "답이 받은 것보다 김"
	changes    = "받은 것을 그대로 돌려주지 않음"
	noEmptyToo = "빈 데이터그램에 답하지 않음"
)

var replyTests = []struct {
	name, from, self string
	answers          bool
	mistake          string
}{
	{"보통의 클라이언트", "198.51.100.7:50007", "192.0.2.1:8002", true, refuses},
	{"우리와 같은 컴퓨터의 클라이언트", "192.0.2.1:50000", "192.0.2.1:8002", true, refuses},
	{"루프백의 클라이언트", "127.0.0.1:50000", "127.0.0.1:8002", true, refuses},
	{"7번과 이웃한 포트의 클라이언트", "198.51.100.7:8", "192.0.2.1:8002", true, refuses},
	{"7로 시작하는 포트의 클라이언트", "198.51.100.7:7000", "192.0.2.1:8002", true, refuses},
	{"우리와 이웃한 포트의 클라이언트", "198.51.100.7:8003", "192.0.2.1:8002", true, refuses},
	{"DNS 서버", "198.51.100.7:53", "192.0.2.1:8002", true, refuses},
	{"IPv6의 클라이언트", "[2001:db8::7]:50000", "[2001:db8::1]:8002", true, refuses},
	{"우리 자신", "192.0.2.1:8002", "192.0.2.1:8002", false, ourselves},
	{"다른 컴퓨터의 같은 포트", "198.51.100.7:8002", "192.0.2.1:8002", false, samePort},
	{"IPv6를 쓰는 다른 컴퓨터의 같은 포트", "[2001:db8::7]:8002", "192.0.2.1:8002", false, samePort},
	{"에코 서비스", "198.51.100.7:7", "192.0.2.1:8002", false, echoPort},
	{"IPv6의 에코 서비스", "[2001:db8::7]:7", "[2001:db8::1]:8002", false, echoPort},
	{"9002번에서 켠 우리와 같은 포트", "198.51.100.7:9002", "192.0.2.1:9002", false, ""},
	{"9002번에서 켠 우리와 다른 포트", "198.51.100.7:8002", "192.0.2.1:9002", true, ""},
}

func TestReply(t *testing.T) {
	task := grader.Task{File: "02-udp/exercise/3_reply.go", Note: "notes/02-udp.md#에코-서버끼리-주고받기"}

	for _, test := range replyTests {
		task.Try(t, test.name, func(*testing.T) error {
			say := map[bool]string{true: "답함", false: "답하지 않음"}
			mistake := test.mistake
			if mistake == "" && !reply("198.51.100.7:8002", "192.0.2.1:9002") {
				mistake = nailed
			}
			return grader.Same(say[test.answers], say[reply(test.from, test.self)], mistake)
		})
	}
	for _, message := range []string{"안녕하세요", " a \n", "\x00\xff", strings.Repeat("긴 메시지 ", 4_000), ""} {
		task.Try(t, fmt.Sprintf("%d바이트를 받음", len(message)), func(*testing.T) error { return echoes(message) })
	}
}

// reply는 self에서 켠 우리가 from에 답하는지이다.
func reply(from, self string) bool {
	_, ok := exercise.Reply([]byte("안녕"), netip.MustParseAddrPort(from), netip.MustParseAddrPort(self))
	return ok
}

// echoes는 message를 받으면 그대로 돌려주는지 본다.
func echoes(message string) error {
	answer, ok := exercise.Reply([]byte(message), netip.MustParseAddrPort("198.51.100.7:50000"), netip.MustParseAddrPort("192.0.2.1:8002"))
	switch {
	case !ok && message == "":
		return grader.Wrong{Want: "답함", Got: "답하지 않음", Mistake: noEmptyToo}
	case !ok:
		return grader.Wrong{Want: "답함", Got: "답하지 않음", Mistake: refuses}
	case len(answer) > len(message):
		return grader.Wrong{Want: fmt.Sprintf("%d바이트까지", len(message)), Got: fmt.Sprintf("%d바이트", len(answer)), Mistake: amplifies}
	case string(answer) != message:
		return grader.Wrong{Want: "받은 것 그대로", Got: fmt.Sprintf("다른 %d바이트", len(answer)), Mistake: changes}
	}
	return nil
}

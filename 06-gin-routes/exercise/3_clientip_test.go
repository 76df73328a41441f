//go:build exercise

package exercise_test

import (
	"fmt"
	"net/http/httptest"
	"net/netip"
	"slices"
	"strings"
	"testing"

	"socketworkbook/06-gin-routes/exercise"
	"socketworkbook/internal/grader"
)

const (
	anyoneSays  = "아무나 보낸 헤더를 믿음"
	noProxies   = "우리 프록시가 없는데 헤더를 믿음"
	leftmost    = "우리 프록시가 적지 않은 왼쪽 것을 믿음"
	justProxy   = "우리 프록시를 클라이언트로 여김"
	keepsSpace  = "주소 앞뒤의 빈칸이나 탭을 떼지 않음"
	needsSpace  = "쉼표 다음에 빈칸이 없으면 나누지 못함"
	oneLine     = "헤더의 첫 줄만 읽음"
	linesBack   = "헤더의 줄을 거꾸로 이음"
	lastLine    = "헤더의 마지막 줄만 읽음"
	garbage     = "주소가 아닌 것 너머까지 믿음"
	forgets     = "주소가 아닌 것을 만나면 알아낸 것까지 버림"
	noneLeft    = "헤더가 없거나 다 보았을 때 아는 주소를 돌려주지 않음"
	ownIdea     = "trusted를 보지 않고 사설 주소를 우리 프록시로 여김"
	otherHeader = "X-Forwarded-For가 아닌 헤더를 믿음"
	spoils      = "요청의 헤더를 바꿈"
)

// forwardedTest는 한 요청이 누구에게서 왔는지 알아내는 것이다.
type forwardedTest struct {
	name, trusted, remote string
	lines                 []string // X-Forwarded-For
	want                  string
	mistakes              map[string]string // 나온 주소로 알아보는 실수
}

func TestClientIP(t *testing.T) {
	task := grader.Task{File: "06-gin-routes/exercise/3_clientip.go", Note: "notes/06-gin-routes.md#x-forwarded-for가-없으면-연결의-주소"}

	for _, test := range forwardedTests {
		name := fmt.Sprintf("%s: 우리 프록시 %s, 연결의 상대 %s, X-Forwarded-For %q", test.name, test.trusted, test.remote, test.lines)
		task.Try(t, name, func(*testing.T) error { return test.run() })
	}
}

func (test forwardedTest) run() error {
	got, kept := test.ask()
	mistake := test.mistakes[got]
	if with, without := test.spaced(", "), test.spaced(","); mistake == "" && with != without {
		mistake = map[bool]string{true: needsSpace, false: keepsSpace}[with]
	}
	if err := grader.Same(test.want, got, mistake); err != nil {
		return err
	}
	if !kept {
		return grader.Wrong{Want: "그대로인 요청의 헤더", Got: "바뀐 헤더", Mistake: spoils}
	}
	return nil
}

// ask는 ClientIP에게 물어보고, 헤더를 그대로 두었는지도 본다.
func (test forwardedTest) ask() (ip string, kept bool) {
	var trusted []netip.Prefix
	for _, prefix := range strings.Fields(test.trusted) {
		trusted = append(trusted, netip.MustParsePrefix(prefix))
	}
	r := httptest.NewRequest("GET", "/", nil)
	r.RemoteAddr = test.remote
	r.Header.Set("X-Real-Ip", "192.0.2.66")
	r.Header.Set("Forwarded", "for=192.0.2.66")
	for _, line := range test.lines {
		r.Header.Add("X-Forwarded-For", line)
	}
	ip = exercise.ClientIP(r, trusted).String()
	return ip, slices.Equal(r.Header.Values("X-Forwarded-For"), test.lines)
}

// spaced는 주소를 comma로 이어 적으면 맞히는지이다.
func (test forwardedTest) spaced(comma string) bool {
	var lines []string
	for _, line := range test.lines {
		var hops []string
		for hop := range strings.SplitSeq(line, ",") {
			hops = append(hops, strings.TrimSpace(hop))
		}
		lines = append(lines, strings.Join(hops, comma))
	}
	test.lines = lines
	ip, _ := test.ask()
	return ip == test.want
}

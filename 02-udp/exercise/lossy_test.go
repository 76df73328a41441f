//go:build exercise

package exercise_test

import (
	"errors"
	"fmt"
	"net"
	"os"
	"slices"
	"strings"
	"sync"
	"time"

	"socketworkbook/02-udp/exercise"
)

const tooMany = 20 // 이만큼 보내면 끊긴다

var errTooMany = errors.New("너무 많이 보내서 테스트를 멈춤")

// answer는 after 뒤에 돌아올 데이터그램이다.
type answer struct {
	text  string
	after time.Duration
}

var (
	broken    = "\x00고장"                // 이것이 오면 읽기가 한 번 실패한다
	sendFails = []answer{{"\x00실패", 0}} // fate가 이것을 주면 보내기가 실패한다
)

func ack(message string) string {
	number, _, _ := strings.Cut(message, " ")
	return "ok " + number
}

// lossy는 메모리 안의 UDP 소켓이다. 보낸 것이 어떻게 되는지는 fate가 정한다.
type lossy struct {
	net.Conn // 부르지 않는 메서드
	fate     func(i int, message string) []answer
	arrived  chan string

	mu       sync.Mutex
	writes   int // 보내려고 한 횟수
	sent     []string
	at       []time.Duration // 처음부터 그것을 보낼 때까지
	begin    time.Time
	end      time.Duration // Send가 돌아올 때까지
	deadline time.Time
	writeBy  time.Time     // 쓰기 데드라인
	late     bool          // 쓰기 데드라인이 지난 다음에 보내려고 했다
	changed  chan struct{} // 데드라인이 바뀌면 닫힌다
	closed   bool
	reading  int // 지금 읽고 있는 고루틴의 수
}

func newLossy(fate func(int, string) []answer) *lossy {
	if fate == nil {
		fate = func(int, string) []answer { return nil }
	}
	return &lossy{fate: fate, arrived: make(chan string, 1000), changed: make(chan struct{}), begin: time.Now()}
}

// send는 Send를 부른다. 오류를 보지 않고 끝없이 보내는 풀이도 끝낸다.
func (l *lossy) send(messages []string, wait time.Duration, tries int) (err error) {
	defer func() { l.end = time.Since(l.begin) }()
	defer func() {
		if reason := recover(); reason == errTooMany {
			err = errTooMany
		} else if reason != nil {
			panic(reason)
		}
	}()
	return exercise.Send(l, messages, wait, tries)
}

func (l *lossy) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.writes++
	switch {
	case !l.writeBy.IsZero() && !time.Now().Before(l.writeBy):
		l.late = true
		return 0, os.ErrDeadlineExceeded
	case l.closed:
		return 0, net.ErrClosed
	case l.writes > 2*tooMany: // send가 받는다.
		panic(errTooMany)
	case len(l.sent) == tooMany:
		return 0, errTooMany
	}
	answers := l.fate(l.writes-1, string(p))
	if slices.Equal(answers, sendFails) {
		return 0, errBroken
	}
	for _, a := range answers {
		time.AfterFunc(a.after, func() { l.arrived <- a.text })
	}
	l.sent = append(l.sent, string(p))
	l.at = append(l.at, time.Since(l.begin))
	return len(p), nil
}

// history는 언제 무엇을 보냈고 언제 돌아왔는지이다. 반 초보다 작은 차이는 보지 않는다.
func (l *lossy) history() string {
	var text strings.Builder
	seconds := func(d time.Duration) float64 { return d.Round(time.Second / 2).Seconds() }
	for i, sent := range l.sent {
		fmt.Fprintf(&text, "%gs %q, ", seconds(l.at[i]), sent)
	}
	fmt.Fprintf(&text, "%gs ", seconds(l.end))
	return text.String()
}

// sentAre는 보낸 것이 꼭 이것들인지 본다.
func (l *lossy) sentAre(messages ...string) bool { return slices.Equal(l.sent, messages) }

// when은 보낸 것이 꼭 이것들이면 mistake이다.
func (l *lossy) when(mistake string, messages ...string) string {
	if l.sentAre(messages...) {
		return mistake
	}
	return ""
}

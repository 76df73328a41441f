//go:build exercise

package exercise

import (
	"errors"
	"fmt"
	"net"
	"os"
	"strings"
	"testing"
	"time"

	"socketworkbook/internal/exercise"
)

const (
	noResend    = "다시 보내지 않음"
	oldIsNew    = "옛 확인을 새것으로 믿음"
	noLimit     = "끝없이 다시 보냄"
	restartWait = "엉뚱한 것이 올 때마다 처음부터 다시 기다림"
	noWait      = "확인을 기다리지 않고 다음 것을 보냄"
)

func TestStopWait(t *testing.T) {
	task := exercise.Task{File: "02-udp/exercise/stopwait.go", Note: "notes/02-udp.md#코드"}
	const wait, tries = time.Second, 3

	for _, test := range []struct {
		name string
		// fate는 i번째(0부터) 데이터그램을 받은 쪽이 무엇을 돌려주는지 정한다.
		fate    func(i int, message string) []reply
		want    string
		mistake string
	}{
		{"모두 닿음", func(i int, m string) []reply { return []reply{{ack(m), 0}} },
			"1 하나|2 둘|3 셋|오류 없음", noWait},
		{"둘째를 한 번 잃음", func(i int, m string) []reply {
			if i == 1 {
				return nil
			}
			return []reply{{ack(m), 0}}
		}, "1 하나|2 둘|2 둘|3 셋|오류 없음", noResend},
		{"확인이 늦게 와서 겹침", func(i int, m string) []reply {
			if i == 0 {
				return []reply{{ack(m), wait + wait/2}} // 다시 보낸 다음에 온다.
			}
			if strings.HasPrefix(m, "1 ") {
				return []reply{{ack(m), wait}} // 둘째를 보낸 다음에 또 온다.
			}
			if i == 2 {
				return nil // 둘째를 처음 보낸 것은 잃는다.
			}
			return []reply{{ack(m), 0}}
		}, "1 하나|1 하나|2 둘|2 둘|3 셋|오류 없음", oldIsNew},
		{"아무 답도 없음", func(int, string) []reply { return nil },
			"1 하나|1 하나|1 하나|ErrNoAnswer", noLimit},
		{"엉뚱한 것이 자꾸 옴", func(i int, m string) []reply {
			var noise []reply
			for n := range 100 {
				noise = append(noise, reply{"누구세요", time.Duration(n) * wait / 4})
			}
			if i == 0 {
				return noise
			}
			return []reply{{ack(m), 0}}
		}, "1 하나|1 하나|2 둘|3 셋|오류 없음", restartWait},
	} {
		task.Try(t, test.name, exercise.Bubble(func() error {
			line := &lossy{fate: test.fate, arrived: make(chan string, 1000)}
			err := Send(line, []string{"하나", "둘", "셋"}, wait, tries)
			if errors.Is(err, exercise.Todo) {
				return err
			}
			if test.name == "엉뚱한 것이 자꾸 옴" && line.spent > 10*wait {
				return exercise.Wrong{Want: "1초쯤 기다리고 다시 보냄", Got: fmt.Sprintf("%v를 기다림", line.spent), Mistake: restartWait}
			}
			result := "오류 없음"
			if errors.Is(err, ErrNoAnswer) {
				result = "ErrNoAnswer"
			} else if err != nil {
				result = err.Error()
			}
			return exercise.Same(test.want, strings.Join(append(line.sent, result), "|"), test.mistake)
		}))
	}
}

func ack(message string) string {
	number, _, _ := strings.Cut(message, " ")
	return "ok " + number
}

type reply struct {
	text  string
	after time.Duration
}

// lossy는 메모리 속의 UDP 소켓이다. 보낸 것이 어떻게 되는지는 fate가 정한다. 서른 번을 넘겨 보내면 끊긴다.
type lossy struct {
	net.Conn // 부르지 않는 메서드
	fate     func(i int, message string) []reply
	sent     []string
	arrived  chan string
	deadline time.Time
	begin    time.Time
	spent    time.Duration // 첫 데이터그램부터 마지막 데이터그램까지
}

func (l *lossy) Write(p []byte) (int, error) {
	if len(l.sent) >= 30 {
		return 0, errors.New("너무 많이 보냈습니다")
	}
	if l.begin.IsZero() {
		l.begin = time.Now()
	}
	l.spent = time.Since(l.begin)
	for _, r := range l.fate(len(l.sent), string(p)) {
		time.AfterFunc(r.after, func() { l.arrived <- r.text })
	}
	l.sent = append(l.sent, string(p))
	return len(p), nil
}

func (l *lossy) Read(p []byte) (int, error) {
	var late <-chan time.Time
	if !l.deadline.IsZero() {
		late = time.After(time.Until(l.deadline))
	}
	select {
	case text := <-l.arrived:
		return copy(p, text), nil
	case <-late:
		return 0, os.ErrDeadlineExceeded
	}
}

func (l *lossy) SetReadDeadline(deadline time.Time) error { l.deadline = deadline; return nil }
func (l *lossy) SetDeadline(deadline time.Time) error     { return l.SetReadDeadline(deadline) }
func (l *lossy) SetWriteDeadline(time.Time) error         { return nil }
func (l *lossy) Close() error                             { return nil }

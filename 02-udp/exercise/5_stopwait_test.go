//go:build exercise

package exercise

import (
	"cmp"
	"errors"
	"fmt"
	"net"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"socketworkbook/internal/grader"
)

const (
	noWait        = "확인을 기다리지 않고 다음 것을 보냄"
	noPause       = "기다리지 않고 바로 다시 보냄"
	notSeen       = "온 확인을 알아보지 못함"
	splitSend     = "한 메시지를 데이터그램 둘로 나누어 보냄"
	noResend      = "다시 보내지 않음"
	oldIsNew      = "옛 확인을 새것으로 믿음"
	noLimit       = "끝없이 다시 보냄"
	goesOn        = "확인이 오지 않았는데 다음 것으로 넘어감"
	firstIsFree   = "처음 보낸 것을 횟수에 넣지 않음"
	countsAll     = "메시지마다가 아니라 모두 합해서 횟수를 셈"
	lastIsFree    = "마지막 메시지의 확인을 기다리지 않음"
	noLastWait    = "마지막에 다시 보낸 것은 기다리지 않음"
	restartWait   = "엉뚱한 것이 올 때마다 처음부터 다시 기다림"
	resendAtNoise = "엉뚱한 것이 오자마자 다시 보냄"
	anyIsAck      = "ok와 번호가 꼭 맞지 않는 것도 확인으로 믿음"
	anyError      = "데드라인이 지난 것이 아닌 오류에도 다시 보냄"
	sendLost      = "보내기의 오류를 버림"
	writeDeadline = "쓰기 데드라인까지 정해서 다시 보내지 못함"
	closesConn    = "빌린 연결을 닫음"
)

func TestStopWait(t *testing.T) {
	task := grader.Task{File: "02-udp/exercise/5_stopwait.go", Note: "notes/02-udp.md#멈추고-기다리기"}
	const wait, tries = time.Second, 3
	answer := func(m string) []reply { return []reply{{ack(m), wait / 2}} }

	for _, test := range []struct {
		name string
		// fate는 i번째(0부터) 데이터그램에 무엇을 언제 돌려줄지 정한다. 아무것도 없으면 잃은 것이다.
		fate func(i int, message string) []reply
		want string
		slip func(l *lossy) string // 흔한 실수를 알아본다
	}{
		{"모두 닿음", func(i int, m string) []reply { return answer(m) },
			`0s "1 하나", 0.5s "2 둘", 1s "3 셋", 1.5s 오류 없음`, func(l *lossy) string {
				switch {
				case l.sentAre("1 하나", "2 둘", "3 셋") && l.at[1] > 0 && l.end < wait*3/2:
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
		{"둘째를 한 번 잃음", func(i int, m string) []reply {
			if i == 1 {
				return nil
			}
			return answer(m)
		}, `0s "1 하나", 0.5s "2 둘", 1.5s "2 둘", 2s "3 셋", 2.5s 오류 없음`, func(l *lossy) string {
			if l.sentAre("1 하나", "2 둘") {
				return noResend
			}
			return ""
		}},
		{"메시지마다 한 번씩 잃음", func(i int, m string) []reply {
			if i%2 == 0 {
				return nil
			}
			return answer(m)
		}, `0s "1 하나", 1s "1 하나", 1.5s "2 둘", 2.5s "2 둘", 3s "3 셋", 4s "3 셋", 4.5s 오류 없음`, func(l *lossy) string {
			if l.sentAre("1 하나", "1 하나", "2 둘", "2 둘", "3 셋") {
				return countsAll
			}
			return ""
		}},
		{"아무 답도 없음", func(int, string) []reply { return nil },
			`0s "1 하나", 1s "1 하나", 2s "1 하나", 3s ErrNoAnswer`, func(l *lossy) string {
				switch {
				case slices.Contains(l.sent, "2 둘"):
					return goesOn
				case len(l.sent) == tries && l.end == wait*2:
					return noLastWait
				case len(l.sent) == tries+1:
					return firstIsFree
				case len(l.sent) == tooMany:
					return noLimit
				}
				return ""
			}},
		{"소켓이 고장 남", func(int, string) []reply { return []reply{{broken, wait / 2}} },
			`0s "1 하나", 0.5s 소켓이 준 오류`, func(l *lossy) string {
				if len(l.sent) > 1 {
					return anyError
				}
				return ""
			}},
		{"보내지 못하는 소켓", nil, `0s 소켓이 준 오류`, func(*lossy) string { return sendLost }},
		{"엉뚱한 것이 자꾸 옴", func(i int, m string) (replies []reply) {
			if i > 0 {
				return []reply{{ack(m), 0}}
			}
			noise := []string{"누구세요", "1", "no 1", "1 하나", "ok 10", "ok 12", "ok", ""}
			for n := range 40 {
				replies = append(replies, reply{noise[n%len(noise)], wait/16 + time.Duration(n)*wait/8})
			}
			return replies
		}, `0s "1 하나", 1s "1 하나", 1s "2 둘", 1s "3 셋", 1s 오류 없음`, func(l *lossy) string {
			switch {
			case len(l.sent) < 2:
			case l.sent[1] == "2 둘":
				return anyIsAck
			case l.at[1] < wait/2:
				return resendAtNoise
			case l.at[1] > wait*2:
				return restartWait
			}
			return ""
		}},
		{"확인이 늦게 와서 겹침", func(i int, m string) []reply {
			switch i {
			case 0:
				return []reply{{ack(m), wait + wait/2}} // 다시 보낸 다음에 온다.
			case 1:
				return []reply{{ack(m), wait}} // 둘째를 보낸 다음에 또 온다.
			case 2:
				return nil // 둘째를 처음 보낸 것은 잃는다.
			}
			return []reply{{ack(m), 0}, {ack(m), 0}} // 여기부터는 둘씩 온다.
		}, `0s "1 하나", 1s "1 하나", 1.5s "2 둘", 2.5s "2 둘", 2.5s "3 셋", 2.5s 오류 없음`, func(l *lossy) string {
			switch {
			case l.sentAre("1 하나", "1 하나", "2 둘", "3 셋"):
				return oldIsNew
			case len(l.sent) > 3 && l.sent[3] == "2 둘" && l.at[3] == l.at[2]+wait/2: // 옛 확인이 온 때이다.
				return resendAtNoise
			}
			return ""
		}},
	} {
		task.Try(t, test.name, grader.Bubble(func() error {
			line := newLossy(test.fate)
			err := line.send([]string{"하나", "둘", "셋"}, wait, tries)
			line.mu.Lock()
			defer line.mu.Unlock()
			line.end = time.Since(line.begin)
			mistake := test.slip(line)
			switch {
			case line.late:
				mistake = writeDeadline
			case line.closed && err == nil && mistake == "":
				return grader.Wrong{Want: "열린 연결", Got: "닫힌 연결", Mistake: closesConn}
			}
			return grader.Same(test.want, line.diary()+result(err), mistake)
		}))
	}
}

func result(err error) string {
	return grader.NameOf(err, map[error]string{ErrNoAnswer: "ErrNoAnswer", errBroken: "소켓이 준 오류"})
}

// sentAre는 보낸 것이 꼭 이것들인지 본다.
func (l *lossy) sentAre(messages ...string) bool { return slices.Equal(l.sent, messages) }

// diary는 언제 무엇을 보냈고 언제 돌아왔는지이다. 반 초보다 작은 차이는 보지 않는다.
func (l *lossy) diary() string {
	var text strings.Builder
	for i, sent := range l.sent {
		fmt.Fprintf(&text, "%gs %q, ", l.at[i].Round(time.Second/2).Seconds(), sent)
	}
	fmt.Fprintf(&text, "%gs ", l.end.Round(time.Second/2).Seconds())
	return text.String()
}

func ack(message string) string {
	number, _, _ := strings.Cut(message, " ")
	return "ok " + number
}

type reply struct {
	text  string
	after time.Duration
}

const tooMany = 8 // 이만큼 보내면 끊긴다

var broken = "\x00고장" // 이것이 오면 읽기가 오류를 준다

// lossy는 메모리 속의 UDP 소켓이다. 보낸 것이 어떻게 되는지는 fate가 정한다.
type lossy struct {
	net.Conn // 부르지 않는 메서드
	fate     func(i int, message string) []reply
	arrived  chan string

	mu       sync.Mutex
	sent     []string
	at       []time.Duration // 첫 데이터그램을 보낸 때부터
	begin    time.Time
	end      time.Duration // Send가 돌아온 때
	deadline time.Time
	writeBy  time.Time     // 쓰기 데드라인
	late     bool          // 쓰기 데드라인이 지난 다음에 보내려고 했다
	changed  chan struct{} // 데드라인이 바뀌면 닫힌다
	closed   bool
	refused  int // 끊긴 다음에 보내려고 한 횟수
}

func newLossy(fate func(int, string) []reply) *lossy {
	return &lossy{fate: fate, arrived: make(chan string, 1000), changed: make(chan struct{})}
}

var (
	errTooMany = errors.New("너무 많이 보내서 테스트를 멈춤. 흔한 실수: " + noLimit)
	errBroken  = errors.New("소켓이 고장 남")
)

// send는 끝없이 보내는 풀이도 끝낸다.
func (l *lossy) send(messages []string, wait time.Duration, tries int) (err error) {
	defer func() {
		if reason := recover(); reason == errTooMany {
			err = errTooMany
		} else if reason != nil {
			panic(reason)
		}
	}()
	return Send(l, messages, wait, tries)
}

func (l *lossy) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	switch {
	case !l.writeBy.IsZero() && !time.Now().Before(l.writeBy):
		l.late = true
		return 0, os.ErrDeadlineExceeded
	case l.refused > tooMany: // 오류를 보지 않고 도는 풀이이다. send가 받는다.
		panic(errTooMany)
	case l.closed:
		l.refused++
		return 0, net.ErrClosed
	case l.fate == nil:
		l.begin = cmp.Or(l.begin, time.Now())
		l.refused++
		return 0, errBroken
	case len(l.sent) == tooMany:
		l.refused++
		return 0, errTooMany
	case len(l.sent) == 0:
		l.begin = time.Now()
	}
	for _, r := range l.fate(len(l.sent), string(p)) {
		time.AfterFunc(r.after, func() { l.arrived <- r.text })
	}
	l.sent = append(l.sent, string(p))
	l.at = append(l.at, time.Since(l.begin))
	return len(p), nil
}

func (l *lossy) Read(p []byte) (int, error) {
	for {
		l.mu.Lock()
		deadline, changed, closed := l.deadline, l.changed, l.closed
		l.mu.Unlock()
		if closed {
			return 0, net.ErrClosed
		}
		var late <-chan time.Time
		if !deadline.IsZero() {
			if !time.Now().Before(deadline) {
				return 0, os.ErrDeadlineExceeded
			}
			late = time.After(time.Until(deadline))
		}
		select {
		case text := <-l.arrived:
			if text == broken {
				return 0, errBroken
			}
			return copy(p, text), nil
		case <-late:
		case <-changed:
		}
	}
}

func (l *lossy) SetReadDeadline(deadline time.Time) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.deadline = deadline
	close(l.changed)
	l.changed = make(chan struct{})
	return nil
}

func (l *lossy) Close() error {
	l.mu.Lock()
	l.closed = true
	l.mu.Unlock()
	return l.SetReadDeadline(time.Time{}) // 기다리던 읽기를 깨운다.
}

func (l *lossy) SetWriteDeadline(deadline time.Time) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.writeBy = deadline
	return nil
}

func (l *lossy) SetDeadline(deadline time.Time) error {
	l.SetWriteDeadline(deadline)
	return l.SetReadDeadline(deadline)
}

func (l *lossy) LocalAddr() net.Addr  { return friend(1) }
func (l *lossy) RemoteAddr() net.Addr { return friend(2) }

//go:build exercise

package exercise

import (
	"errors"
	"fmt"
	"net"
	"strings"
	"testing"
	"time"

	"socketworkbook/internal/grader"
)

const (
	cuts      = "버퍼가 데이터그램보다 짧음"
	uncut     = "받은 만큼 자르지 않음"
	noRoom    = "베낄 자리를 마련하지 않음"
	asStream  = "데이터그램 하나를 여러 번 나누어 읽음"
	shares    = "다음에 받을 버퍼를 그대로 돌려줌"
	noEmpty   = "빈 데이터그램을 건너뜀"
	emptyFail = "빈 데이터그램을 오류로 여김"
	swallowed = "읽기의 오류를 버림"
)

func TestReceive(t *testing.T) {
	task := grader.Task{File: "02-udp/exercise/2_receive.go", Note: "notes/02-udp.md#버퍼보다-긴-데이터그램"}

	for _, size := range []int{7, 1200, 9216, 65_507} {
		task.Try(t, fmt.Sprintf("%d바이트", size), func(*testing.T) error {
			got, _, err := Receive(box(strings.Repeat("a", size)))
			if errors.Is(err, errEmpty) {
				return grader.Wrong{Want: "읽기 한 번", Got: "데이터그램 하나를 받고도 또 읽기", Mistake: asStream}
			}
			if err != nil {
				return err
			}
			mistake := ""
			switch {
			case len(got) == 0:
				mistake = noRoom
			case len(got) < size:
				mistake = cuts
			case len(got) > size:
				mistake = uncut
			}
			return grader.Same(fmt.Sprintf("%d바이트", size), fmt.Sprintf("%d바이트", len(got)), mistake)
		})
	}
	task.Try(t, "셋을 차례로", func(*testing.T) error {
		conn, sent := box("하나", "둘", "셋"), []string{"하나", "둘", "셋"}
		var messages [][]byte
		for i, want := range sent {
			message, from, err := Receive(conn)
			if err != nil {
				return err
			}
			if err := grader.Same(fmt.Sprintf("%q, 보낸 이 %d", want, i+1), fmt.Sprintf("%q, 보낸 이 %v", message, from), ""); err != nil {
				return err
			}
			messages = append(messages, message)
		}
		return grader.Same(fmt.Sprintf("그대로인 %q", sent), fmt.Sprintf("그대로인 %q", messages), shares)
	})
	task.Try(t, "빈 데이터그램", func(*testing.T) error {
		got, _, err := Receive(box("", "다음"))
		result, mistake := "오류 없음", noEmpty
		if err != nil {
			result, mistake = "오류 "+err.Error(), emptyFail
		}
		return grader.Same("0바이트(오류 없음)", fmt.Sprintf("%d바이트(%s)", len(got), result), mistake)
	})
	task.Try(t, "닫힌 소켓", func(*testing.T) error {
		_, _, err := Receive(box())
		return grader.Same("읽기가 준 오류", map[bool]string{true: "읽기가 준 오류", false: fmt.Sprintf("오류 %v", err)}[errors.Is(err, errEmpty)], swallowed)
	})
}

var errEmpty = errors.New("더 온 것이 없습니다")

// mailbox는 데이터그램이 차례로 와 있는 소켓이다. Unix처럼, 버퍼에 넘치는 것은 말없이 버린다.
type mailbox struct {
	net.PacketConn // 부르지 않는 메서드
	waiting        [][]byte
	given          int
}

func box(datagrams ...string) *mailbox {
	m := &mailbox{}
	for _, d := range datagrams {
		m.waiting = append(m.waiting, []byte(d))
	}
	return m
}

func (m *mailbox) ReadFrom(p []byte) (int, net.Addr, error) {
	if m.given == len(m.waiting) {
		return 0, nil, errEmpty
	}
	n := copy(p, m.waiting[m.given])
	m.given++
	return n, friend(m.given), nil
}

func (m *mailbox) LocalAddr() net.Addr                  { return friend(0) }
func (m *mailbox) SetReadDeadline(time.Time) error      { return nil }
func (m *mailbox) SetDeadline(deadline time.Time) error { return nil }

// friend는 데이터그램을 보낸 이의 주소이다.
type friend int

func (friend) Network() string  { return "udp" }
func (f friend) String() string { return fmt.Sprint(int(f)) }

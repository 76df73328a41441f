//go:build exercise

package exercise_test

import (
	"errors"
	"fmt"
	"net"
	"os"
	"time"
)

var (
	errEmpty  = errors.New("더 온 것이 없습니다")
	errBroken = errors.New("소켓이 고장 남")
)

// mailbox는 데이터그램이 차례로 와 있는 소켓이다. Unix처럼, 버퍼에 넘치는 것은 말없이 버린다.
type mailbox struct {
	net.PacketConn // 부르지 않는 메서드
	waiting        []string
	given          int
	delay          time.Duration // 데이터그램이 오기까지 걸리는 시간
	failsAt        int           // 이만큼 준 다음에 한 번 오류를 준다. 음수이면 주지 않는다
	deadline       time.Time
}

func box(datagrams ...string) *mailbox {
	return &mailbox{waiting: datagrams, failsAt: -1}
}

func (m *mailbox) ReadFrom(p []byte) (int, net.Addr, error) {
	if left := time.Until(m.deadline); !m.deadline.IsZero() && left < m.delay {
		time.Sleep(left) // 가짜 시계
		return 0, nil, os.ErrDeadlineExceeded
	}
	time.Sleep(m.delay) // 가짜 시계
	if m.given == m.failsAt {
		m.failsAt = -1
		return 0, nil, errBroken
	}
	if m.given == len(m.waiting) {
		return 0, nil, errEmpty
	}
	n := copy(p, m.waiting[m.given])
	m.given++
	return n, friend(m.given), nil
}

func (m *mailbox) SetReadDeadline(deadline time.Time) error {
	m.deadline = deadline
	return nil
}
func (m *mailbox) SetDeadline(deadline time.Time) error { return m.SetReadDeadline(deadline) }
func (m *mailbox) LocalAddr() net.Addr                  { return friend(0) }

// friend는 데이터그램을 보낸 쪽의 주소이다.
type friend int

func (friend) Network() string  { return "udp" }
func (f friend) String() string { return fmt.Sprintf("192.0.2.%d:5000", int(f)) }

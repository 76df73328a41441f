//go:build exercise

package exercise

import (
	"errors"
	"fmt"
	"net"
	"strings"
	"testing"
	"time"

	"socketworkbook/internal/exercise"
)

const (
	cuts    = "버퍼가 데이터그램보다 짧음"
	shares  = "다음에 받을 버퍼를 그대로 돌려줌"
	noEmpty = "빈 데이터그램을 건너뜀"
)

func TestReceive(t *testing.T) {
	task := exercise.Task{File: "02-udp/exercise/2_receive.go", Note: "notes/02-udp.md#버퍼보다-긴-데이터그램"}

	for _, size := range []int{7, 1200, 9216, 65_507} {
		task.Try(t, fmt.Sprintf("%d바이트", size), func(*testing.T) error {
			got, _, err := Receive(box(strings.Repeat("a", size)))
			if err != nil {
				return err
			}
			mistake := ""
			if len(got) < size {
				mistake = cuts
			}
			return exercise.Same(fmt.Sprintf("%d바이트", size), fmt.Sprintf("%d바이트", len(got)), mistake)
		})
	}
	task.Try(t, "두 통을 차례로", func(*testing.T) error {
		conn := box("하나", "둘")
		first, from, err := Receive(conn)
		if err != nil {
			return err
		}
		atFirst, mistake := string(first), ""
		second, _, err := Receive(conn)
		if err != nil {
			return err
		}
		if string(first) != atFirst {
			mistake = shares
		}
		return exercise.Same("「하나」 「둘」, 보낸 이 철수", fmt.Sprintf("「%s」 「%s」, 보낸 이 %v", first, second, from), mistake)
	})
	task.Try(t, "빈 데이터그램", func(*testing.T) error {
		got, _, err := Receive(box("", "다음"))
		result := "오류 없음"
		if err != nil {
			result = err.Error()
		}
		return exercise.Same("0바이트, 오류 없음", fmt.Sprintf("%d바이트, %s", len(got), result), noEmpty)
	})
}

// mailbox는 데이터그램이 차례로 와 있는 소켓이다. Unix처럼, 버퍼에 넘치는 것은 말없이 버린다.
type mailbox struct {
	net.PacketConn // 부르지 않는 메서드
	waiting        [][]byte
}

func box(datagrams ...string) *mailbox {
	m := &mailbox{}
	for _, d := range datagrams {
		m.waiting = append(m.waiting, []byte(d))
	}
	return m
}

func (m *mailbox) ReadFrom(p []byte) (int, net.Addr, error) {
	if len(m.waiting) == 0 {
		return 0, nil, errors.New("더 온 것이 없습니다")
	}
	n := copy(p, m.waiting[0])
	m.waiting = m.waiting[1:]
	return n, friend{}, nil
}

func (m *mailbox) LocalAddr() net.Addr                  { return friend{} }
func (m *mailbox) SetReadDeadline(time.Time) error      { return nil }
func (m *mailbox) SetDeadline(deadline time.Time) error { return nil }

// friend는 데이터그램을 보낸 이의 주소이다.
type friend struct{}

func (friend) Network() string { return "udp" }
func (friend) String() string  { return "철수" }

//go:build exercise

package exercise_test

import (
	"errors"
	"fmt"
	"net"
	"os"
	"runtime"
	"sort"
	"testing"
	"time"

	"socketworkbook/02-udp/exercise"
	"socketworkbook/internal/grader"
)

const (
	emptyIsNothing = "빈 데이터그램은 오지 않는다고 믿음"
	glued          = "스트림처럼 이어져서 온다고 믿음"
	noHeaders      = "IP와 UDP의 헤더를 빼지 않음"
	noIPHeader     = "IP의 헤더를 빼지 않음"
	noUDPHeader    = "UDP의 헤더를 빼지 않음"
	wholePacket    = "이더넷의 패킷 하나에 실리는 길이를 적음"
	knowsAtOnce    = "보낼 때 바로 안다고 믿음"
	neverKnows     = "알림이 아무 데도 오지 않는다고 믿음"
	restComes      = "남은 것이 다음에 나온다고 믿음"
)

func TestPredict(t *testing.T) {
	task := grader.Task{File: "02-udp/exercise/1_predict.go", Note: "notes/02-udp.md#어떻게-움직이나"}

	task.Try(t, "Reads", func(t *testing.T) error {
		return grader.Predict(exercise.Reads, map[string]string{"1": glued, "2": emptyIsNothing}, func() (string, error) { return reads(t) })
	})
	task.At("크기에는-끝이-있다").Try(t, "Largest", func(t *testing.T) error {
		mistakes := map[string]string{
			"65535": noHeaders, "65536": noHeaders, "65527": noIPHeader, "65515": noUDPHeader, "1500": wholePacket, "1472": wholePacket,
		}
		return grader.Predict(exercise.Largest, mistakes, func() (string, error) { return largest(t) })
	})
	task.At("udp는-요청하면-정보를-보낸다").Try(t, "ClosedPort", func(t *testing.T) error {
		return grader.Predict(exercise.ClosedPort, map[string]string{"오류": knowsAtOnce}, func() (string, error) {
			_, sent, err := toClosedPort(t)
			return map[bool]string{true: "성공", false: "오류"}[sent == nil], err
		})
	})
	task.At("udp는-요청하면-정보를-보낸다").Try(t, "ClosedRead", func(t *testing.T) error {
		return grader.Predict(exercise.ClosedRead, map[string]string{"기다림": neverKnows}, func() (string, error) { return closedRead(t) })
	})
	task.At("버퍼보다-긴-데이터그램").Try(t, "ShortBuffer", func(t *testing.T) error {
		mistakes := map[string]string{"0": restComes, "0Hello 1": glued}
		return grader.Predict(exercise.ShortBuffer, mistakes, func() (string, error) { return shortBuffer(t) })
	})
}

func reads(t *testing.T) (string, error) {
	receiver, sender, err := sockets(t)
	if err != nil {
		return "", err
	}
	for _, text := range []string{"하나", "", "셋"} {
		sender.Write([]byte(text))
	}
	count, last := 0, ""
	for buf := make([]byte, 100); last != "셋"; count++ {
		n, err := receiver.Read(buf)
		if err != nil {
			return "", err
		}
		last = string(buf[:n])
	}
	return fmt.Sprint(count), nil
}

func largest(t *testing.T) (string, error) {
	_, sender, err := sockets(t)
	if err != nil {
		return "", err
	}
	sender.SetWriteBuffer(1 << 17) // macOS는 이 버퍼보다 긴 것을 거절한다.
	size := sort.Search(1<<17, func(size int) bool {
		_, err := sender.Write(make([]byte, size))
		return err != nil
	}) - 1
	if sender.LocalAddr().(*net.UDPAddr).IP.To4() == nil {
		size -= 20 // IPv6의 길이는 IP의 헤더를 세지 않는다. IPv4는 20바이트를 센다.
	}
	return fmt.Sprint(size), nil
}

// toClosedPort는 듣는 프로그램이 없는 포트에 보낸다. sent는 그때 Write가 준 오류이다.
func toClosedPort(t *testing.T) (sender *net.UDPConn, sent, err error) {
	receiver, sender, err := sockets(t)
	if err != nil {
		return nil, nil, err
	}
	receiver.Close()
	_, sent = sender.Write([]byte("거기 누구 있나요"))
	return sender, sent, nil
}

func closedRead(t *testing.T) (string, error) {
	sender, _, err := toClosedPort(t)
	if err != nil {
		return "", err
	}
	sender.SetReadDeadline(time.Now().Add(time.Second / 2))
	// 문제는 macOS와 Linux의 것이다. Windows에서는 정말로 해 보아도 알 수 없다.
	if _, err := sender.Read(make([]byte, 100)); errors.Is(err, os.ErrDeadlineExceeded) && runtime.GOOS != "windows" {
		return "기다림", nil
	}
	return "오류", nil
}

func shortBuffer(t *testing.T) (string, error) {
	receiver, sender, err := sockets(t)
	if err != nil {
		return "", err
	}
	sender.Write([]byte("Hello 0"))
	sender.Write([]byte("Hello 1"))
	receiver.Read(make([]byte, 5)) // Windows는 잘랐다는 오류도 준다.
	buf := make([]byte, 100)
	n, err := receiver.Read(buf)
	return string(buf[:n]), err
}

// sockets는 이 컴퓨터 안에서 이어진 소켓 둘이다. 포트는 커널이 고른다.
func sockets(t *testing.T) (receiver, sender *net.UDPConn, err error) {
	here, err := net.ListenUDP("udp4", &net.UDPAddr{IP: net.IPv4(127, 0, 0, 1)})
	if err != nil { // IPv6만 있는 컴퓨터이다.
		here, err = net.ListenUDP("udp6", &net.UDPAddr{IP: net.IPv6loopback})
	}
	if err != nil {
		return nil, nil, fmt.Errorf("포트 열기: %w", err)
	}
	t.Cleanup(func() { here.Close() })
	here.SetReadDeadline(time.Now().Add(3 * time.Second))
	there, err := net.DialUDP("udp", nil, here.LocalAddr().(*net.UDPAddr))
	if err != nil {
		return nil, nil, fmt.Errorf("소켓 만들기: %w", err)
	}
	t.Cleanup(func() { there.Close() })
	return here, there, nil
}

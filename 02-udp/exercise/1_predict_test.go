//go:build exercise

package exercise

import (
	"errors"
	"fmt"
	"net"
	"os"
	"runtime"
	"sort"
	"testing"
	"time"

	"socketworkbook/internal/grader"
)

const (
	emptyIsNothing = "빈 데이터그램은 오지 않는다고 믿음"
	glued          = "스트림처럼 이어져서 온다고 믿음"
	noHeaders      = "IP와 UDP의 헤더를 빼지 않음"
	oneHeader      = "IP와 UDP의 헤더 가운데 하나만 뺌"
	knowsAtOnce    = "보낼 때 바로 안다고 믿음"
	neverKnows     = "알림이 아무 데도 오지 않는다고 믿음"
	restComes      = "남은 것이 다음에 나온다고 믿음"
)

func TestPredict(t *testing.T) {
	task := grader.Task{File: "02-udp/exercise/1_predict.go", Note: "notes/02-udp.md#어떻게-움직이나"}

	task.Try(t, "Reads", func(t *testing.T) error {
		if Reads == -1 {
			return grader.Todo
		}
		receiver, sender := sockets(t)
		for _, text := range []string{"하나", "", "셋"} {
			sender.Write([]byte(text))
		}
		reads, last := 0, ""
		for buf := make([]byte, 100); last != "셋"; reads++ {
			n, err := receiver.Read(buf)
			if err != nil {
				return err
			}
			last = string(buf[:n])
		}
		return grader.Guess(fmt.Sprint(reads), fmt.Sprint(Reads), map[int]string{1: glued, 2: emptyIsNothing}[Reads])
	})
	task.At("크기에는-끝이-있다").Try(t, "Largest", func(t *testing.T) error {
		if Largest == -1 {
			return grader.Todo
		}
		_, sender := sockets(t)
		sender.(*net.UDPConn).SetWriteBuffer(1 << 17) // macOS는 이 버퍼보다 긴 것을 거절한다.
		largest := sort.Search(1<<17, func(size int) bool {
			_, err := sender.Write(make([]byte, size))
			return err != nil
		}) - 1
		return grader.Guess(fmt.Sprint(largest), fmt.Sprint(Largest), map[int]string{65_535: noHeaders, 65_536: noHeaders, 65_515: oneHeader, 65_527: oneHeader}[Largest])
	})
	task.At("udp는-요청하면-정보를-보낸다").Try(t, "ClosedPort", func(t *testing.T) error {
		if ClosedPort == "?" {
			return grader.Todo
		}
		receiver, sender := sockets(t)
		receiver.Close()
		fact := "성공"
		if _, err := sender.Write([]byte("거기 누구 있나요")); err != nil {
			fact = "오류"
		}
		return grader.Guess(fact, ClosedPort, map[string]string{"오류": knowsAtOnce}[ClosedPort])
	})
	task.At("udp는-요청하면-정보를-보낸다").Try(t, "ClosedRead", func(t *testing.T) error {
		if ClosedRead == "?" {
			return grader.Todo
		}
		receiver, sender := sockets(t)
		receiver.Close()
		sender.Write([]byte("거기 누구 있나요"))
		sender.SetReadDeadline(time.Now().Add(time.Second / 2))
		_, err := sender.Read(make([]byte, 100))
		fact := "오류"
		// 문제는 macOS와 Linux의 것이다. Windows에서는 정말로 해 보아도 알 수 없다.
		if errors.Is(err, os.ErrDeadlineExceeded) && runtime.GOOS != "windows" {
			fact = "기다림"
		}
		return grader.Guess(fact, ClosedRead, map[string]string{"기다림": neverKnows}[ClosedRead])
	})
	task.At("버퍼보다-긴-데이터그램").Try(t, "ShortBuffer", func(t *testing.T) error {
		if ShortBuffer == "?" {
			return grader.Todo
		}
		receiver, sender := sockets(t)
		sender.Write([]byte("Hello 0"))
		sender.Write([]byte("Hello 1"))
		receiver.Read(make([]byte, 5)) // Windows는 잘랐다는 오류도 준다.
		buf := make([]byte, 100)
		n, err := receiver.Read(buf)
		if err != nil {
			return err
		}
		mistake := map[string]string{" 0": restComes, "0": restComes, " 0Hello 1": glued, "0Hello 1": glued}[ShortBuffer]
		return grader.Guess(quoted(string(buf[:n])), quoted(ShortBuffer), mistake)
	})
}

func quoted(text string) string { return "「" + text + "」" }

// sockets는 이 컴퓨터 안에서 이어진 소켓 둘이다. 포트는 커널이 고른다.
func sockets(t *testing.T) (receiver *net.UDPConn, sender net.Conn) {
	receiver, err := net.ListenUDP("udp4", &net.UDPAddr{IP: net.IPv4(127, 0, 0, 1)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { receiver.Close() })
	receiver.SetReadDeadline(time.Now().Add(3 * time.Second))
	sender, err = net.Dial("udp4", receiver.LocalAddr().String())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { sender.Close() })
	return receiver, sender
}

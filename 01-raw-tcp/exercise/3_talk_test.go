//go:build exercise

package exercise

import (
	"io"
	"net"
	"strings"
	"testing"
	"time"

	"socketworkbook/internal/exercise"
)

const (
	gone       = "답을 기다리지 않고 떠남"
	noFIN      = "다 보냈다고 알리지 않고 기다림"
	sendFirst  = "다 보낼 때까지 읽지 않아서 서로 막힘"
	neverClose = "연결을 닫지 않음"
)

func TestTalk(t *testing.T) {
	task := exercise.Task{File: "01-raw-tcp/exercise/3_talk.go", Note: "notes/01-raw-tcp.md#한쪽씩-끝낸다"}

	task.Try(t, "다 받은 다음에 답하는 서버", exercise.Bubble(func() error {
		conn, server := halfPipe()
		go func() {
			text, _ := io.ReadAll(server)
			io.WriteString(server, strings.ToUpper(string(text)))
			server.CloseWrite()
		}()
		err := exercise.Same(`"HELLO 안녕"`, talked(conn, "hello 안녕"), gone)
		if err != nil && conn.ended && !conn.finished {
			err = exercise.Same(`"HELLO 안녕"`, "서로 기다림", noFIN)
		}
		if err == nil && !conn.closed {
			err = exercise.Wrong{Want: "다 읽고 닫기", Got: "닫지 않음", Mistake: neverClose}
		}
		server.Close()
		conn.Close()
		return err
	}))
	task.Try(t, "받자마자 돌려주는 서버", exercise.Bubble(func() error {
		conn, server := halfPipe()
		go func() {
			io.Copy(server, server) // 우리가 읽지 않으면 서버의 쓰기가 막히고, 그러면 우리의 쓰기도 막힌다.
			server.CloseWrite()
		}()
		long := strings.Repeat("동해물과 백두산이 ", 10_000)
		got := talked(conn, long)
		if got == `"`+long+`"` {
			got = "모두"
		} else if conn.ended {
			got = "서로 막힘"
		} else {
			got = "일부만"
		}
		err := exercise.Same("모두", got, sendFirst)
		server.Close()
		conn.Close()
		return err
	}))
}

// talked는 Talk가 out에 적은 것이다. 한 시간이 지나도 끝나지 않으면 연결을 끊는다.
func talked(conn *half, in string) string {
	var out strings.Builder
	stuck := time.AfterFunc(time.Hour, func() {
		conn.ended = true
		conn.Conn.Close()
		conn.read.Close()
	})
	defer stuck.Stop()
	Talk(conn, strings.NewReader(in), &out)
	return `"` + out.String() + `"`
}

// half는 메모리 속의 연결이다. 버퍼가 없어서, 상대가 읽어야 쓸 수 있다.
type half struct {
	net.Conn         // 쓰는 길
	read             net.Conn
	finished, closed bool
	ended            bool
}

func halfPipe() (a, b *half) {
	up1, up2 := net.Pipe()
	down1, down2 := net.Pipe()
	return &half{Conn: up1, read: down1}, &half{Conn: down2, read: up2}
}

func (h *half) Read(p []byte) (int, error) { return h.read.Read(p) }

func (h *half) CloseWrite() error {
	h.finished = true
	return h.Conn.Close()
}

func (h *half) Close() error {
	h.closed = true
	h.Conn.Close()
	return h.read.Close()
}

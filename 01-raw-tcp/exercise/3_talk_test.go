//go:build exercise

package exercise

import (
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"sync"
	"testing"
	"time"

	"socketworkbook/internal/grader"
)

const (
	gone       = "답을 기다리지 않고 떠남"
	noFIN      = "다 보냈다고 알리지 않고 기다림"
	finFirst   = "보내기 전에 다 보냈다고 알림"
	sendFirst  = "다 보낼 때까지 읽지 않아서 서로 막힘"
	readsOnce  = "한 번만 읽고 떠남"
	neverClose = "연결을 닫지 않음"
	errorLost2 = "보내거나 받다가 난 오류를 버림"
	falseError = "다 되었는데 오류를 돌려줌"
)

func TestTalk(t *testing.T) {
	task := grader.Task{File: "01-raw-tcp/exercise/3_talk.go", Note: "notes/01-raw-tcp.md#한쪽씩-끝낸다"}

	task.Try(t, "다 받고 한참 뒤에 답하는 서버", grader.Bubble(func() error {
		conn, server := halfPipe()
		go func() {
			text, _ := io.ReadAll(server)
			time.Sleep(time.Minute) // 가짜 시계
			io.WriteString(server, strings.ToUpper(string(text)))
			server.CloseWrite()
		}()
		got, talkErr := talked(conn, "hello 안녕")
		mistake := gone
		switch {
		case conn.finFirst:
			mistake = finFirst
		case conn.ended && !conn.finished:
			got, mistake = "서로 기다림", noFIN
		}
		err := grader.Same(`"HELLO 안녕"`, got, mistake)
		switch {
		case err != nil:
		case talkErr != nil:
			err = grader.Wrong{Want: "nil", Got: fmt.Sprintf("오류 %q", talkErr), Mistake: falseError}
		case !conn.closed:
			err = grader.Wrong{Want: "다 읽고 닫기", Got: "닫지 않음", Mistake: neverClose}
		}
		server.Close()
		conn.Close()
		time.Sleep(time.Hour) // 가짜 시계. 서버의 고루틴이 끝나게 한다.
		return err
	}))
	task.Try(t, "받자마자 돌려주는 서버", grader.Bubble(func() error {
		conn, server := halfPipe()
		go func() {
			io.Copy(server, server) // 우리가 읽지 않으면 서버의 쓰기가 막히고, 그러면 우리의 쓰기도 막힌다.
			server.CloseWrite()
		}()
		long := strings.Repeat("동해물과 백두산이 ", 10_000)
		got, _ := talked(conn, long)
		mistake := ""
		switch {
		case got == `"`+long+`"`:
			got = "모두"
		case conn.ended:
			got, mistake = "서로 막힘", sendFirst
		default:
			got, mistake = "일부만", readsOnce
		}
		err := grader.Same("모두", got, mistake)
		server.Close()
		conn.Close()
		return err
	}))
	for _, cut := range []struct {
		name string
		do   func(conn *half)
	}{
		{"받다가 끊긴 연결", func(conn *half) { conn.broken = true }},
		{"보내다가 끊긴 연결", func(conn *half) { conn.clogged = true }},
	} {
		task.Try(t, cut.name, grader.Bubble(func() error {
			conn, server := halfPipe()
			cut.do(conn)
			go func() {
				io.Copy(io.Discard, server)
				server.CloseWrite()
			}()
			_, got := talked(conn, "hello")
			server.Close()
			conn.Close()
			return grader.Same("연결이 준 오류", map[bool]string{true: "연결이 준 오류", false: fmt.Sprint("오류 ", got)}[errors.Is(got, errBroken)], errorLost2)
		}))
	}
}

var errBroken = errors.New("연결이 부서짐")

// talked는 Talk가 out에 적은 것과 돌려준 오류이다. 한 시간이 지나도 끝나지 않으면 연결을 끊는다.
func talked(conn *half, in string) (string, error) {
	var out strings.Builder
	stuck := time.AfterFunc(time.Hour, func() {
		conn.mu.Lock()
		conn.ended = true
		conn.mu.Unlock()
		conn.Conn.Close()
		conn.read.Close()
	})
	defer stuck.Stop()
	err := Talk(conn, strings.NewReader(in), &out)
	return `"` + out.String() + `"`, err
}

// half는 메모리 속의 연결이다. 버퍼가 없어서, 상대가 읽어야 쓸 수 있다.
type half struct {
	net.Conn // 쓰는 길
	read     net.Conn
	broken   bool // 읽으면 오류가 난다
	clogged  bool // 쓰면 오류가 난다

	mu       sync.Mutex
	wrote    bool // 무엇이든 썼다
	finished bool // 한 시간 안에 FIN을 보냈다
	finFirst bool // 아무것도 쓰지 않고 FIN을 보냈다
	closed   bool
	ended    bool // 한 시간이 지나서 끊겼다
}

func halfPipe() (a, b *half) {
	up1, up2 := net.Pipe()
	down1, down2 := net.Pipe()
	return &half{Conn: up1, read: down1}, &half{Conn: down2, read: up2}
}

func (h *half) Read(p []byte) (int, error) {
	if h.broken {
		return 0, errBroken
	}
	return h.read.Read(p)
}

func (h *half) Write(p []byte) (int, error) {
	h.mu.Lock()
	h.wrote = true
	h.mu.Unlock()
	if h.clogged {
		return 0, errBroken
	}
	return h.Conn.Write(p)
}

func (h *half) CloseWrite() error {
	h.mu.Lock()
	h.finished = h.finished || !h.ended
	h.finFirst = h.finFirst || !h.wrote
	h.mu.Unlock()
	return h.Conn.Close()
}

func (h *half) Close() error {
	h.mu.Lock()
	h.closed = true
	h.mu.Unlock()
	h.Conn.Close()
	return h.read.Close()
}

func (h *half) SetReadDeadline(t time.Time) error { return h.read.SetReadDeadline(t) }

func (h *half) SetDeadline(t time.Time) error {
	h.Conn.SetWriteDeadline(t)
	return h.read.SetReadDeadline(t)
}

//go:build exercise

package exercise_test

import (
	"io"
	"math"
	"net"
	"strings"
	"sync"
	"time"

	"socketworkbook/01-raw-tcp/exercise"
)

// session은 Talk를 한 번 불러 보는 것이다.
type session struct {
	conn, server *half
	text         string // in에서 읽을 것
	in           io.Reader
	out          io.Writer
	listens      int // 서버는 이만큼 받으면 FIN을 기다리지 않고 답한다. 바이트

	heard          strings.Builder // out에 적은 것
	err            error           // Talk가 돌려준 것
	stuck, noFIN   bool            // 아무리 기다려도 돌아오지 않아서 끊었다. 그때까지 FIN을 보내지 않았다
	sent, received string          // Talk가 연결로 보낸 것과 받은 것
	hungUp         bool            // Talk가 닫았다
}

func newSession(text string) *session {
	s := &session{text: text, listens: len(text), in: &pieces{strings.NewReader(text), 1}}
	s.conn, s.server = halfPipe()
	s.out = &s.heard
	return s
}

// answer는 서버의 답이다. 두 바이트씩 오고, 끝에 FIN이 온다.
func (s *session) answer(text string) {
	io.Copy(s.server, &pieces{strings.NewReader(text), 2})
	s.server.CloseWrite()
}

// talk는 Talk를 부른다. 끝내 돌아오지 않으면 연결을 끊는다.
func (s *session) talk() {
	cut := time.AfterFunc(100*365*24*time.Hour, func() { // 가짜 시계. 모두가 기다리고 있으면 바로 지난다.
		s.conn.mu.Lock()
		s.stuck, s.noFIN = true, !s.conn.finished
		s.conn.mu.Unlock()
		s.conn.shut()
	})
	s.err = exercise.Talk(s.conn, s.in, s.out)
	cut.Stop()
	s.conn.mu.Lock()
	s.sent, s.received, s.hungUp = string(s.conn.sent), string(s.conn.received), s.conn.closed
	s.conn.mu.Unlock()
	s.conn.shut() // 서버의 고루틴을 끝낸다.
	s.server.shut()
}

// half는 메모리 안의 연결의 한쪽 끝이다. 버퍼가 없어서, 상대가 읽어야 쓸 수 있다.
type half struct {
	net.Conn          // 쓰는 스트림
	read     net.Conn // 읽는 스트림
	canRead  int      // 이만큼 읽으면 끊긴다. 바이트
	canWrite int      // 이만큼 쓰면 끊긴다. 바이트

	mu             sync.Mutex
	sent, received []byte
	finished       bool // FIN을 보냈다
	finFirst       bool // 아무것도 쓰지 않고 FIN을 보냈다
	closed         bool
}

func halfPipe() (a, b *half) {
	up1, up2 := net.Pipe()
	down1, down2 := net.Pipe()
	return &half{Conn: up1, read: down1, canRead: math.MaxInt, canWrite: math.MaxInt},
		&half{Conn: down2, read: up2, canRead: math.MaxInt, canWrite: math.MaxInt}
}

func (h *half) Read(p []byte) (int, error) {
	if h.canRead == 0 {
		return 0, errBroken
	}
	n, err := h.read.Read(p[:min(len(p), h.canRead)])
	h.canRead -= n
	h.mu.Lock()
	h.received = append(h.received, p[:n]...)
	h.mu.Unlock()
	return n, err
}

// Write는 쓸 수 있는 만큼만 쓴다. 끊기면 서버에게는 끝으로 보인다.
func (h *half) Write(p []byte) (int, error) {
	n, err := 0, error(nil)
	if allowed := p[:min(len(p), h.canWrite)]; len(allowed) > 0 { // net.Pipe는 빈 것도 상대가 읽기를 기다린다.
		n, err = h.Conn.Write(allowed)
	}
	h.canWrite -= n
	h.mu.Lock()
	h.sent = append(h.sent, p[:n]...)
	h.mu.Unlock()
	if n < len(p) && h.canWrite == 0 {
		h.Conn.Close()
		return n, errBroken
	}
	return n, err
}

func (h *half) CloseWrite() error {
	h.mu.Lock()
	h.finished = true
	h.finFirst = h.finFirst || len(h.sent) == 0
	h.mu.Unlock()
	return h.Conn.Close()
}

func (h *half) Close() error {
	h.mu.Lock()
	h.closed = true
	h.mu.Unlock()
	return h.shut()
}

func (h *half) shut() error {
	h.Conn.Close()
	return h.read.Close()
}

func (h *half) SetReadDeadline(t time.Time) error { return h.read.SetReadDeadline(t) }

func (h *half) SetDeadline(t time.Time) error {
	h.Conn.SetWriteDeadline(t)
	return h.read.SetReadDeadline(t)
}

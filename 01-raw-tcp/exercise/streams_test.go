//go:build exercise

package exercise_test

import (
	"errors"
	"io"
)

var errBroken = errors.New("연결이 부서짐")

// hesitant는 두 번에 한 번은 아무것도 주지 않는다. io.Reader는 그래도 되고, 그것은 끝이 아니다.
type hesitant struct {
	r     io.Reader
	turns int
}

func (h *hesitant) Read(p []byte) (int, error) {
	if h.turns++; h.turns%2 == 1 {
		return 0, nil
	}
	return h.r.Read(p)
}

// stalled는 r을 다 준 다음에는 more가 닫힐 때까지 아무것도 주지 않는다. 상대가 말을 멈춘 것이다.
type stalled struct {
	r    io.Reader
	more chan struct{}
}

func (s *stalled) Read(p []byte) (int, error) {
	n, err := s.r.Read(p)
	if err == io.EOF {
		<-s.more
	}
	return n, err
}

// pieces는 한 번에 most바이트까지만 준다.
type pieces struct {
	io.Reader
	most int
}

func (r *pieces) Read(p []byte) (int, error) { return r.Reader.Read(p[:min(len(p), r.most)]) }

// failing은 left바이트를 적은 다음에 한 번 실패한다. 그 오류를 버리면 다시는 알 수 없다.
type failing struct {
	left   int
	failed bool
}

func (w *failing) Write(p []byte) (int, error) {
	if w.failed || len(p) <= w.left {
		w.left -= len(p)
		return len(p), nil
	}
	w.failed = true
	return w.left, errBroken
}

// hiccup은 한 번 실패한다. 그 오류를 버리면 다시는 알 수 없다.
type hiccup struct{ failed bool }

func (r *hiccup) Read([]byte) (int, error) {
	if r.failed {
		return 0, io.EOF
	}
	r.failed = true
	return 0, errBroken
}

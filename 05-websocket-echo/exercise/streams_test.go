//go:build exercise

package exercise_test

import (
	"errors"
	"io"
)

var errBroken = errors.New("연결이 부서짐")

// failing은 left바이트를 쓴 다음에 한 번 실패한다. 그 오류를 버리면 다시는 알 수 없다.
type failing struct {
	left    int
	failed  bool
	written int // 바이트
}

func (w *failing) Write(p []byte) (int, error) {
	n := len(p)
	if !w.failed && n > w.left {
		w.failed, n = true, w.left
	}
	w.left -= n
	w.written += n
	if n < len(p) {
		return n, errBroken
	}
	return n, nil
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

//go:build exercise

package exercise_test

import (
	"fmt"
	"io"
	"strings"
	"testing"

	"socketworkbook/05-websocket-echo/exercise"
	"socketworkbook/internal/grader"
)

const (
	looseEnd   = "끝난 것과 잘린 것을 구별하지 않음"
	cutAsWhole = "도중에 끝난 프레임을 돌려줌"
	readLost   = "r이 준 오류를 버림"
	readIsEnd  = "r이 준 오류를 끝으로 여김"
)

// endWires는 도중에 끊어 볼 프레임들이다. 헤더의 네 가지 모양이 다 있다.
var endWires = []string{hello, "\x81\x05Hello", wires[3][:12], "\x82\x7f\x00\x00\x00\x00\x00\x01\x00\x00ab"}

func readEnds(t *testing.T, task grader.Task) {
	task.Try(t, "읽기: 프레임의 도중에 끝남", func(*testing.T) error { return everywhere(endsAt) })
	task.Try(t, "읽기: 프레임의 도중에 오류가 남", func(*testing.T) error { return everywhere(failsAt) })
}

// everywhere는 프레임의 어디에서 끊겨도 바르게 알리는지 본다.
func everywhere(check func(wire string, after int) error) error {
	for _, wire := range endWires {
		for after := range len(wire) {
			if err := check(wire, after); err != nil {
				return naming(fmt.Sprintf("% x 다음", wire[:after]), err)
			}
		}
	}
	return nil
}

func endsAt(wire string, after int) error {
	want := map[bool]error{true: io.EOF, false: io.ErrUnexpectedEOF}[after == 0]
	f, err := exercise.ReadFrame(strings.NewReader(wire[:after]), masked(wire), limit)
	mistake := ""
	switch {
	case err == nil:
		mistake = cutAsWhole
	case err == io.EOF, err == io.ErrUnexpectedEOF:
		mistake = looseEnd
	}
	return grader.Same(frameError(want), show(f, err), mistake)
}

func failsAt(wire string, after int) error {
	rest := strings.NewReader(wire[after:] + strings.Repeat("a", 1<<16))
	f, err := exercise.ReadFrame(io.MultiReader(strings.NewReader(wire[:after]), &hiccup{}, rest), masked(wire), limit)
	mistake := ""
	switch {
	case err == nil:
		mistake = readLost
	case err == io.EOF, err == io.ErrUnexpectedEOF:
		mistake = readIsEnd
	}
	return grader.Same(frameError(errBroken), show(f, err), mistake)
}

// frameError는 아는 오류의 이름이다.
func frameError(err error) string {
	return grader.NameOf(err, map[error]string{
		exercise.ErrFrameTooLong: "ErrFrameTooLong", exercise.ErrProtocol: "ErrProtocol", errBroken: "r이 준 오류",
		io.ErrUnexpectedEOF: "io.ErrUnexpectedEOF", io.EOF: "io.EOF",
	})
}

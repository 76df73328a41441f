//go:build exercise

package exercise_test

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"socketworkbook/04-sse/exercise"
	"socketworkbook/internal/grader"
)

const (
	longLine    = "긴 줄에서 멈춤"
	errorLost   = "끊긴 것을 끝으로 여김"
	sharedState = "스트림 둘이 변수를 함께 씀"
)

func TestLines(t *testing.T) {
	task := grader.Task{File: "04-sse/exercise/5_lines.go", Note: "notes/04-sse.md#이벤트의-모양"}

	for _, test := range splittings {
		task.Try(t, test.name, func(*testing.T) error { return test.splits() })
	}
	task.Try(t, "7만 바이트 줄", func(*testing.T) error { return long(70_000) })
	task.Try(t, "스트림 둘", func(*testing.T) error { return twoStreams() })
	for _, test := range []struct{ name, stream, mistake string }{
		{"LF로 끝나고 조용한 스트림", "하나\n", waitsForEnd},
		{"CRLF로 끝나고 조용한 스트림", "하나\r\n", waitsForEnd},
		{"CR로 끝나고 조용한 스트림", "하나\r", waitsAfterCR},
		{"빈 줄만 오고 조용한 스트림", "\n", waitsForBOM},
	} {
		task.Try(t, test.name, grader.Lasting(func() error { return live([]string{test.stream}, test.mistake) }))
	}
	task.Try(t, "도중에 조용한 스트림", grader.Lasting(quiets))
	task.Try(t, "도중에 끊긴 스트림", func(*testing.T) error { return cuts() })
}

// long은 size바이트의 줄을 받는지 본다.
func long(size int) error {
	want := fmt.Sprintf("%d바이트의 줄", size)
	line, err := exercise.NewLines(strings.NewReader(strings.Repeat("a", size) + "\n")).NextLine()
	if err != nil {
		return grader.Wrong{Want: want, Got: fmt.Sprintf("오류 %q", err), Mistake: longLine}
	}
	return grader.Same(want, fmt.Sprintf("%d바이트의 줄", len(line)), longLine)
}

// twoStreams는 스트림 둘을 번갈아 나누어도 서로 섞이지 않는지 본다.
func twoStreams() error {
	a, b := exercise.NewLines(strings.NewReader("a\r\nb\n")), exercise.NewLines(strings.NewReader("\nc\n"))
	var got []string
	for _, l := range []*exercise.Lines{a, b, a, b} {
		line, err := l.NextLine()
		if err != nil {
			line = cutError(err)
		}
		got = append(got, fmt.Sprintf("%q", line))
	}
	return grader.Same(`"a" "" "b" "c"`, strings.Join(got, " "), sharedState)
}

// mixed는 줄바꿈 셋과 BOM이 모두 있는 스트림이다.
var mixed = "\ufeff하나\r\n\n둘\n\n셋\r\r넷\n"

// cuts는 어느 바이트에서 끊겨도 다 온 줄들과, 끊긴 오류를 주는지 본다.
func cuts() error {
	for k := range len(mixed) + 1 {
		lines := strings.Join(append(whole(mixed[:k]), ""), " ")
		for _, together := range []bool{false, true} {
			r := io.MultiReader(strings.NewReader(mixed[:k]), iotest.ErrReader(errCut))
			if together { // 오류가 마지막 바이트들과 함께 온다.
				r = iotest.DataErrReader(r)
			}
			got := cut(r)
			mistake := map[bool]string{true: errorLost}[got == lines+"io.EOF"]
			if err := grader.Same(lines+"r이 준 오류", got, mistake); err != nil {
				return naming(fmt.Sprintf("%q 다음에 끊기면", mixed[:k]), err)
			}
		}
	}
	return nil
}

var errCut = errors.New("연결이 끊김")

// cut은 나눈 줄들과, 끝의 오류이다.
func cut(r io.Reader) string {
	l := exercise.NewLines(r)
	var got []string
	for range 10 {
		line, err := l.NextLine()
		if err != nil {
			return strings.Join(append(got, cutError(err)), " ")
		}
		got = append(got, fmt.Sprintf("%q", line))
	}
	return strings.Join(append(got, "…"), " ")
}

func cutError(err error) string {
	return grader.NameOf(err, map[error]string{errCut: "r이 준 오류", io.EOF: "io.EOF"})
}

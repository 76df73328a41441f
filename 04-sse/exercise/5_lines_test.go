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
	bomKept       = "맨 앞의 BOM을 떼지 않음"
	bomEverywhere = "맨 앞이 아닌 BOM도 뗌"
	crUnknown     = "CR로 끝나는 줄을 모름"
	crlfIsTwo     = "CRLF를 줄 둘의 끝으로 읽음"
	crlfApart     = "나뉘어 온 CRLF를 줄 둘의 끝으로 읽음"
	pieceIsLine   = "읽은 만큼을 한 줄로 여김"
	byteIsRune    = "바이트 하나를 글자 하나로 여김"
	unfinishedIn  = "줄바꿈이 오지 않은 줄을 돌려줌"
	blankLost     = "빈 줄을 버림"
	longLine      = "긴 줄에서 멈춤"
	errorLost     = "끊긴 것을 끝으로 여김"
	waitsForEnd   = "스트림이 끝날 때까지 모음"
	waitsAfterCR  = "CR 다음 바이트를 기다림"
	waitsForBOM   = "BOM을 보려고 세 바이트를 기다림"
	keepsBack     = "다 온 줄을 붙들어 둠"
	trimsLine     = "줄의 앞뒤 빈칸을 버림"
)

func TestLines(t *testing.T) {
	task := grader.Task{File: "04-sse/exercise/5_lines.go", Note: "notes/04-sse.md#이벤트의-모양"}

	for _, test := range splittings {
		task.Try(t, fmt.Sprintf("%s %q", test.name, test.stream), func(*testing.T) error { return test.splits() })
	}
	task.Try(t, "7만 바이트 줄", func(*testing.T) error { return long(70_000) })
	for _, test := range []struct{ name, text, end, mistake string }{
		{"LF로 끝나고 조용한 스트림", "하나", "\n", waitsForEnd},
		{"CRLF로 끝나고 조용한 스트림", "하나", "\r\n", waitsForEnd},
		{"CR로 끝나고 조용한 스트림", "하나", "\r", waitsAfterCR},
		{"빈 줄만 오고 조용한 스트림", "", "\n", waitsForBOM},
	} {
		task.Try(t, test.name, grader.Lasting(func() error {
			return live([]string{test.text + test.end}, test.mistake)
		}))
	}
	const stream = "\ufeff하나\r\n\n둘\r셋\n"
	for k := range len(stream) {
		task.Try(t, fmt.Sprintf("%d바이트가 오고 조용하다가 나머지가 온 스트림", k), grader.Lasting(func() error {
			return live([]string{stream[:k], stream[k:]}, keepsBack)
		}))
	}
	for k := range len(stream) + 1 {
		task.Try(t, fmt.Sprintf("%d바이트 다음에 끊긴 스트림", k), func(*testing.T) error { return broken(stream[:k]) })
	}
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

// broken은 text 다음에 끊기면 다 온 줄들과, 끊긴 오류를 주는지 본다.
func broken(text string) error {
	lines := strings.Join(append(whole(text), ""), " ")
	for _, together := range []bool{false, true} {
		r := io.MultiReader(strings.NewReader(text), iotest.ErrReader(errCut))
		if together { // 오류가 마지막 바이트들과 함께 온다.
			r = iotest.DataErrReader(r)
		}
		got := cut(r)
		mistake := map[bool]string{true: errorLost}[got == lines+"io.EOF"]
		if err := grader.Same(lines+"r이 준 오류", got, mistake); err != nil {
			return err
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

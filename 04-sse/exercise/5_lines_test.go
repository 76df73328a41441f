//go:build exercise

package exercise_test

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"testing/synctest"

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
	trimsLine     = "줄의 앞뒤 빈칸을 버림"
)

func TestLines(t *testing.T) {
	task := grader.Task{File: "04-sse/exercise/5_lines.go", Note: "notes/04-sse.md#이벤트의-모양"}

	for _, test := range []struct {
		name, stream string
		want         string
		mistakes     map[string]string // 나온 것으로 알아보는 실수. ""는 나머지 모두
	}{
		{"LF로 끝나는 줄", "a\n\nb\n", `"a" "" "b" io.EOF`, map[string]string{`"a" "b" io.EOF`: blankLost}},
		{"빈칸이 있는 줄", " a \t\n", `" a \t" io.EOF`, map[string]string{"": trimsLine}},
		{"한글", "하나\n", `"하나" io.EOF`, map[string]string{"": byteIsRune}},
		{"CRLF로 끝나는 줄", "a\r\nb\r\n\r\n", `"a" "b" "" io.EOF`, map[string]string{
			`"a" "" "b" "" "" "" io.EOF`: crlfIsTwo, `"a\r" "b\r" "\r" io.EOF`: crUnknown, `"a" "b" io.EOF`: blankLost,
		}},
		{"CR로 끝나는 줄", "a\rb\r\r", `"a" "b" "" io.EOF`, map[string]string{"io.EOF": crUnknown, `"a" "b" io.EOF`: blankLost}},
		{"섞인 줄", "a\rb\n\rc\r\n\n", `"a" "b" "" "c" "" io.EOF`, map[string]string{"": crUnknown}},
		{"맨 앞의 BOM", "\ufeffa\n", `"a" io.EOF`, map[string]string{"": bomKept}},
		{"맨 앞의 BOM 둘", "\ufeff\ufeffa\n", `"\ufeffa" io.EOF`, map[string]string{"": bomEverywhere}},
		{"빈 줄 다음의 BOM", "\n\ufeffa\n", `"" "\ufeffa" io.EOF`, map[string]string{"": bomEverywhere}},
		{"도중의 BOM", "a\n\ufeffb\nc\ufeff\n", `"a" "\ufeffb" "c\ufeff" io.EOF`, map[string]string{"": bomEverywhere}},
		{"끝나지 않은 줄", "a\nb", `"a" io.EOF`, map[string]string{"": unfinishedIn}},
		{"빈 스트림", "", "io.EOF", map[string]string{"": unfinishedIn}},
	} {
		task.Try(t, fmt.Sprintf("%s %q", test.name, test.stream), func(*testing.T) error {
			got := cut(strings.NewReader(test.stream))
			if err := grader.Same(test.want, got, grader.Known(test.mistakes, got)); err != nil {
				return err
			}
			mistake := pieceIsLine
			if strings.Contains(test.stream, "\r\n") {
				mistake = crlfApart
			}
			for _, pieces := range []func(io.Reader) io.Reader{iotest.OneByteReader, iotest.HalfReader, iotest.DataErrReader} {
				got := cut(pieces(strings.NewReader(test.stream)))
				if err := grader.Same(test.want, got, mistake); err != nil {
					return err
				}
			}
			return nil
		})
	}
	task.Try(t, "7만 바이트 줄", func(*testing.T) error {
		const size = 70_000
		line, err := exercise.NewLines(strings.NewReader(strings.Repeat("a", size) + "\n")).NextLine()
		if err != nil {
			return grader.Wrong{Want: "70000바이트의 줄", Got: fmt.Sprintf("오류 %q", err), Mistake: longLine}
		}
		return grader.Same(fmt.Sprintf("%d바이트의 줄", size), fmt.Sprintf("%d바이트의 줄", len(line)), longLine)
	})
	for _, test := range []struct{ name, text, end, mistake string }{
		{"LF로 끝나고 조용한 스트림", "하나", "\n", waitsForEnd},
		{"CRLF로 끝나고 조용한 스트림", "하나", "\r\n", waitsForEnd},
		{"CR로 끝나고 조용한 스트림", "하나", "\r", waitsAfterCR},
		{"빈 줄만 오고 조용한 스트림", "", "\n", waitsForBOM},
	} {
		task.Try(t, test.name, grader.Bubble(func() error {
			r, w := io.Pipe()
			go io.WriteString(w, test.text+test.end)
			result := make(chan error, 1)
			go func() {
				var err error
				defer func() { result <- err }()
				defer grader.Recover(&err)
				line, nextErr := exercise.NewLines(r).NextLine()
				if err = nextErr; err == nil {
					err = grader.Same(test.text, line, "")
				}
			}()
			synctest.Wait()
			defer r.Close()
			select {
			case err := <-result:
				return err
			default:
			}
			w.Close()
			<-result
			return grader.Same("바로 온 줄", "오지 않은 줄", test.mistake)
		}))
	}
	const text = "하나\n\n둘\n"
	for k := range len(text) + 1 { // 어느 바이트에서 끊겨도
		task.Try(t, fmt.Sprintf("%d바이트 다음에 끊긴 스트림", k), func(*testing.T) error {
			want := append(whole(text[:k]), "r이 준 오류")
			got := cut(io.MultiReader(strings.NewReader(text[:k]), iotest.ErrReader(errCut)))
			return grader.Same(strings.Join(want, " "), got, grader.Known(map[string]string{strings.Replace(strings.Join(want, " "), "r이 준 오류", "io.EOF", 1): errorLost}, got))
		})
	}
}

// whole은 줄바꿈까지 온 줄들이다.
func whole(text string) (lines []string) {
	for line := range strings.Lines(text) {
		if line, ended := strings.CutSuffix(line, "\n"); ended {
			lines = append(lines, fmt.Sprintf("%q", line))
		}
	}
	return lines
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

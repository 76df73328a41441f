//go:build exercise

package exercise_test

import (
	"fmt"
	"io"
	"strings"
	"testing/iotest"

	"socketworkbook/internal/grader"
)

const (
	bomKept       = "맨 앞의 BOM을 떼지 않음"
	bomEverywhere = "맨 앞이 아닌 BOM도 뗌"
	bomFirstByte  = "BOM의 첫 바이트만 살핌"
	bomApart      = "나뉘어 온 BOM을 떼지 않음"
	crUnknown     = "CR로 끝나는 줄을 모름"
	crlfIsTwo     = "CRLF를 줄 둘의 끝으로 읽음"
	crlfApart     = "나뉘어 온 CRLF를 줄 둘의 끝으로 읽음"
	pieceIsLine   = "읽은 만큼을 한 줄로 여김"
	byteIsRune    = "바이트 하나를 글자 하나로 여김"
	likeBreaks    = "줄바꿈이 아닌 글자에서 줄을 나눔"
	unfinishedIn  = "줄바꿈이 오지 않은 줄을 돌려줌"
	blankLost     = "빈 줄을 버림"
	commentLost   = "쌍점으로 시작하는 줄을 버림"
	trimsLine     = "줄의 앞뒤 빈칸을 버림"
)

// splitting은 스트림 하나와, 나눈 줄들이다.
type splitting struct {
	name, stream string
	want         string
	mistakes     map[string]string // 나온 것으로 알아보는 실수. ""는 나머지 모두
}

var splittings = []splitting{
	{"LF로 끝나는 줄", "a\n\nb\n", `"a" "" "b" io.EOF`, map[string]string{`"a" "b" io.EOF`: blankLost}},
	{"빈칸이 있는 줄", " a \t\n \n", `" a \t" " " io.EOF`, map[string]string{"": trimsLine}},
	{"한글", "하나\n", `"하나" io.EOF`, map[string]string{"": byteIsRune}},
	{"쌍점으로 시작하는 줄", ": 하나\n:\na\n", `": 하나" ":" "a" io.EOF`, map[string]string{"": commentLost}},
	{"CRLF로 끝나는 줄", "a\r\nb\r\n\r\n", `"a" "b" "" io.EOF`, map[string]string{
		`"a" "" "b" "" "" "" io.EOF`: crlfIsTwo, `"a\r" "b\r" "\r" io.EOF`: crUnknown, `"a" "b" io.EOF`: blankLost,
	}},
	{"CR로 끝나는 줄", "a\rb\r\r", `"a" "b" "" io.EOF`, map[string]string{"io.EOF": crUnknown, `"a" "b" io.EOF`: blankLost}},
	{"섞인 줄", "a\rb\n\rc\r\n\n", `"a" "b" "" "c" "" io.EOF`, map[string]string{"": crUnknown}},
	{"CR로 시작하는 스트림", "\r\ra\r\r\n\n", `"" "" "a" "" "" io.EOF`, map[string]string{"": crUnknown}},
	{"줄바꿈이 아닌 글자", "a\vb\fc\x1c\u0085\u2028\u2029d\n", `"a\vb\fc\x1c\u0085\u2028\u2029d" io.EOF`, map[string]string{"": likeBreaks}},
	{"NUL과 따옴표", "\x00\"a\\n\x00\n", `"\x00\"a\\n\x00" io.EOF`, nil},
	{"맨 앞의 BOM", "\ufeffa\n", `"a" io.EOF`, map[string]string{"": bomKept}},
	{"BOM과 빈 줄", "\ufeff\r\n\ufeff\n", `"" "\ufeff" io.EOF`, map[string]string{`"\ufeff" "\ufeff" io.EOF`: bomKept, "": bomEverywhere}},
	{"맨 앞의 BOM 둘", "\ufeff\ufeffa\n", `"\ufeffa" io.EOF`, map[string]string{"": bomEverywhere}},
	{"빈 줄 다음의 BOM", "\n\ufeffa\n", `"" "\ufeffa" io.EOF`, map[string]string{"": bomEverywhere}},
	{"첫 줄 도중의 BOM", "a\ufeffb\ufeff\n", `"a\ufeffb\ufeff" io.EOF`, map[string]string{"": bomEverywhere}},
	{"빈칸 다음의 BOM", " \ufeffa\n", `" \ufeffa" io.EOF`, map[string]string{"": bomEverywhere}},
	{"도중의 BOM", "a\n\ufeffb\nc\ufeff\n", `"a" "\ufeffb" "c\ufeff" io.EOF`, map[string]string{"": bomEverywhere}},
	{"전각 글자로 시작하는 스트림", "Ａ\n", `"Ａ" io.EOF`, map[string]string{"": bomFirstByte}},
	{"끝나지 않은 줄", "a\nb", `"a" io.EOF`, map[string]string{"": unfinishedIn}},
	{"빈 스트림", "", "io.EOF", map[string]string{"": unfinishedIn}},
	{"BOM만 온 스트림", "\ufeff", "io.EOF", map[string]string{"": unfinishedIn}},
}

// splits는 stream이 어떻게 나뉘어 와도 같은 줄들이 나오는지 본다.
func (test splitting) splits() error {
	got := cut(strings.NewReader(test.stream))
	if err := grader.Same(test.want, got, grader.Known(test.mistakes, got)); err != nil {
		return naming(fmt.Sprintf("스트림 %q", test.stream), err)
	}
	for k := 1; k < len(test.stream); k++ {
		first, rest := test.stream[:k], test.stream[k:]
		got := cut(io.MultiReader(strings.NewReader(first), strings.NewReader(rest)))
		if err := grader.Same(test.want, got, test.apart(first, rest, got)); err != nil {
			return naming(fmt.Sprintf("%q, %q로 나뉘어 오면", first, rest), err)
		}
	}
	if err := grader.Same(test.want, cut(iotest.OneByteReader(strings.NewReader(test.stream))), ""); err != nil {
		return naming(fmt.Sprintf("%q가 한 바이트씩 오면", test.stream), err)
	}
	err := grader.Same(test.want, cut(iotest.DataErrReader(strings.NewReader(test.stream))), "")
	return naming(fmt.Sprintf("%q의 마지막 바이트와 끝이 함께 오면", test.stream), err)
}

// apart는 first와 rest로 나뉘어 올 때만 got이 틀린 풀이의 실수이다.
func (test splitting) apart(first, rest, got string) string {
	switch {
	case strings.HasSuffix(first, "\r") && rest[0] == '\n':
		return crlfApart
	case len(first) < len("\ufeff") && strings.HasPrefix(test.stream, "\ufeff"):
		return bomApart
	case strings.Count(got, `"`) > strings.Count(test.want, `"`):
		return pieceIsLine
	}
	return ""
}

// whole은 줄바꿈까지 온 줄들이다.
func whole(text string) (lines []string) {
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(strings.TrimPrefix(text, "\ufeff"))
	for line := range strings.Lines(text) {
		if line, ended := strings.CutSuffix(line, "\n"); ended {
			lines = append(lines, fmt.Sprintf("%q", line))
		}
	}
	return lines
}

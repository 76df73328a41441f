//go:build exercise

package exercise_test

import (
	"fmt"
	"io"
	"strings"
	"testing/iotest"

	"socketworkbook/internal/grader"
)

// splitting은 스트림 하나와, 나뉜 줄들이다.
type splitting struct {
	name, stream string
	want         string
	mistakes     map[string]string // 나온 것으로 알아보는 실수. ""는 나머지 모두
}

var splittings = []splitting{
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
}

// splits는 stream이 어떻게 나뉘어 와도 같은 줄들이 나오는지 본다.
func (test splitting) splits() error {
	got := cut(strings.NewReader(test.stream))
	if err := grader.Same(test.want, got, grader.Known(test.mistakes, got)); err != nil {
		return err
	}
	for k := range len(test.stream) {
		first, rest := test.stream[:k], test.stream[k:]
		got := cut(io.MultiReader(strings.NewReader(first), strings.NewReader(rest)))
		mistake := ""
		if more := strings.Count(got, `"`) > strings.Count(test.want, `"`); more && strings.HasSuffix(first, "\r") && rest[0] == '\n' {
			mistake = crlfApart
		} else if more {
			mistake = pieceIsLine
		}
		if got != test.want {
			return grader.Same(fmt.Sprintf("%q, %q로 나뉘어 와도 %s", first, rest, test.want), got, mistake)
		}
	}
	if got := cut(iotest.OneByteReader(strings.NewReader(test.stream))); got != test.want {
		return grader.Same("한 바이트씩 와도 "+test.want, got, "")
	}
	got = cut(iotest.DataErrReader(strings.NewReader(test.stream)))
	if got != test.want {
		return grader.Same("끝이 마지막 바이트와 함께 와도 "+test.want, got, "")
	}
	return nil
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

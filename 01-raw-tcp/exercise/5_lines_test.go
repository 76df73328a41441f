//go:build exercise

package exercise_test

import (
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"socketworkbook/01-raw-tcp/exercise"
	"socketworkbook/internal/grader"
)

const (
	readIsLine   = "읽기 한 번을 줄 하나로 여김"
	lostRest     = "한 번에 온 둘째 줄을 버림"
	keepsNewline = "줄바꿈을 떼지 않음"
	emptyRest    = "남은 것이 없는데 빈 줄을 돌려줌"
	emptySkipped = "빈 줄을 건너뜀"
	emptyIsEnd   = "빈 줄을 끝으로 여김"
	trims        = "줄바꿈이 아닌 것까지 떼어 버림"
	lostLast     = "줄바꿈 없는 마지막 줄을 버림"
	endIsLine    = "끝과 함께 온 것을 줄로 나누지 않음"
	endDropsLine = "끝과 함께 온 바이트를 버림"
	zeroIsEOF    = "0바이트를 읽은 것을 끝으로 여김"
	errorAsEnd   = "읽기의 오류를 끝으로 여김"
	errorIgnored = "읽기의 오류를 버림"
	errorDrops   = "오류와 함께 온 줄을 버림"
	boundless    = "한도를 넘은 줄을 돌려줌"
	cutsLong     = "한도를 넘은 줄을 나누어 돌려줌"
	togetherLong = "함께 온 짧은 줄들을 긴 줄 하나로 여김"
	countsRunes  = "바이트가 아니라 글자를 셈"
	oneByteShort = "한도와 꼭 같은 줄을 거절함"
	earlyRefuse  = "줄바꿈이 올 틈을 주지 않고 거절함"
)

const most = 16 // 테스트하는 줄의 한도. 바이트

var full = strings.Repeat("a", most)

// lineTests의 mistakes는 나온 것으로 알아보는 실수이다. 앞의 것들을 통과한 다음이라 뜻이 하나뿐이다.
var lineTests = []struct {
	name, stream string
	pieces       func(io.Reader) io.Reader
	want         string
	mistakes     map[string]string
}{
	{"두 줄이 한꺼번에", "하나\n둘\n", nil, `"하나" "둘" io.EOF`, map[string]string{
		`"하나\n둘" io.EOF`: readIsLine, `"하나\n둘\n" io.EOF`: readIsLine, `"하나\n" "둘\n" io.EOF`: keepsNewline,
		`"하나" "둘" "" io.EOF`: emptyRest, `"하나" io.EOF`: lostRest,
	}},
	{"한 바이트씩", "하나\n둘\n", iotest.OneByteReader, `"하나" "둘" io.EOF`, map[string]string{
		`"\xed" "\x95" "\x98" "\xeb" "\x82" "\x98" "" "\xeb" "\x91" "\x98" "" io.EOF`: readIsLine,
	}},
	{"빈 줄", "\n\n셋\n", nil, `"" "" "셋" io.EOF`, map[string]string{`"셋" io.EOF`: emptySkipped, `io.EOF`: emptyIsEnd, `"" io.EOF`: emptyIsEnd}},
	{"앞뒤의 빈칸과 \\r", "\r 앞\t뒤 \r\n", nil, `"\r 앞\t뒤 \r" io.EOF`, map[string]string{
		`"\r 앞\t뒤 " io.EOF`: trims, `"\r 앞\t뒤" io.EOF`: trims, `"앞\t뒤" io.EOF`: trims, `"앞\t뒤 \r" io.EOF`: trims,
	}},
	{"글자가 되지 못한 바이트", "\xff\x00\n", nil, `"\xff\x00" io.EOF`, nil},
	{"줄바꿈 없는 마지막 줄", "하나\n둘", nil, `"하나" "둘" io.EOF`, map[string]string{`"하나" io.EOF`: lostLast}},
	{"마지막 바이트와 끝이 함께", "하나\n둘", iotest.DataErrReader, `"하나" "둘" io.EOF`, map[string]string{
		`"하나\n둘" io.EOF`: endIsLine, `io.EOF`: endDropsLine, `"하나" io.EOF`: endDropsLine,
	}},
	{"아무것도 없음", "", nil, `io.EOF`, map[string]string{`"" io.EOF`: emptyRest}},
	{"때때로 0바이트를 읽음", "하나\n둘\n", func(r io.Reader) io.Reader { return &hesitant{r: r} }, `"하나" "둘" io.EOF`,
		map[string]string{`io.EOF`: zeroIsEOF}},
	{"끊긴 스트림", "하나\n", thenBroken, `"하나" 스트림이 준 오류`, map[string]string{`"하나" io.EOF`: errorAsEnd, `"하나" "또" io.EOF`: errorIgnored}},
	{"줄과 함께 온 오류", "하나\n", func(r io.Reader) io.Reader { return iotest.DataErrReader(thenBroken(r)) },
		`"하나" 스트림이 준 오류`, map[string]string{`스트림이 준 오류`: errorDrops}},
	{"함께 온 짧은 줄 열", strings.Repeat("abc\n", 10), nil, strings.Repeat(`"abc" `, 10) + "io.EOF", map[string]string{`ErrLineTooLong`: togetherLong}},
	{"한도와 꼭 같은 줄", full + "\n", nil, `"` + full + `" io.EOF`, map[string]string{`ErrLineTooLong`: oneByteShort}},
	{"한도와 꼭 같은 줄이 오고 나서 줄바꿈이 옴", full + "\n", iotest.OneByteReader, `"` + full + `" io.EOF`, map[string]string{`ErrLineTooLong`: earlyRefuse}},
	{"한도와 꼭 같은 마지막 줄", full, nil, `"` + full + `" io.EOF`, map[string]string{`ErrLineTooLong`: earlyRefuse}},
	{"한도보다 한 바이트 긴 줄", full + "a\n", nil, `ErrLineTooLong`, map[string]string{
		`"` + full + `a" io.EOF`: boundless, `"` + full + `" "a" io.EOF`: cutsLong,
	}},
	{"한도를 넘는 한글 여섯 자", "가나다라마바\n", nil, `ErrLineTooLong`, map[string]string{`"가나다라마바" io.EOF`: countsRunes}},
	{"한도를 넘는 마지막 줄", full + "a", iotest.DataErrReader, `ErrLineTooLong`, map[string]string{`"` + full + `a" io.EOF`: boundless}},
	{"짧은 줄 다음에 한도를 넘는 줄", "하나\n" + full + "a\n", nil, `"하나" ErrLineTooLong`, nil},
}

func TestLines(t *testing.T) {
	task := grader.Task{File: "01-raw-tcp/exercise/5_lines.go", Note: "notes/01-raw-tcp.md#코드"}

	for _, test := range lineTests {
		task.Try(t, test.name, func(*testing.T) error {
			var r io.Reader = strings.NewReader(test.stream)
			if test.pieces != nil {
				r = test.pieces(r)
			}
			got := collect(exercise.NewLines(r, most))
			return grader.Same(test.want, got, test.mistakes[got])
		})
	}
	waitingLines(t, task)
}

// thenBroken은 r 다음에 오류가 한 번 나는 스트림이다. 그 오류를 버리면 "또"가 온다.
func thenBroken(r io.Reader) io.Reader {
	return io.MultiReader(r, &hiccup{}, strings.NewReader("또\n"))
}

// collect는 오류가 날 때까지 꺼낸 것을 적는다. 끝난 스트림은 또 불러도 끝이다.
func collect(l *exercise.Lines) string {
	var got []string
	for range 20 {
		line, err := l.Next()
		if err == nil {
			got = append(got, fmt.Sprintf("%q", line))
			continue
		}
		got = append(got, lineError(err))
		if _, again := l.Next(); err == io.EOF && again != io.EOF {
			got = append(got, lineError(again))
		}
		return strings.Join(got, " ")
	}
	return strings.Join(got, " ") + " …"
}

func lineError(err error) string {
	return grader.NameOf(err, map[error]string{exercise.ErrLineTooLong: "ErrLineTooLong", errBroken: "스트림이 준 오류", io.EOF: "io.EOF"})
}

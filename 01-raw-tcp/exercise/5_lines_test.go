//go:build exercise

package exercise

import (
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"socketworkbook/internal/grader"
)

const (
	readIsLine   = "읽기 한 번을 줄 하나로 여김"
	lostRest     = "한 번에 온 둘째 줄을 버림"
	keepsNewline = "줄바꿈을 떼지 않음"
	lostLast     = "줄바꿈 없는 마지막 줄을 버림"
	endDropsLine = "끝과 함께 온 바이트를 버림"
	endIsLine    = "끝과 함께 온 것을 줄로 나누지 않음"
	emptySkipped = "빈 줄을 건너뜀"
	emptyIsEnd   = "빈 줄을 끝으로 여김"
	emptyRest    = "남은 것이 없는데 빈 줄을 돌려줌"
	trims        = "줄의 앞뒤 빈칸을 버림"
	zeroIsEnd    = "0바이트를 읽은 것을 끝으로 여김"
	errorAsEnd   = "읽기의 오류를 끝으로 여김"
	boundless    = "한도를 넘어도 계속 모음"
	keepsReading = "한도를 넘었는데 줄의 끝까지 읽음"
	lastIsFree   = "줄바꿈 없는 마지막 줄에는 한도를 두지 않음"
	togetherLong = "함께 온 짧은 줄들을 긴 줄 하나로 여김"
	countsRunes  = "바이트가 아니라 글자를 셈"
	oneByteShort = "한도와 꼭 같은 줄을 거절함"
)

func TestLines(t *testing.T) {
	task := grader.Task{File: "01-raw-tcp/exercise/5_lines.go", Note: "notes/01-raw-tcp.md#코드"}
	const max = 16

	for _, test := range []struct {
		name, stream string
		pieces       func(io.Reader) io.Reader
		want         string
		mistakes     map[string]string // 나온 것으로 알아보는 실수. ""는 나머지 모두
	}{
		{"두 줄이 한꺼번에", "하나\n둘\n", nil, `"하나" "둘" io.EOF`, map[string]string{
			`"하나\n둘" io.EOF`: readIsLine, `"하나\n둘\n" io.EOF`: readIsLine, `"하나\n" "둘\n" io.EOF`: keepsNewline,
			`"하나" "둘" "" io.EOF`: emptyRest, `"하나" io.EOF`: lostRest,
		}},
		{"한 바이트씩", "하나\n둘\n", iotest.OneByteReader, `"하나" "둘" io.EOF`, map[string]string{"": readIsLine}},
		{"빈 줄", "\n\n셋\n", nil, `"" "" "셋" io.EOF`, map[string]string{`"셋" io.EOF`: emptySkipped, "": emptyIsEnd}},
		{"빈칸", " 앞 뒤 \n", nil, `" 앞 뒤 " io.EOF`, map[string]string{"": trims}},
		{"줄바꿈 없는 마지막 줄", "하나\n둘", nil, `"하나" "둘" io.EOF`, map[string]string{"": lostLast}},
		{"마지막 바이트와 끝이 함께", "하나\n둘", func(io.Reader) io.Reader { return &together{rest: "하나\n둘"} }, `"하나" "둘" io.EOF`, map[string]string{`"하나\n둘" io.EOF`: endIsLine, "": endDropsLine}},
		{"아무것도 없음", "", nil, `io.EOF`, map[string]string{"": emptyRest}},
		{"때때로 0바이트를 읽음", "하나\n둘\n", func(r io.Reader) io.Reader { return &hesitant{r: r} }, `"하나" "둘" io.EOF`, map[string]string{"": zeroIsEnd}},
		{"끊긴 스트림", "하나\n", func(r io.Reader) io.Reader { return io.MultiReader(r, iotest.ErrReader(errBroken)) }, `"하나" 스트림이 준 오류`, map[string]string{"": errorAsEnd}},
		{"한도와 꼭 같은 줄", strings.Repeat("a", max) + "\n", nil, `"aaaaaaaaaaaaaaaa" io.EOF`, map[string]string{"": oneByteShort}},
		{"한도보다 한 바이트 긴 줄", strings.Repeat("a", max+1) + "\n", nil, `ErrLineTooLong`, map[string]string{"": boundless}},
		{"한도를 넘는 한글 여섯 자", "가나다라마바\n", nil, `ErrLineTooLong`, map[string]string{"": countsRunes}},
		{"한도를 넘는 마지막 줄", "", func(io.Reader) io.Reader { return &together{rest: strings.Repeat("a", max+1)} }, `ErrLineTooLong`, map[string]string{"": lastIsFree}},
		{"함께 온 짧은 줄 열", strings.Repeat("abc\n", 10), nil, strings.Repeat(`"abc" `, 10) + "io.EOF", map[string]string{"": togetherLong}},
	} {
		task.Try(t, test.name, func(*testing.T) error {
			var r io.Reader = strings.NewReader(test.stream)
			if test.pieces != nil {
				r = test.pieces(r)
			}
			got := collect(NewLines(r, max))
			return grader.Same(test.want, got, grader.Known(test.mistakes, got))
		})
	}
	task.Try(t, "끝나지 않는 줄", func(*testing.T) error {
		endless := &endless{}
		_, err := NewLines(endless, max).Next()
		if err := grader.Same("ErrLineTooLong", lineError(err), boundless); err != nil {
			return err
		}
		if endless.given > 1<<20 {
			return grader.Wrong{Want: "1MiB 안에 그만두기", Got: fmt.Sprintf("%d바이트를 읽음", endless.given), Mistake: keepsReading}
		}
		return nil
	})
}

// collect는 오류가 날 때까지 꺼낸 것을 적는다.
func collect(l *Lines) string {
	var got []string
	for range 20 {
		line, err := l.Next()
		if err != nil {
			return strings.Join(append(got, lineError(err)), " ")
		}
		got = append(got, fmt.Sprintf("%q", line))
	}
	return strings.Join(got, " ") + " …"
}

func lineError(err error) string {
	return grader.NameOf(err, map[error]string{ErrLineTooLong: "ErrLineTooLong", errBroken: "스트림이 준 오류", io.EOF: "io.EOF"})
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

// endless는 줄바꿈이 오지 않는 스트림이다. 2MiB에서 그만둔다.
type endless struct{ given int }

func (e *endless) Read(p []byte) (int, error) {
	if e.given > 2<<20 {
		return 0, io.EOF
	}
	for i := range p {
		p[i] = 'a'
	}
	e.given += len(p)
	return len(p), nil
}

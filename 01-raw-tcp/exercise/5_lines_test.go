//go:build exercise

package exercise

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"socketworkbook/internal/exercise"
)

const (
	readIsLine   = "읽기 한 번을 줄 하나로 여김"
	lostRest     = "한 번에 온 둘째 줄을 버림"
	lostLast     = "줄바꿈 없는 마지막 줄을 버림"
	emptyIsEnd   = "빈 줄을 끝으로 여김"
	boundless    = "한도를 넘어도 계속 모음"
	oneByteShort = "한도와 꼭 같은 줄을 거절함"
)

func TestLines(t *testing.T) {
	task := exercise.Task{File: "01-raw-tcp/exercise/5_lines.go", Note: "notes/01-raw-tcp.md#코드"}

	for _, test := range []struct {
		name, stream string
		pieces       func(io.Reader) io.Reader
		want         string
		mistake      string
	}{
		{"두 줄이 한꺼번에", "하나\n둘\n", nil, `"하나" "둘" io.EOF`, lostRest},
		{"한 바이트씩", "하나\n둘\n", iotest.OneByteReader, `"하나" "둘" io.EOF`, readIsLine},
		{"빈 줄", "\n\n끝\n", nil, `"" "" "끝" io.EOF`, emptyIsEnd},
		{"줄바꿈 없는 마지막 줄", "하나\n둘", nil, `"하나" "둘" io.EOF`, lostLast},
		{"마지막 바이트와 끝이 함께", "하나\n둘", func(io.Reader) io.Reader { return &together{rest: "하나\n둘"} }, `"하나" "둘" io.EOF`, lostLast},
		{"아무것도 없음", "", nil, `io.EOF`, ""},
		{"한도와 꼭 같은 줄", strings.Repeat("a", 16) + "\n", nil, `"aaaaaaaaaaaaaaaa" io.EOF`, oneByteShort},
		{"한도를 넘는 줄", strings.Repeat("a", 17) + "\n", nil, `ErrLineTooLong`, boundless},
	} {
		task.Try(t, test.name, func(*testing.T) error {
			var r io.Reader = strings.NewReader(test.stream)
			if test.pieces != nil {
				r = test.pieces(r)
			}
			return exercise.Same(test.want, collect(NewLines(r, 16)), test.mistake)
		})
	}
	task.Try(t, "끝나지 않는 줄", func(*testing.T) error {
		endless := &endless{}
		_, err := NewLines(endless, 16).Next()
		if err := exercise.Same("ErrLineTooLong", lineError(err), boundless); err != nil {
			return err
		}
		if endless.given > 1<<20 {
			return exercise.Wrong{Want: "1MiB 안에 그만두기", Got: fmt.Sprintf("%d바이트를 읽음", endless.given), Mistake: boundless}
		}
		return nil
	})
}

// collect는 오류가 날 때까지 꺼낸 것을 적는다.
func collect(l *Lines) string {
	var got []string
	for range 10 {
		line, err := l.Next()
		if err != nil {
			return strings.Join(append(got, lineError(err)), " ")
		}
		got = append(got, fmt.Sprintf("%q", line))
	}
	return strings.Join(got, " ") + " …"
}

func lineError(err error) string {
	switch {
	case err == nil:
		return "오류 없음"
	case errors.Is(err, ErrLineTooLong):
		return "ErrLineTooLong"
	case err == io.EOF:
		return "io.EOF"
	}
	return err.Error()
}

// endless는 줄바꿈이 오지 않는 스트림이다. 64MiB에서 그만둔다.
type endless struct{ given int }

func (e *endless) Read(p []byte) (int, error) {
	if e.given > 64<<20 {
		return 0, io.EOF
	}
	for i := range p {
		p[i] = 'a'
	}
	e.given += len(p)
	return len(p), nil
}

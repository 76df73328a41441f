//go:build exercise

package exercise

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"
	"testing/iotest"

	"socketworkbook/internal/grader"
)

const (
	wrongOrder  = "작은 자리부터 적음"
	wrongLength = "글자 수를 길이로 적음"
	noFlush     = "버퍼에 적고 내보내지 않음(Flush)"
	exactRefuse = "한도와 꼭 같은 프레임을 거절함"
	writeLost   = "쓰기의 오류를 버림"
	littleRead  = "길이를 작은 자리부터 읽음"
	shortRead   = "Read 한 번에 다 온다고 믿음"
	readsAhead  = "다음 프레임의 바이트까지 읽어 버림"
	endDrops    = "끝과 함께 온 바이트를 버림"
	emptyIsEOF  = "빈 프레임을 끝으로 여김"
	sameEnd     = "끝난 것과 잘린 것을 구별하지 않음"
	readLost    = "읽기의 오류를 끝으로 여김"
	trustLength = "적힌 길이를 믿고 메모리부터 마련함"
	readsLong   = "너무 긴 프레임의 본문을 읽음"
	oneBuffer   = "다음에 읽을 버퍼를 그대로 돌려줌"
)

func TestFrames(t *testing.T) {
	task := grader.Task{File: "01-raw-tcp/exercise/4_frames.go", Note: "notes/01-raw-tcp.md#경계가-없다"}

	task.Try(t, "적기", func(*testing.T) error {
		var w bytes.Buffer
		if err := WriteFrame(&w, []byte("안녕")); err != nil {
			return failed("WriteFrame", err)
		}
		got, mistake := w.Bytes(), ""
		switch {
		case len(got) == 0:
			return grader.Wrong{Want: "10바이트", Got: "0바이트", Mistake: noFlush}
		case bytes.HasPrefix(got, []byte{6, 0, 0, 0}):
			mistake = wrongOrder
		case bytes.HasPrefix(got, []byte{0, 0, 0, 2}):
			mistake = wrongLength
		}
		return grader.Same("00 00 00 06 ec 95 88 eb 85 95", fmt.Sprintf("% x", got), mistake)
	})
	task.Try(t, "한도와 꼭 같은 것을 적고 읽기", func(*testing.T) error {
		var w bytes.Buffer
		if err := WriteFrame(&w, make([]byte, MaxFrame)); err != nil {
			return grader.Wrong{Want: "적음", Got: name(err), Mistake: exactRefuse}
		}
		message, err := ReadFrame(&w)
		if errors.Is(err, grader.Todo) {
			return err
		}
		return grader.Same(fmt.Sprintf("%d바이트(오류 없음)", MaxFrame), fmt.Sprintf("%d바이트(%s)", len(message), name(err)), exactRefuse)
	})
	task.Try(t, "너무 긴 것을 적기", func(*testing.T) error {
		var w bytes.Buffer
		err := WriteFrame(&w, make([]byte, MaxFrame+1))
		return grader.Same("ErrTooLong(적은 것 0바이트)", fmt.Sprintf("%s(적은 것 %d바이트)", name(err), w.Len()), "")
	})
	task.Try(t, "끊긴 곳에 적기", func(*testing.T) error {
		return grader.Same(name(errBroken), name(WriteFrame(brokenWriter{}, []byte("안녕"))), writeLost)
	})

	wire := "\x00\x00\x00\x06안녕" + "\x00\x00\x00\x00" + "\x00\x00\x00\x03abc"
	for _, pieces := range []struct {
		name     string
		r        io.Reader
		mistakes map[string]string // 읽은 것으로 알아보는 실수. ""는 나머지 모두
	}{
		{"한꺼번에 온 것", strings.NewReader(wire), map[string]string{
			"ErrTooLong": littleRead, `"안녕" io.EOF`: readsAhead, `"안녕" io.ErrUnexpectedEOF`: readsAhead,
		}},
		{"한 바이트씩 온 것", iotest.OneByteReader(strings.NewReader(wire)), map[string]string{"": shortRead}},
		{"반씩 온 것", iotest.HalfReader(strings.NewReader(wire)), map[string]string{"": shortRead}},
		{"마지막 바이트와 끝이 함께 온 것", &together{rest: wire}, map[string]string{"": endDrops}},
	} {
		task.Try(t, pieces.name, func(*testing.T) error {
			var got []string
			var messages [][]byte
			for range 3 {
				message, err := ReadFrame(pieces.r)
				if err != nil {
					got = append(got, name(err))
					break
				}
				got, messages = append(got, fmt.Sprintf("%q", message)), append(messages, message)
			}
			text, mistake := strings.Join(got, " "), grader.Known(pieces.mistakes, strings.Join(got, " "))
			if text == `"안녕" "" io.EOF` || text == `"안녕" io.EOF` && pieces.name == "한꺼번에 온 것" && readsRest() {
				mistake = emptyIsEOF
			}
			if err := grader.Same(`"안녕" "" "abc"`, text, mistake); err != nil {
				return err
			}
			return grader.Same(`그대로인 "안녕"`, fmt.Sprintf("그대로인 %q", messages[0]), oneBuffer)
		})
	}

	for _, end := range []struct{ name, wire, want string }{
		{"프레임 앞에서 끝남", "", "io.EOF"},
		{"길이의 도중에 끝남", "\x00\x00", "io.ErrUnexpectedEOF"},
		{"길이만 오고 끝남", "\x00\x00\x00\x06", "io.ErrUnexpectedEOF"},
		{"본문의 도중에 끝남", "\x00\x00\x00\x06안", "io.ErrUnexpectedEOF"},
	} {
		task.Try(t, end.name, func(*testing.T) error {
			_, err := ReadFrame(strings.NewReader(end.wire))
			return grader.Same(end.want, name(err), sameEnd)
		})
	}
	for _, wire := range []string{"", "\x00", "\x00\x00\x00\x06안"} {
		task.Try(t, fmt.Sprintf("%d바이트를 읽고 끊김", len(wire)), func(*testing.T) error {
			_, err := ReadFrame(io.MultiReader(strings.NewReader(wire), iotest.ErrReader(errBroken)))
			return grader.Same(name(errBroken), name(err), readLost)
		})
	}

	task.Try(t, "길이를 거짓으로 적은 것", func(t *testing.T) error {
		r := strings.NewReader("\x04\x00\x00\x00몸") // 64MiB라고 적었다.
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, err := ReadFrame(r)
		runtime.ReadMemStats(&after)
		got, mistake := fmt.Sprintf("%s(남은 것 %d바이트)", name(err), r.Len()), ""
		if grown := after.TotalAlloc - before.TotalAlloc; grown > 1<<20 {
			got, mistake = fmt.Sprintf("메모리 %dMiB", grown>>20), trustLength
		} else if r.Len() < 3 {
			mistake = readsLong
		}
		return grader.Same("ErrTooLong(남은 것 3바이트)", got, mistake)
	})
}

// readsRest는 둘째 프레임도 읽는지 본다. 읽는다면 첫째를 읽다가 둘째까지 읽어 버린 것이 아니다.
func readsRest() bool {
	r := strings.NewReader("\x00\x00\x00\x01a" + "\x00\x00\x00\x01b")
	ReadFrame(r)
	second, err := ReadFrame(r)
	return err == nil && string(second) == "b"
}

func failed(what string, err error) error {
	if errors.Is(err, grader.Todo) {
		return err
	}
	return grader.Wrong{Want: what + "의 성공", Got: fmt.Sprintf("오류 %q", err)}
}

type brokenWriter struct{}

func (brokenWriter) Write([]byte) (int, error) { return 0, errBroken }

// name은 알려진 오류의 이름이다.
func name(err error) string {
	return grader.NameOf(err, map[error]string{ErrTooLong: "ErrTooLong", errBroken: "끊긴 쪽이 준 오류", io.ErrUnexpectedEOF: "io.ErrUnexpectedEOF", io.EOF: "io.EOF"})
}

// together는 마지막 바이트와 끝(io.EOF)을 함께 주는 스트림이다. io.Reader는 그래도 된다.
type together struct{ rest string }

func (r *together) Read(p []byte) (n int, err error) {
	n = copy(p, r.rest)
	if r.rest = r.rest[n:]; r.rest == "" {
		err = io.EOF
	}
	return n, err
}

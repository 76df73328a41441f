//go:build exercise

package exercise

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"socketworkbook/internal/exercise"
)

const (
	shortRead   = "Read 한 번에 다 온다고 믿음"
	trustLength = "적힌 길이를 믿고 메모리부터 마련함"
	sameEnd     = "끝난 것과 잘린 것을 가리지 않음"
	wrongOrder  = "작은 자리부터 적음"
	wrongLength = "글자 수를 길이로 적음"
)

func TestFrames(t *testing.T) {
	task := exercise.Task{File: "01-raw-tcp/exercise/4_frames.go", Note: "notes/01-raw-tcp.md#경계가-없다"}

	task.Try(t, "적기", func(*testing.T) error {
		var w bytes.Buffer
		if err := WriteFrame(&w, []byte("안녕")); err != nil {
			return err
		}
		got, mistake := w.Bytes(), ""
		switch {
		case bytes.HasPrefix(got, []byte{6, 0, 0, 0}):
			mistake = wrongOrder
		case bytes.HasPrefix(got, []byte{0, 0, 0, 2}):
			mistake = wrongLength
		}
		return exercise.Same("00 00 00 06 ec 95 88 eb 85 95", fmt.Sprintf("% x", got), mistake)
	})
	task.Try(t, "너무 긴 것을 적기", func(*testing.T) error {
		var w bytes.Buffer
		err := WriteFrame(&w, make([]byte, MaxFrame+1))
		return exercise.Same("ErrTooLong, 적은 것 0바이트", fmt.Sprintf("%v, 적은 것 %d바이트", name(err), w.Len()), "")
	})

	wire := "\x00\x00\x00\x06안녕" + "\x00\x00\x00\x00" + "\x00\x00\x00\x03abc"
	for _, pieces := range []struct {
		name string
		r    io.Reader
	}{
		{"한꺼번에 온 것", strings.NewReader(wire)},
		{"한 바이트씩 온 것", iotest.OneByteReader(strings.NewReader(wire))},
		{"반씩 온 것", iotest.HalfReader(strings.NewReader(wire))},
		{"마지막 바이트와 끝이 함께 온 것", &together{rest: wire}},
	} {
		task.Try(t, pieces.name, func(*testing.T) error {
			var got []string
			for range 3 {
				message, err := ReadFrame(pieces.r)
				if err != nil {
					got = append(got, name(err))
					break
				}
				got = append(got, fmt.Sprintf("%q", message))
			}
			return exercise.Same(`"안녕" "" "abc"`, strings.Join(got, " "), shortRead)
		})
	}

	for _, end := range []struct{ name, wire, want string }{
		{"프레임 앞에서 끝남", "", "io.EOF"},
		{"길이의 도중에 끝남", "\x00\x00", "io.ErrUnexpectedEOF"},
		{"길이만 오고 끝남", "\x00\x00\x00\x06", "io.ErrUnexpectedEOF"},
		{"몸의 도중에 끝남", "\x00\x00\x00\x06안", "io.ErrUnexpectedEOF"},
	} {
		task.Try(t, end.name, func(*testing.T) error {
			_, err := ReadFrame(strings.NewReader(end.wire))
			return exercise.Same(end.want, name(err), sameEnd)
		})
	}

	task.Try(t, "길이를 거짓으로 적은 것", func(t *testing.T) error {
		r := strings.NewReader("\xff\xff\xff\xff몸")
		_, err := ReadFrame(r)
		return exercise.Same("ErrTooLong, 남은 것 3바이트", fmt.Sprintf("%v, 남은 것 %d바이트", name(err), r.Len()), trustLength)
	})
}

// name은 알려진 오류의 이름이다.
func name(err error) string {
	switch {
	case err == nil:
		return "오류 없음"
	case errors.Is(err, ErrTooLong):
		return "ErrTooLong"
	case errors.Is(err, io.ErrUnexpectedEOF):
		return "io.ErrUnexpectedEOF"
	case errors.Is(err, io.EOF):
		return "io.EOF"
	}
	return err.Error()
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

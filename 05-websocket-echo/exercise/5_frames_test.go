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
	sevenBits   = "길이를 7비트로만 적음"
	littleEnd   = "길이를 작은 자리부터 적음"
	notMasked   = "가리지 않음"
	spoilsInput = "보낼 글의 바이트를 바꿈"
	notUnmasked = "가린 것을 풀지 않음"
	oneRead     = "Read 한 번에 다 온다고 믿음"
	trustsSize  = "적힌 길이를 믿고 읽으려 함"
	ignoresRSV  = "남겨 둔 비트를 보지 않음"
	looseEnd    = "끝난 것과 잘린 것을 가리지 않음"
	readsAhead  = "다음 프레임의 바이트까지 읽어 버림"
	limitShort  = "한도와 꼭 같은 프레임을 거절함"
)

func TestFrames(t *testing.T) {
	task := exercise.Task{File: "05-websocket-echo/exercise/5_frames.go", Note: "notes/05-websocket-echo.md#프레임"}
	mask := [4]byte{0x37, 0xfa, 0x21, 0x3d}

	for _, test := range []struct {
		name    string
		frame   Frame
		want    string
		mistake string
	}{
		{"서버의 Hello", Frame{Fin: true, Opcode: 1, Payload: []byte("Hello")}, "81 05 48 65 6c 6c 6f", ""},
		{"클라이언트의 Hello", Frame{Fin: true, Opcode: 1, Masked: true, Payload: []byte("Hello")}, "81 85 37 fa 21 3d 7f 9f 4d 51 58", notMasked},
		{"첫 조각", Frame{Opcode: 1, Payload: []byte("Hel")}, "01 03 48 65 6c", ""},
		{"빈 퐁", Frame{Fin: true, Opcode: 10}, "8a 00", ""},
		{"125바이트", Frame{Fin: true, Opcode: 2, Payload: make([]byte, 125)}, "82 7d 00…127", ""},
		{"126바이트", Frame{Fin: true, Opcode: 2, Payload: make([]byte, 126)}, "82 7e 00 7e 00…130", sevenBits},
		{"65535바이트", Frame{Fin: true, Opcode: 2, Payload: make([]byte, 65535)}, "82 7e ff ff 00…65539", sevenBits},
		{"65536바이트", Frame{Fin: true, Opcode: 2, Payload: make([]byte, 65536)}, "82 7f 00 00 00 00 00 01 00 00 00…65546", littleEnd},
		{"가린 126바이트", Frame{Fin: true, Opcode: 2, Masked: true, Payload: make([]byte, 126)}, "82 fe 00 7e 37 fa 21 3d 37 fa 21…134", ""},
	} {
		task.Try(t, "쓰기: "+test.name, func(*testing.T) error {
			before := bytes.Clone(test.frame.Payload)
			var w bytes.Buffer
			if err := WriteFrame(&w, test.frame, mask); err != nil {
				return err
			}
			if err := exercise.Same(test.want, short(w.Bytes()), test.mistake); err != nil {
				return err
			}
			if !bytes.Equal(before, test.frame.Payload) {
				return exercise.Wrong{Want: fmt.Sprintf("그대로인 %q", before), Got: fmt.Sprintf("바뀐 %q", test.frame.Payload), Mistake: spoilsInput}
			}
			return nil
		})
	}

	const limit = 1 << 20
	hello := "\x81\x85\x37\xfa\x21\x3d\x7f\x9f\x4d\x51\x58"
	for _, test := range []struct {
		name, wire, want, mistake string
		pieces                    bool
	}{
		{"가린 Hello", hello, `FIN 1 "Hello" 가림`, notUnmasked, false},
		{"한 바이트씩 온 Hello", hello, `FIN 1 "Hello" 가림`, oneRead, true},
		{"가리지 않은 조각", "\x01\x03Hel", `1 "Hel"`, "", false},
		{"16비트 길이", "\x82\x7e\x01\x00" + strings.Repeat("a", 256), "FIN 2 'a' 256번", "", true},
		{"가린 16비트 길이", "\x82\xfe\x01\x00\x01\x02\x03\x04" + strings.Repeat("`cbe", 64), "FIN 2 'a' 256번 가림", notUnmasked, true},
		{"64비트 길이", "\x82\x7f\x00\x00\x00\x00\x00\x01\x00\x00" + strings.Repeat("a", 65536), "FIN 2 'a' 65536번", "", false},
		{"한도를 넘는 길이", "\x82\x7f\x00\x00\x00\x00\x40\x00\x00\x00", "ErrFrameTooLong", trustsSize, false},
		{"2의 63제곱", "\x82\x7f\x80\x00\x00\x00\x00\x00\x00\x00", "ErrProtocol", trustsSize, false},
		{"남겨 둔 비트", "\xc1\x00", "ErrProtocol", ignoresRSV, false},
		{"아무것도 없음", "", "io.EOF", looseEnd, false},
		{"첫 바이트뿐", "\x81", "io.ErrUnexpectedEOF", looseEnd, false},
		{"가리개가 잘림", "\x81\x85\x37", "io.ErrUnexpectedEOF", looseEnd, false},
		{"가리개까지만 옴", "\x81\x85\x37\xfa\x21\x3d", "io.ErrUnexpectedEOF", looseEnd, false},
	} {
		task.Try(t, "읽기: "+test.name, func(*testing.T) error {
			var r io.Reader = strings.NewReader(test.wire)
			if test.pieces {
				r = iotest.OneByteReader(r)
			}
			frame, err := ReadFrame(r, limit)
			return exercise.Same(test.want, show(frame, err), test.mistake)
		})
	}
	task.Try(t, "읽기: 한꺼번에 온 두 프레임", func(*testing.T) error {
		r := strings.NewReader(hello + "\x8a\x00")
		frame, err := ReadFrame(r, limit)
		if err := exercise.Same(`FIN 1 "Hello" 가림`, show(frame, err), ""); err != nil {
			return err
		}
		frame, err = ReadFrame(r, limit)
		return exercise.Same(`FIN 10 ""`, show(frame, err), readsAhead)
	})
	task.Try(t, "읽기: 한도와 꼭 같은 프레임", func(*testing.T) error {
		frame, err := ReadFrame(strings.NewReader(hello), 5)
		return exercise.Same(`FIN 1 "Hello" 가림`, show(frame, err), limitShort)
	})
}

// short는 긴 프레임의 앞머리와 길이이다.
func short(frame []byte) string {
	text := fmt.Sprintf("% x", frame[:min(len(frame), 11)])
	if len(frame) <= 11 {
		return text
	}
	head := map[int]int{127: 3, 130: 5, 65539: 5, 65546: 11}[len(frame)]
	if head == 0 {
		return fmt.Sprintf("%s…%d", text, len(frame))
	}
	return fmt.Sprintf("% x…%d", frame[:head], len(frame))
}

func show(f Frame, err error) string {
	switch {
	case errors.Is(err, ErrFrameTooLong):
		return "ErrFrameTooLong"
	case errors.Is(err, ErrProtocol):
		return "ErrProtocol"
	case errors.Is(err, io.ErrUnexpectedEOF):
		return "io.ErrUnexpectedEOF"
	case errors.Is(err, io.EOF):
		return "io.EOF"
	case err != nil:
		return err.Error()
	}
	text := ""
	if f.Fin {
		text = "FIN "
	}
	text += fmt.Sprint(f.Opcode)
	if n := len(f.Payload); n > 20 && bytes.Count(f.Payload, f.Payload[:1]) == n {
		text += fmt.Sprintf(" %q %d번", f.Payload[0], n)
	} else if n > 20 {
		text += fmt.Sprintf(" %d바이트 %q…", n, f.Payload[:10])
	} else {
		text += fmt.Sprintf(" %q", f.Payload)
	}
	if f.Masked {
		text += " 가림"
	}
	return text
}

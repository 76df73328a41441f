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
	sevenBits    = "길이를 7비트로만 적음"
	littleEnd    = "길이를 작은 자리부터 적음"
	sixteenBits  = "65,535를 넘는 길이를 2바이트에 담음"
	fourBytes    = "8바이트로 적을 길이를 4바이트로 적음"
	offByOne     = "길이의 꼴이 바뀌는 값에서 1만큼 틀림"
	notMasked    = "마스킹하지 않음"
	noMaskBit    = "MASK 비트를 켜지 않음"
	noMaskKey    = "마스킹 키를 적지 않음"
	spoilsInput  = "보낼 글의 바이트를 바꿈"
	writeLost    = "쓰기의 오류를 버림"
	notUnmasked  = "마스킹을 풀지 않음"
	fieldsEmpty  = "Fin이나 Masked를 채우지 않음"
	wholeByte    = "opcode에 다른 비트를 섞음"
	littleRead   = "길이를 작은 자리부터 읽음"
	notWidened   = "126과 127을 길이로 여김"
	oneRead      = "Read 한 번에 다 온다고 믿음"
	trustsSize   = "적힌 길이를 믿고 읽으려 함"
	limitFirst   = "한도를 먼저 보고 프로토콜을 어긴 것을 놓침"
	refusesKind  = "모르는 Opcode의 프레임을 거절함"
	opcodeBits   = "Opcode의 네 비트를 다 읽지 않음"
	limitAtLong  = "긴 꼴의 길이에만 한도를 둠"
	ignoresRSV   = "남겨 둔 비트를 보지 않음"
	looseEnd     = "끝난 것과 잘린 것을 구별하지 않음"
	cutAsWhole   = "페이로드의 도중에 끝난 프레임을 돌려줌"
	readsAhead   = "다음 프레임의 바이트까지 읽어 버림"
	limitShort   = "한도와 꼭 같은 프레임을 거절함"
	makesTooSoon = "한도를 보기 전에 메모리를 마련함"
)

func TestFrames(t *testing.T) {
	task := grader.Task{File: "05-websocket-echo/exercise/5_frames.go", Note: "notes/05-websocket-echo.md#프레임"}
	mask := [4]byte{0x37, 0xfa, 0x21, 0x3d}

	for _, test := range []struct {
		name     string
		frame    Frame
		want     string
		mistakes map[string]string // 쓴 바이트로 알아보는 실수
	}{
		{"서버의 Hello", Frame{Fin: true, Opcode: 1, Payload: []byte("Hello")}, "81 05 48 65 6c 6c 6f", nil},
		{"클라이언트의 Hello", Frame{Fin: true, Opcode: 1, Masked: true, Payload: []byte("Hello")}, "81 85 37 fa 21 3d 7f 9f 4d 51 58", map[string]string{
			"81 05 48 65 6c 6c 6f":             notMasked,
			"81 85 37 fa 21 3d 48 65 6c 6c 6f": notMasked,
			"81 05 37 fa 21 3d 7f 9f 4d 51 58": noMaskBit,
			"81 85 7f 9f 4d 51 58":             noMaskKey,
		}},
		{"첫 프래그먼트", Frame{Opcode: 1, Payload: []byte("Hel")}, "01 03 48 65 6c", nil},
		{"빈 퐁", Frame{Fin: true, Opcode: 10}, "8a 00", nil},
		{"125바이트", Frame{Fin: true, Opcode: 2, Payload: make([]byte, 125)}, "82 7d 00…127", map[string]string{"82 7e 00 7d 00 00 00 00 00 00 00…129": offByOne}},
		{"126바이트", Frame{Fin: true, Opcode: 2, Payload: make([]byte, 126)}, "82 7e 00 7e 00…130", map[string]string{
			"82 7e 7e 00 00…130": littleEnd, "82 7e 00 00 00 00 00 00 00 00 00…128": sevenBits,
		}},
		{"65535바이트", Frame{Fin: true, Opcode: 2, Payload: make([]byte, 65535)}, "82 7e ff ff 00…65539", map[string]string{
			"82 7f 00 00 00 00 00 00 ff ff 00…65545": offByOne,
		}},
		{"65536바이트", Frame{Fin: true, Opcode: 2, Payload: make([]byte, 65536)}, "82 7f 00 00 00 00 00 01 00 00 00…65546", map[string]string{
			"82 7f 00 00 01 00 00 00 00 00 00…65546": littleEnd, "82 7e 00 00 00 00 00 00 00 00 00…65540": sixteenBits, "82 7f 00 01 00 00 00 00 00 00 00…65542": fourBytes,
		}},
		{"마스킹한 126바이트", Frame{Fin: true, Opcode: 2, Masked: true, Payload: make([]byte, 126)}, "82 fe 00 7e 37 fa 21 3d 37 fa 21…134", nil},
	} {
		task.Try(t, "쓰기: "+test.name, func(*testing.T) error {
			before := bytes.Clone(test.frame.Payload)
			var w bytes.Buffer
			if err := WriteFrame(&w, test.frame, mask); err != nil {
				return err
			}
			got := short(w.Bytes())
			if err := grader.Same(test.want, got, test.mistakes[got]); err != nil {
				return err
			}
			if !bytes.Equal(before, test.frame.Payload) {
				return grader.Wrong{Want: fmt.Sprintf("그대로인 %q", before), Got: fmt.Sprintf("바뀐 %q", test.frame.Payload), Mistake: spoilsInput}
			}
			return nil
		})
	}
	task.Try(t, "쓰기: 끊긴 연결", func(*testing.T) error {
		err := WriteFrame(&slowWire{cut: true}, Frame{Fin: true, Opcode: 1}, mask)
		return grader.Same("연결이 준 오류", map[bool]string{true: "연결이 준 오류", false: fmt.Sprintf("오류 %v", err)}[errors.Is(err, errWire)], writeLost)
	})

	const limit = 1 << 20
	hello := "\x81\x85\x37\xfa\x21\x3d\x7f\x9f\x4d\x51\x58"
	for _, test := range []struct {
		name, wire, want string
		mistakes         map[string]string // 읽은 것으로 알아보는 실수. ""는 나머지 모두
		pieces           bool
	}{
		{"마스킹하지 않은 프래그먼트", "\x01\x03Hel", `1 "Hel"`, map[string]string{`129 "Hel"`: wholeByte}, false},
		{"마스킹한 Hello", hello, `FIN 1 "Hello" 마스킹`, map[string]string{
			`FIN 1 "\x7f\x9fMQX" 마스킹`: notUnmasked, `FIN 1 "\x7f\x9fMQX"`: notUnmasked,
			`FIN 1 "Hello"`: fieldsEmpty, `1 "Hello" 마스킹`: fieldsEmpty, `1 "Hello"`: fieldsEmpty, `FIN 129 "Hello" 마스킹`: wholeByte,
		}, false},
		{"한 바이트씩 온 Hello", hello, `FIN 1 "Hello" 마스킹`, map[string]string{"": oneRead}, true},
		{"16비트 길이", "\x82\x7e\x01\x00" + strings.Repeat("a", 256), "FIN 2 'a' 256번", map[string]string{
			`FIN 2 'a' 1번`: littleRead, "FIN 2 126바이트 \"\\x01\\x00aaaaaaaa\"…": notWidened, `FIN 2 "a"`: littleRead,
		}, true},
		{"마스킹한 16비트 길이", "\x82\xfe\x01\x00\x01\x02\x03\x04" + strings.Repeat("`cbe", 64), "FIN 2 'a' 256번 마스킹", nil, true},
		{"64비트 길이", "\x82\x7f\x00\x00\x00\x00\x00\x01\x00\x00" + strings.Repeat("a", 65536), "FIN 2 'a' 65536번", map[string]string{"FIN 2 \"\"": littleRead, "ErrFrameTooLong": littleRead}, false},
		{"한도를 넘는 길이", "\x82\x7f\x00\x00\x00\x00\x40\x00\x00\x00", "ErrFrameTooLong", map[string]string{"": trustsSize}, false},
		{"2의 63제곱", "\x82\x7f\x80\x00\x00\x00\x00\x00\x00\x00", "ErrProtocol", map[string]string{"ErrFrameTooLong": limitFirst, "": trustsSize}, false},
		{"남겨 둔 비트 하나", "\xc1\x00", "ErrProtocol", map[string]string{"": ignoresRSV}, false},
		{"남겨 둔 비트 둘", "\xa1\x00", "ErrProtocol", map[string]string{"": ignoresRSV}, false},
		{"남겨 둔 비트 셋", "\x91\x00", "ErrProtocol", map[string]string{"": ignoresRSV}, false},
		{"남겨 둔 비트와 한도를 넘는 길이", "\xc1\x7f\x00\x00\x00\x00\x40\x00\x00\x00", "ErrProtocol", map[string]string{"": limitFirst}, false},
		{"모르는 Opcode", "\x8f\x00", `FIN 15 ""`, map[string]string{"ErrProtocol": refusesKind, "": opcodeBits}, false},
		{"아무것도 없음", "", "io.EOF", map[string]string{"": looseEnd}, false},
		{"첫 바이트뿐", "\x81", "io.ErrUnexpectedEOF", map[string]string{"": looseEnd}, false},
		{"16비트 길이가 없음", "\x81\x7e", "io.ErrUnexpectedEOF", map[string]string{"": looseEnd}, false},
		{"64비트 길이가 없음", "\x81\x7f", "io.ErrUnexpectedEOF", map[string]string{"": looseEnd}, false},
		{"마스킹 키가 없음", "\x81\x85", "io.ErrUnexpectedEOF", map[string]string{"": looseEnd}, false},
		{"마스킹 키가 잘림", "\x81\x85\x37", "io.ErrUnexpectedEOF", map[string]string{"": looseEnd}, false},
		{"마스킹 키까지만 옴", "\x81\x85\x37\xfa\x21\x3d", "io.ErrUnexpectedEOF", map[string]string{"": looseEnd}, false},
		{"페이로드가 없음", "\x81\x05", "io.ErrUnexpectedEOF", map[string]string{"": looseEnd}, false},
		{"페이로드가 잘림", "\x81\x05He", "io.ErrUnexpectedEOF", map[string]string{"": cutAsWhole}, false},
	} {
		task.Try(t, "읽기: "+test.name, func(*testing.T) error {
			var r io.Reader = strings.NewReader(test.wire)
			if test.pieces {
				r = iotest.OneByteReader(r)
			}
			got := show(ReadFrame(r, limit))
			return grader.Same(test.want, got, grader.Known(test.mistakes, got))
		})
	}
	task.Try(t, "읽기: 한꺼번에 온 두 프레임", func(*testing.T) error {
		r := strings.NewReader(hello + "\x8a\x00")
		frame, err := ReadFrame(r, limit)
		if err := grader.Same(`FIN 1 "Hello" 마스킹`, show(frame, err), ""); err != nil {
			return err
		}
		frame, err = ReadFrame(r, limit)
		return grader.Same(`FIN 10 ""`, show(frame, err), readsAhead)
	})
	task.Try(t, "읽기: 짧은 한도를 넘는 프레임", func(*testing.T) error {
		frame, err := ReadFrame(strings.NewReader(hello), 4)
		return grader.Same("ErrFrameTooLong", show(frame, err), limitAtLong)
	})
	task.Try(t, "읽기: 길이만 적은 1GiB", func(*testing.T) error {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		frame, err := ReadFrame(strings.NewReader("\x82\x7f\x00\x00\x00\x00\x40\x00\x00\x00"), limit)
		runtime.ReadMemStats(&after)
		if err := grader.Same("ErrFrameTooLong", show(frame, err), trustsSize); err != nil {
			return err
		}
		if grown := after.TotalAlloc - before.TotalAlloc; grown > limit {
			return grader.Wrong{Want: "1MiB 안의 메모리", Got: fmt.Sprintf("%dMiB", grown>>20), Mistake: makesTooSoon}
		}
		return nil
	})
	task.Try(t, "읽기: 한도와 꼭 같은 프레임", func(*testing.T) error {
		frame, err := ReadFrame(strings.NewReader(hello), 5)
		return grader.Same(`FIN 1 "Hello" 마스킹`, show(frame, err), limitShort)
	})
}

// short는 긴 프레임의 앞부분과 길이이다.
func short(frame []byte) string {
	text := fmt.Sprintf("% x", frame[:min(len(frame), 11)])
	if len(frame) <= 11 {
		return text
	}
	head := map[int]int{127: 3, 130: 5, 65539: 5}[len(frame)]
	if head == 0 {
		return fmt.Sprintf("%s…%d", text, len(frame))
	}
	return fmt.Sprintf("% x…%d", frame[:head], len(frame))
}

func show(f Frame, err error) string {
	if err != nil {
		return grader.NameOf(err, map[error]string{ErrFrameTooLong: "ErrFrameTooLong", ErrProtocol: "ErrProtocol", io.ErrUnexpectedEOF: "io.ErrUnexpectedEOF", io.EOF: "io.EOF"})
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
		text += " 마스킹"
	}
	return text
}

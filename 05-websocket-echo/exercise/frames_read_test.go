//go:build exercise

package exercise_test

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"socketworkbook/05-websocket-echo/exercise"
	"socketworkbook/internal/grader"
)

const (
	notUnmasked = "마스킹을 풀지 않음"
	fieldsEmpty = "Fin이나 Masked를 채우지 않음"
	wholeByte   = "Opcode에 다른 비트를 섞음"
	opcodeBits  = "Opcode의 네 비트를 다 읽지 않음"
	refusesKind = "모르는 Opcode의 프레임을 거절함"
	littleRead  = "길이를 작은 자리부터 읽음"
	notWidened  = "126과 127을 길이로 여김"
	noKeyRead   = "페이로드가 비면 마스킹 키를 읽지 않음"
	readsAhead  = "다음 프레임의 바이트까지 읽어 버림"
	oneBuffer   = "다음에 읽을 버퍼를 그대로 돌려줌"
	oneRead     = "Read 한 번에 다 온다고 믿음"
	zeroIsEnd   = "0바이트를 읽은 것을 끝으로 여김"
	endDrops    = "끝과 함께 온 바이트를 버림"
)

const limit = 1 << 20

// readTest는 프레임 하나를 읽는 것이다. wire의 MASK 비트로 누가 보냈는지 정한다.
type readTest struct {
	name, wire, want string
	mistakes         map[string]string // 읽은 것으로 알아보는 실수. ""는 나머지 모두
}

var (
	hello    = "\x81\x85\x37\xfa\x21\x3d\x7f\x9f\x4d\x51\x58"
	wires    = []string{hello, "\x8a\x80\x01\x02\x03\x04", "\x01\x82\x00\x00\x00\x00ab", "\x82\xfe\x01\x00\x01\x02\x03\x04" + strings.Repeat("`cbe", 64), "\x81\x85\x00\x00\x00\x00World"}
	contents = []string{`FIN 1 "Hello" 마스킹`, `FIN 10 "" 마스킹`, `1 "ab" 마스킹`, "FIN 2 'a' 256번 마스킹", `FIN 1 "World" 마스킹`}
)

var readTests = []readTest{
	{"서버의 프래그먼트", "\x01\x03Hel", `1 "Hel"`, map[string]string{`129 "Hel"`: wholeByte}},
	{"클라이언트의 Hello", hello, `FIN 1 "Hello" 마스킹`, map[string]string{
		`FIN 1 "\x7f\x9fMQX" 마스킹`: notUnmasked, `FIN 1 "\x7f\x9fMQX"`: notUnmasked,
		`FIN 1 "Hello"`: fieldsEmpty, `1 "Hello" 마스킹`: fieldsEmpty, `1 "Hello"`: fieldsEmpty, `FIN 129 "Hello" 마스킹`: wholeByte,
	}},
	{"16비트 길이", "\x82\x7e\x01\x80" + strings.Repeat("a", 0x8001), "FIN 2 'a' 384번", map[string]string{
		"FIN 2 'a' 32769번": littleRead, "FIN 2 126바이트 \"\\x01\\x80aaaaaaaa\"…": notWidened,
	}},
	{"16비트로 적는 가장 짧은 길이", "\x82\x7e\x00\x7e" + strings.Repeat("a", 126), "FIN 2 'a' 126번", nil},
	{"16비트로 적는 가장 긴 길이", "\x82\x7e\xff\xff" + strings.Repeat("a", 65535), "FIN 2 'a' 65535번", nil},
	{"64비트 길이", "\x82\x7f\x00\x00\x00\x00\x00\x01\x00\x00" + strings.Repeat("a", 65536), "FIN 2 'a' 65536번", map[string]string{"ErrFrameTooLong": littleRead}},
	{"125바이트", "\x82\x7d" + strings.Repeat("a", 125), "FIN 2 'a' 125번", nil},
	{"모르는 Opcode", "\x8f\x00", `FIN 15 ""`, map[string]string{"ErrProtocol": refusesKind, `FIN 7 ""`: opcodeBits}},
	{"빈 프레임", "\x82\x00", `FIN 2 ""`, nil},
}

func readFrames(t *testing.T, task grader.Task) {
	for _, test := range readTests {
		task.Try(t, "읽기: "+test.name, func(*testing.T) error { return reads(test, limit) })
	}
	task.Try(t, "읽기: 한꺼번에 온 프레임들", func(*testing.T) error { return readOneByOne() })
	for _, split := range []struct {
		name    string
		pieces  func(io.Reader) io.Reader
		mistake string
	}{
		{"한 바이트씩 온 프레임들", iotest.OneByteReader, oneRead},
		{"반씩 온 프레임들", iotest.HalfReader, oneRead},
		{"때때로 0바이트를 읽음", func(r io.Reader) io.Reader { return &hesitant{r: r} }, zeroIsEnd},
		{"마지막 바이트와 끝이 함께 온 프레임들", iotest.DataErrReader, endDrops},
	} {
		task.Try(t, "읽기: "+split.name, func(*testing.T) error { return readSplit(split.pieces, split.mistake) })
	}
}

// reads는 다음 프레임이 뒤에 와 있는 스트림에서 프레임 하나를 읽는다.
func reads(test readTest, max int) error {
	f, err := exercise.ReadFrame(strings.NewReader(test.wire+hello), masked(test.wire), max)
	got := show(f, err)
	return grader.Same(test.want, got, grader.Known(test.mistakes, got))
}

func masked(wire string) bool { return len(wire) > 1 && wire[1]&0x80 != 0 }

// readOneByOne은 프레임마다 제 바이트만 읽는지, 먼저 읽은 것이 나중에 바뀌지 않는지 본다.
func readOneByOne() error {
	r := strings.NewReader(strings.Join(wires, ""))
	left := r.Len()
	var first exercise.Frame
	for i, wire := range wires {
		f, err := exercise.ReadFrame(r, true, limit)
		left -= len(wire)
		mistake := ""
		switch {
		case r.Len() < left:
			mistake = readsAhead
		case i == 1 && r.Len() == left+4:
			mistake = noKeyRead
		}
		want, got := fmt.Sprintf("%s, 남은 것 %d바이트", contents[i], left), fmt.Sprintf("%s, 남은 것 %d바이트", show(f, err), r.Len())
		if err := grader.Same(want, got, mistake); err != nil {
			return err
		}
		if i == 0 {
			first = f
		}
	}
	return grader.Same("그대로인 "+contents[0], "그대로인 "+show(first, nil), oneBuffer)
}

// readSplit은 pieces로 나뉘어 온 프레임들을 끝까지 읽는다.
func readSplit(pieces func(io.Reader) io.Reader, mistake string) error {
	r := pieces(strings.NewReader(strings.Join(wires, "")))
	for _, want := range contents {
		f, err := exercise.ReadFrame(r, true, limit)
		if err := grader.Same(want, show(f, err), mistake); err != nil {
			return err
		}
	}
	f, err := exercise.ReadFrame(r, true, limit)
	return grader.Same("마지막에 io.EOF", "마지막에 "+show(f, err), "")
}

func show(f exercise.Frame, err error) string {
	if err != nil {
		return frameError(err)
	}
	text := map[bool]string{true: "FIN "}[f.Fin] + fmt.Sprint(f.Opcode)
	if n := len(f.Payload); n > 20 && bytes.Count(f.Payload, f.Payload[:1]) == n {
		text += fmt.Sprintf(" %q %d번", f.Payload[0], n)
	} else if n > 20 {
		text += fmt.Sprintf(" %d바이트 %q…", n, f.Payload[:10])
	} else {
		text += fmt.Sprintf(" %q", f.Payload)
	}
	return text + map[bool]string{true: " 마스킹"}[f.Masked]
}

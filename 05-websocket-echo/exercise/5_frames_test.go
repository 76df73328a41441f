//go:build exercise

package exercise_test

import (
	"bytes"
	"fmt"
	"testing"

	"socketworkbook/05-websocket-echo/exercise"
	"socketworkbook/internal/grader"
)

const (
	noFrame     = "w에 아무것도 쓰지 않음(버퍼에 적었다면 Flush)"
	sevenBits   = "126바이트의 길이를 7비트로 적음"
	littleEnd   = "길이를 작은 자리부터 적음"
	sixteenBits = "65,535를 넘는 길이를 2바이트에 담음"
	fourBytes   = "8바이트로 적을 길이를 4바이트로 적음"
	offByOne    = "길이의 꼴이 바뀌는 값에서 1만큼 틀림"
	notMasked   = "마스킹하지 않음"
	noMaskBit   = "둘째 바이트의 MASK 비트를 켜지 않음"
	noMaskKey   = "마스킹 키를 쓰지 않음"
	alwaysMasks = "마스킹하지 않을 프레임도 마스킹함"
	spoilsInput = "f.Payload의 메모리를 바꿈"
	writeLost   = "쓰기가 준 오류를 버림"
)

var key = [4]byte{0x37, 0xfa, 0x21, 0x3d}

// writeTests의 want와 mistakes는 short가 줄인 바이트이다.
var writeTests = []struct {
	name     string
	frame    exercise.Frame
	want     string
	mistakes map[string]string // 쓴 바이트로 알아보는 실수
}{
	{"서버의 Hello", exercise.Frame{Fin: true, Opcode: 1, Payload: []byte("Hello")}, "81 05 48 65 6c 6c 6f", map[string]string{
		"81 85 37 fa 21 3d 7f 9f 4d 51 58": alwaysMasks, "81 05 37 fa 21 3d 7f 9f 4d 51 58": alwaysMasks, "81 05 7f 9f 4d 51 58": alwaysMasks,
	}},
	{"클라이언트의 Hello", exercise.Frame{Fin: true, Opcode: 1, Masked: true, Payload: []byte("Hello")}, "81 85 37 fa 21 3d 7f 9f 4d 51 58", map[string]string{
		"81 05 48 65 6c 6c 6f":             notMasked,
		"81 85 37 fa 21 3d 48 65 6c 6c 6f": notMasked,
		"81 05 37 fa 21 3d 7f 9f 4d 51 58": noMaskBit,
		"81 85 7f 9f 4d 51 58":             noMaskKey,
	}},
	{"첫 프래그먼트", exercise.Frame{Opcode: 1, Payload: []byte("Hel")}, "01 03 48 65 6c", nil},
	{"서버의 안녕", exercise.Frame{Fin: true, Opcode: 1, Payload: []byte("안녕")}, "81 06 ec 95 88 eb 85 95", map[string]string{"81 02 ec 95 88 eb 85 95": countsRune}},
	{"빈 퐁", exercise.Frame{Fin: true, Opcode: 10}, "8a 00", nil},
	{"마스킹한 빈 퐁", exercise.Frame{Fin: true, Opcode: 10, Masked: true}, "8a 80 37 fa 21 3d", map[string]string{"8a 80": noMaskKey, "8a 00": notMasked}},
	{"125바이트", exercise.Frame{Fin: true, Opcode: 2, Payload: pattern(125)}, "82 7d 00 01…127", map[string]string{"82 7e 00 7d 00…129": offByOne}},
	{"126바이트", exercise.Frame{Fin: true, Opcode: 2, Payload: pattern(126)}, "82 7e 00 7e 00…130", map[string]string{
		"82 7e 7e 00 00…130": littleEnd, "82 7e 00 01…128": sevenBits,
	}},
	{"65535바이트", exercise.Frame{Fin: true, Opcode: 2, Payload: pattern(65535)}, "82 7e ff ff 00…65539", map[string]string{"82 7f 00 00 00 00 00 00 ff ff 00…65545": offByOne}},
	{"65536바이트", exercise.Frame{Fin: true, Opcode: 2, Payload: pattern(65536)}, "82 7f 00 00 00 00 00 01 00 00 00…65546", map[string]string{
		"82 7f 00 00 01 00 00 00 00 00 00…65546": littleEnd, "82 7e 00 00 00…65540": sixteenBits, "82 7f 00 01 00 00 00…65542": fourBytes,
	}},
	{"마스킹한 126바이트", exercise.Frame{Fin: true, Opcode: 2, Masked: true, Payload: pattern(126)}, "82 fe 00 7e 37 fa 21 3d 37…134", nil},
	{"마스킹한 65536바이트", exercise.Frame{Fin: true, Opcode: 2, Masked: true, Payload: pattern(65536)}, "82 ff 00 00 00 00 00 01 00 00 37 fa 21 3d 37…65550", nil},
}

func TestFrames(t *testing.T) {
	task := grader.Task{File: "05-websocket-echo/exercise/5_frames.go", Note: "notes/05-websocket-echo.md#프레임"}

	for _, test := range writeTests {
		task.Try(t, "쓰기: "+test.name, func(*testing.T) error { return writes(test.frame, test.want, test.mistakes) })
	}
	task.Try(t, "쓰기: 쓰다가 끊기는 연결", func(*testing.T) error { return writeFails() })
	readFrames(t, task)
	readRuleBreakers(t, task)
	readEnds(t, task)
}

// writes는 f를 쓰면 want가 되는지, f.Payload와 그 뒤의 메모리는 그대로인지 본다.
func writes(f exercise.Frame, want string, mistakes map[string]string) error {
	const behind = "뒤에 있는 것"
	memory := append(bytes.Clone(f.Payload), behind...)
	before := bytes.Clone(memory)
	f.Payload = memory[:len(f.Payload)]
	var w bytes.Buffer
	if err := exercise.WriteFrame(&w, f, key); err != nil {
		return grader.Same("오류 없음", wireError(err), "")
	}
	if w.Len() == 0 {
		return grader.Wrong{Want: want, Got: "아무것도 쓰지 않음", Mistake: noFrame}
	}
	got := short(w.Bytes(), len(f.Payload))
	if err := grader.Same(want, got, mistakes[got]); err != nil {
		return err
	}
	payload := w.Bytes()[w.Len()-len(f.Payload):]
	for i, b := range before[:len(f.Payload)] {
		if f.Masked {
			b ^= key[i%4]
		}
		if b != payload[i] {
			return grader.Wrong{Want: fmt.Sprintf("페이로드의 %d번째 바이트 %02x", i+1, b), Got: fmt.Sprintf("%02x", payload[i])}
		}
	}
	if !bytes.Equal(memory, before) {
		return grader.Wrong{Want: "그대로인 f.Payload", Got: "바뀐 f.Payload", Mistake: spoilsInput}
	}
	return nil
}

// writeFails는 어디에서 끊겨도 그 오류를 돌려주는지 본다.
func writeFails() error {
	hello := exercise.Frame{Fin: true, Opcode: 1, Masked: true, Payload: []byte("Hello")}
	for after := range 11 { // 마스킹한 Hello는 11바이트이다.
		err := exercise.WriteFrame(&failing{left: after}, hello, key)
		if err := grader.Same("w가 준 오류", wireError(err), map[bool]string{true: writeLost}[err == nil]); err != nil {
			return naming(fmt.Sprintf("%d바이트를 쓰고 끊길 때", after), err)
		}
	}
	return nil
}

// pattern은 자리마다 다른 n바이트이다.
func pattern(n int) []byte {
	payload := make([]byte, n)
	for i := range payload {
		payload[i] = byte(i % 251)
	}
	return payload
}

// short는 긴 프레임의 헤더와 페이로드의 첫 바이트와, 프레임의 길이이다.
func short(wire []byte, payload int) string {
	head := max(4, len(wire)-payload+1)
	if len(wire) < 20 || head > len(wire) {
		return fmt.Sprintf("% x", wire[:min(len(wire), 20)])
	}
	return fmt.Sprintf("% x…%d", wire[:head], len(wire))
}

//go:build exercise

package exercise_test

import (
	"fmt"
	"io"
	"strings"
	"testing"

	"socketworkbook/05-websocket-echo/exercise"
	"socketworkbook/internal/grader"
)

const (
	finIgnored    = "FIN을 보지 않음"
	lastKind      = "마지막 프래그먼트의 종류를 메시지의 종류로 여김"
	noContinuing  = "연속 프레임(0)을 모름"
	pingRefused   = "핑을 거절함"
	noPong        = "다음 프레임을 읽기 전에 핑에 답하지 않음"
	emptyPong     = "퐁에 핑의 페이로드를 담지 않음"
	pongAnswered  = "퐁에도 답함"
	pongRefused   = "퐁을 거절함"
	startsTwice   = "끝나지 않았는데 또 시작한 메시지를 받음"
	orphan        = "시작하지 않은 연속 프레임을 받음"
	unknownPiece  = "도중의 모르는 Opcode를 프래그먼트로 여김"
	bytesAreStart = "모은 바이트가 있어야 시작한 것으로 여김"
)

const opText, opBinary, opMore, opClose, opPing, opPong = 1, 2, 0, 8, 9, 10

// messageTest는 프레임들에서 메시지 하나를 모으는 것이다.
type messageTest struct {
	name     string
	pieces   []exercise.Piece
	want     string
	mistakes map[string]string // 나온 것으로 알아보는 실수. ""는 나머지 모두
}

var messageTests = []messageTest{
	{"나누지 않은 텍스트", list(fin(opText, "안녕")), `1 "안녕"`, nil},
	{"이어서 온 두 메시지의 앞의 것", list(fin(opText, "안녕"), fin(opText, "다음")), `1 "안녕"`, map[string]string{`1 "안녕다음"`: finIgnored}},
	{"빈 텍스트", list(fin(opText, "")), `1 ""`, nil},
	{"셋으로 나눈 바이너리", list(part(opBinary, "a"), part(opMore, "b"), fin(opMore, "c")), `2 "abc"`,
		map[string]string{`2 "a"`: finIgnored, `0 "abc"`: lastKind, "ErrBroken": noContinuing}},
	{"사이에 온 핑", list(part(opText, "안"), fin(opPing, "살아 있나"), fin(opMore, "녕")), `프레임 2개를 읽고 퐁 "살아 있나", 1 "안녕"`,
		map[string]string{`1 "안녕"`: noPong, "ErrBroken": pingRefused, `프레임 2개를 읽고 퐁 "", 1 "안녕"`: emptyPong, `프레임 3개를 읽고 퐁 "살아 있나", 1 "안녕"`: noPong}},
	{"앞에 온 핑 둘과 퐁", list(fin(opPing, "하나"), fin(opPong, "누구"), fin(opPing, "둘"), fin(opText, "안녕")),
		`프레임 1개를 읽고 퐁 "하나", 프레임 3개를 읽고 퐁 "둘", 1 "안녕"`, map[string]string{
			`프레임 1개를 읽고 퐁 "하나", ErrBroken`: pongRefused,
			`프레임 1개를 읽고 퐁 "하나", 프레임 2개를 읽고 퐁 "누구", 프레임 3개를 읽고 퐁 "둘", 1 "안녕"`: pongAnswered,
		}},
	{"빈 핑", list(fin(opPing, ""), fin(opText, "안녕")), `프레임 1개를 읽고 퐁 "", 1 "안녕"`, map[string]string{`1 "안녕"`: noPong}},
	{"사이에 온 퐁", list(part(opText, "안"), fin(opPong, "누구"), fin(opMore, "녕")), `1 "안녕"`, map[string]string{"ErrBroken": pongRefused}},
	{"프래그먼트마다 앞에 온 핑", list(part(opText, "가"), fin(opPing, "하나"), part(opMore, "나"), fin(opPing, "둘"), fin(opPong, ""), fin(opMore, "다")),
		`프레임 2개를 읽고 퐁 "하나", 프레임 4개를 읽고 퐁 "둘", 1 "가나다"`, nil},
	{"종료 프레임", list(fin(opClose, "\x03\xe8")), "io.EOF", nil},
	{"빈 종료 프레임", list(fin(opClose, "")), "io.EOF", nil},
	{"사이에 온 종료 프레임", list(part(opText, "안"), fin(opClose, "\x03\xe8")), "io.EOF", nil},
	{"시작하지 않은 연속 프레임", list(fin(opMore, "녕")), "ErrBroken", map[string]string{`0 "녕"`: orphan}},
	{"시작하지 않고 이어지는 연속 프레임", list(part(opMore, "안"), fin(opMore, "녕")), "ErrBroken", map[string]string{`0 "안녕"`: orphan}},
	{"또 시작한 메시지", list(part(opText, "안"), fin(opText, "녕")), "ErrBroken", map[string]string{`1 "안녕"`: startsTwice, `1 "녕"`: startsTwice}},
	{"다른 종류로 또 시작한 메시지", list(part(opText, "안"), fin(opBinary, "녕")), "ErrBroken",
		map[string]string{`1 "안녕"`: startsTwice, `2 "안녕"`: startsTwice, `2 "녕"`: startsTwice}},
	{"빈 프래그먼트 다음에 또 시작한 메시지", list(part(opText, ""), fin(opText, "녕")), "ErrBroken", map[string]string{`1 "녕"`: bytesAreStart}},
	{"빈 프래그먼트로 시작한 텍스트", list(part(opText, ""), fin(opMore, "안녕")), `1 "안녕"`, map[string]string{"ErrBroken": bytesAreStart}},
	{"빈 프래그먼트로 끝난 텍스트", list(part(opText, "안녕"), fin(opMore, "")), `1 "안녕"`, nil},
	{"모르는 Opcode", list(fin(3, "무엇")), "ErrBroken", nil},
	{"도중의 모르는 Opcode", list(part(opText, "안"), fin(3, "녕")), "ErrBroken", map[string]string{`1 "안녕"`: unknownPiece, `3 "안녕"`: unknownPiece}},
	{"모르는 제어 프레임", list(fin(11, "무엇"), fin(opText, "안녕")), "ErrBroken", nil},
	{"도중의 모르는 제어 프레임", list(part(opText, "안"), fin(15, ""), fin(opMore, "녕")), "ErrBroken", nil},
}

func TestMessages(t *testing.T) {
	task := grader.Task{File: "05-websocket-echo/exercise/6_messages.go", Note: "notes/05-websocket-echo.md#프레임"}

	for _, test := range messageTests {
		task.Try(t, test.name, func(*testing.T) error { return assembles(test) })
	}
	task.Try(t, "글자의 도중에서 나눈 텍스트", func(*testing.T) error { return splitText() })
	for _, test := range append(textTests, limitTests...) {
		task.Try(t, test.name, func(*testing.T) error { return assembles(test) })
	}
	task.Try(t, "next가 준 오류", func(*testing.T) error { return nextFails() })
}

func list(pieces ...exercise.Piece) []exercise.Piece { return pieces }

// fin은 FIN이 켜진 프레임이고, part는 꺼진 프레임이다.
func fin(opcode byte, payload string) exercise.Piece {
	return exercise.Piece{Fin: true, Opcode: opcode, Payload: []byte(payload)}
}

func part(opcode byte, payload string) exercise.Piece {
	return exercise.Piece{Opcode: opcode, Payload: []byte(payload)}
}

func outcome(opcode byte, data []byte, err error) string {
	if err != nil {
		return grader.NameOf(err, map[error]string{
			exercise.ErrBroken: "ErrBroken", exercise.ErrTooBig: "ErrTooBig", exercise.ErrNotText: "ErrNotText", errBroken: "next가 준 오류", io.EOF: "io.EOF",
		})
	}
	return fmt.Sprintf("%d %s", opcode, brief(data))
}

// brief는 짧은 것은 그대로, 긴 것은 길이만 적는다.
func brief(data []byte) string {
	if len(data) > 20 {
		return fmt.Sprintf("%d바이트", len(data))
	}
	return fmt.Sprintf("%q", data)
}

func long(n int) string { return strings.Repeat("a", n) }

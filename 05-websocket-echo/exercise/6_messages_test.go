//go:build exercise

package exercise

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"testing"

	"socketworkbook/internal/grader"
)

const (
	finIgnored    = "FIN을 보지 않음"
	lastKind      = "마지막 프래그먼트의 종류를 메시지의 종류로 여김"
	noContinuing  = "연속 프레임(0)을 모름"
	pingRefused   = "핑을 거절함"
	noPong        = "핑에 퐁으로 답하지 않음"
	latePong      = "메시지가 끝난 다음에 퐁을 보냄"
	emptyPong     = "퐁에 핑의 글을 담지 않음"
	pongAnswered  = "퐁에도 답함"
	pongRefused   = "퐁을 거절함"
	pongTooSoon   = "핑을 살피기 전에 퐁으로 답함"
	startsTwice   = "끝나지 않았는데 또 시작한 메시지를 받음"
	orphan        = "시작하지 않은 연속 프레임을 받음"
	unknownPiece  = "도중의 모르는 Opcode를 프래그먼트로 여김"
	splitControl  = "나눈 제어 프레임을 받음"
	bigControl    = "125바이트를 넘는 제어 프레임을 받음"
	controlCounts = "제어 프레임의 길이를 한도에 셈"
	noLimit       = "한도를 보지 않음"
	messageShort  = "한도와 꼭 같은 메시지를 거절함"
	limitPerPiece = "한도를 프래그먼트마다 따로 셈"
	limitAtEnd    = "다 모은 다음에 한도를 봄"
	bytesAreStart = "모은 바이트가 있어야 시작한 것으로 여김"
	nextLost      = "next의 오류를 바꿈"
	eatsNext      = "다음 메시지의 프레임까지 읽음"
)

func TestMessages(t *testing.T) {
	task := grader.Task{File: "05-websocket-echo/exercise/6_messages.go", Note: "notes/05-websocket-echo.md#프레임"}
	piece := func(fin bool, opcode byte, text string) Piece { return Piece{fin, opcode, []byte(text)} }
	const text, binary, more, closing, ping, pong = 1, 2, 0, 8, 9, 10
	long := func(n int) string { return strings.Repeat("a", n) }
	all := func(mistake string) map[string]string { return map[string]string{"": mistake} }

	for _, test := range []struct {
		name     string
		pieces   []Piece
		want     string
		mistakes map[string]string // 나온 것으로 알아보는 실수. ""는 나머지 모두
	}{
		{"나누지 않은 글", []Piece{piece(true, text, "안녕")}, `1 "안녕"`, nil},
		{"이어서 온 두 메시지의 앞의 것", []Piece{piece(true, text, "안녕"), piece(true, text, "다음")}, `1 "안녕"`, map[string]string{`1 "안녕다음"`: finIgnored}},
		{"빈 글", []Piece{piece(true, text, "")}, `1 ""`, nil},
		{"셋으로 나눈 바이너리", []Piece{piece(false, binary, "a"), piece(false, more, "b"), piece(true, more, "c")}, `2 "abc"`,
			map[string]string{`2 "a"`: finIgnored, `0 "abc"`: lastKind, "ErrBroken": noContinuing}},
		{"사이에 온 핑", []Piece{piece(false, text, "안"), piece(true, ping, "살아 있나"), piece(true, more, "녕")}, `프레임 2개를 읽고 퐁 "살아 있나", 1 "안녕"`,
			map[string]string{`1 "안녕"`: noPong, "ErrBroken": pingRefused, `프레임 2개를 읽고 퐁 "", 1 "안녕"`: emptyPong, `프레임 3개를 읽고 퐁 "살아 있나", 1 "안녕"`: latePong}},
		{"앞에 온 핑 둘과 퐁", []Piece{piece(true, ping, "하나"), piece(true, pong, "누구"), piece(true, ping, "둘"), piece(true, text, "안녕")},
			`프레임 1개를 읽고 퐁 "하나", 프레임 3개를 읽고 퐁 "둘", 1 "안녕"`, map[string]string{
				`프레임 1개를 읽고 퐁 "하나", ErrBroken`: pongRefused,
				`프레임 1개를 읽고 퐁 "하나", 프레임 2개를 읽고 퐁 "누구", 프레임 3개를 읽고 퐁 "둘", 1 "안녕"`: pongAnswered,
			}},
		{"빈 핑", []Piece{piece(true, ping, ""), piece(true, text, "안녕")}, `프레임 1개를 읽고 퐁 "", 1 "안녕"`, all(noPong)},
		{"사이에 온 퐁", []Piece{piece(false, text, "안"), piece(true, pong, "누구"), piece(true, more, "녕")}, `1 "안녕"`, map[string]string{"ErrBroken": pongRefused}},
		{"종료 프레임", []Piece{piece(true, closing, "\x03\xe8")}, "io.EOF", nil},
		{"사이에 온 종료 프레임", []Piece{piece(false, text, "안"), piece(true, closing, "\x03\xe8")}, "io.EOF", nil},
		{"시작하지 않은 연속 프레임", []Piece{piece(true, more, "녕")}, "ErrBroken", all(orphan)},
		{"또 시작한 메시지", []Piece{piece(false, text, "안"), piece(true, text, "녕")}, "ErrBroken", all(startsTwice)},
		{"다른 종류로 또 시작한 메시지", []Piece{piece(false, text, "안"), piece(true, binary, "녕")}, "ErrBroken", all(startsTwice)},
		{"빈 프래그먼트 다음에 또 시작한 메시지", []Piece{piece(false, text, ""), piece(true, text, "녕")}, "ErrBroken", all(bytesAreStart)},
		{"빈 프래그먼트로 시작한 글", []Piece{piece(false, text, ""), piece(true, more, "안녕")}, `1 "안녕"`, all(bytesAreStart)},
		{"모르는 Opcode", []Piece{piece(true, 3, "무엇")}, "ErrBroken", nil},
		{"도중의 모르는 Opcode", []Piece{piece(false, text, "안"), piece(true, 3, "녕")}, "ErrBroken", all(unknownPiece)},
		{"모르는 제어 프레임", []Piece{piece(true, 11, "무엇"), piece(true, text, "안녕")}, "ErrBroken", nil},
		{"125바이트 핑", []Piece{piece(true, ping, long(125)), piece(true, text, "안녕")}, `프레임 1개를 읽고 퐁 125바이트, 1 "안녕"`, map[string]string{"ErrTooBig": controlCounts}},
		{"사이에 온 긴 핑", []Piece{piece(false, text, long(60)), piece(true, ping, long(60)), piece(true, more, long(30))},
			`프레임 2개를 읽고 퐁 60바이트, 1 90바이트`, all(controlCounts)},
		{"126바이트 핑", []Piece{piece(true, ping, long(126))}, "ErrBroken",
			map[string]string{"프레임 1개를 읽고 퐁 126바이트, ErrBroken": pongTooSoon, "ErrTooBig": controlCounts, "": bigControl}},
		{"126바이트 종료 프레임", []Piece{piece(true, closing, long(126))}, "ErrBroken", all(bigControl)},
		{"나눈 핑", []Piece{piece(false, ping, "살아"), piece(true, more, "있나")}, "ErrBroken", all(splitControl)},
		{"나눈 퐁", []Piece{piece(false, pong, "누구"), piece(true, text, "안녕")}, "ErrBroken", all(splitControl)},
		{"나눈 종료 프레임", []Piece{piece(false, closing, "\x03\xe8")}, "ErrBroken", all(splitControl)},
		{"한도와 같은 글", []Piece{piece(false, text, long(60)), piece(true, more, long(40))}, "1 100바이트", all(messageShort)},
		{"한도를 넘은 글", []Piece{piece(true, text, long(101))}, "ErrTooBig", all(noLimit)},
		{"나누어 한도를 넘긴 글", []Piece{piece(false, text, long(60)), piece(true, more, long(60))}, "ErrTooBig", all(limitPerPiece)},
		{"끝나기 전에 한도를 넘긴 글", []Piece{piece(false, text, long(60)), piece(false, more, long(60))}, "ErrTooBig", all(limitAtEnd)},
		{"프래그먼트가 더 오지 않음", []Piece{piece(false, text, "안")}, "next가 준 오류", all(nextLost)},
	} {
		task.Try(t, test.name, func(*testing.T) error {
			var mu sync.Mutex // 풀이가 pong을 다른 고루틴에서 불러도 된다.
			var heard []string
			given := 0
			next := func() (Piece, error) {
				mu.Lock()
				defer mu.Unlock()
				if given == len(test.pieces) {
					return Piece{}, errCut
				}
				given++
				return test.pieces[given-1], nil
			}
			pong := func(payload []byte) {
				mu.Lock()
				defer mu.Unlock()
				heard = append(heard, fmt.Sprintf("프레임 %d개를 읽고 퐁 %s", given, brief(payload)))
			}
			opcode, data, err := Assemble(next, pong, 100)
			mu.Lock()
			defer mu.Unlock()
			got := strings.Join(append(heard, outcome(opcode, data, err)), ", ")
			if strings.HasPrefix(test.name, "이어서") && got == test.want && given != 1 {
				return grader.Wrong{Want: "프레임 1개를 읽음", Got: fmt.Sprintf("프레임 %d개를 읽음", given), Mistake: eatsNext}
			}
			return grader.Same(test.want, got, grader.Known(test.mistakes, got))
		})
	}
}

var errCut = errors.New("끊김")

func outcome(opcode byte, data []byte, err error) string {
	if err != nil {
		return grader.NameOf(err, map[error]string{ErrBroken: "ErrBroken", ErrTooBig: "ErrTooBig", errCut: "next가 준 오류", io.EOF: "io.EOF"})
	}
	return fmt.Sprintf("%d %s", opcode, brief(data))
}

// brief는 짧은 글은 그대로, 긴 글은 길이만 적는다.
func brief(data []byte) string {
	if len(data) > 20 {
		return fmt.Sprintf("%d바이트", len(data))
	}
	return fmt.Sprintf("%q", data)
}

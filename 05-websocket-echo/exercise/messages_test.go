//go:build exercise

package exercise

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"socketworkbook/internal/exercise"
)

const (
	pingBreaks    = "핑을 메시지의 조각으로 여김"
	noPong        = "핑에 퐁으로 답하지 않음"
	startsTwice   = "끝나지 않았는데 또 시작한 메시지를 받음"
	orphan        = "시작하지 않은 이어짐을 받음"
	splitControl  = "나눈 제어 프레임을 받음"
	bigControl    = "125바이트를 넘는 제어 프레임을 받음"
	limitPerPiece = "한도를 조각마다 따로 셈"
	lastKind      = "마지막 조각의 종류를 메시지의 종류로 여김"
)

func TestMessages(t *testing.T) {
	task := exercise.Task{File: "05-websocket-echo/exercise/messages.go", Note: "notes/05-websocket-echo.md#프레임"}
	piece := func(fin bool, opcode byte, text string) Piece { return Piece{fin, opcode, []byte(text)} }

	for _, test := range []struct {
		name    string
		pieces  []Piece
		want    string
		mistake string
	}{
		{"나누지 않은 글", []Piece{piece(true, 1, "안녕")}, `1 "안녕"`, ""},
		{"빈 글", []Piece{piece(true, 1, "")}, `1 ""`, ""},
		{"셋으로 나눈 바이너리", []Piece{piece(false, 2, "a"), piece(false, 0, "b"), piece(true, 0, "c")}, `2 "abc"`, lastKind},
		{"사이에 온 핑", []Piece{piece(false, 1, "안"), piece(true, 9, "살아 있나"), piece(true, 0, "녕")}, `퐁 "살아 있나" 1 "안녕"`, pingBreaks},
		{"앞에 온 핑과 퐁", []Piece{piece(true, 9, ""), piece(true, 10, "누구"), piece(true, 1, "안녕")}, `퐁 "" 1 "안녕"`, noPong},
		{"닫기", []Piece{piece(false, 1, "안"), piece(true, 8, "\x03\xe8")}, "io.EOF", ""},
		{"시작하지 않은 이어짐", []Piece{piece(true, 0, "녕")}, "ErrBroken", orphan},
		{"또 시작한 메시지", []Piece{piece(false, 1, "안"), piece(true, 1, "녕")}, "ErrBroken", startsTwice},
		{"나눈 핑", []Piece{piece(false, 9, "살아"), piece(true, 0, "있나")}, "ErrBroken", splitControl},
		{"긴 핑", []Piece{piece(true, 9, strings.Repeat("a", 126))}, "ErrBroken", bigControl},
		{"모르는 Opcode", []Piece{piece(true, 3, "무엇")}, "ErrBroken", ""},
		{"한도와 같은 글", []Piece{piece(false, 1, strings.Repeat("a", 60)), piece(true, 0, strings.Repeat("a", 40))}, "1 100바이트", ""},
		{"나누어 한도를 넘긴 글", []Piece{piece(false, 1, strings.Repeat("a", 60)), piece(true, 0, strings.Repeat("a", 60))}, "ErrTooBig", limitPerPiece},
		{"조각이 더 오지 않음", []Piece{piece(false, 1, "안")}, "끊김", ""},
	} {
		task.Try(t, test.name, func(*testing.T) error {
			var heard []string
			rest := test.pieces
			next := func() (Piece, error) {
				if len(rest) == 0 {
					return Piece{}, errors.New("끊김")
				}
				p := rest[0]
				rest = rest[1:]
				return p, nil
			}
			pong := func(payload []byte) { heard = append(heard, fmt.Sprintf("퐁 %q", payload)) }
			opcode, data, err := Assemble(next, pong, 100)
			return exercise.Same(test.want, strings.Join(append(heard, outcome(opcode, data, err)), " "), test.mistake)
		})
	}
}

func outcome(opcode byte, data []byte, err error) string {
	switch {
	case errors.Is(err, ErrBroken):
		return "ErrBroken"
	case errors.Is(err, ErrTooBig):
		return "ErrTooBig"
	case errors.Is(err, io.EOF):
		return "io.EOF"
	case err != nil:
		return err.Error()
	case len(data) > 20:
		return fmt.Sprintf("%d %d바이트", opcode, len(data))
	}
	return fmt.Sprintf("%d %q", opcode, data)
}

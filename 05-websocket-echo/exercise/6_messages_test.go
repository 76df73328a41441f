//go:build exercise

package exercise

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"testing"

	"socketworkbook/internal/exercise"
)

const (
	pingBreaks    = "핑을 메시지의 조각으로 여김"
	noPong        = "핑에 퐁으로 답하지 않음"
	latePong      = "메시지가 끝난 다음에 퐁을 보냄"
	emptyPong     = "퐁에 핑의 글을 담지 않음"
	startsTwice   = "끝나지 않았는데 또 시작한 메시지를 받음"
	orphan        = "시작하지 않은 이어짐을 받음"
	splitControl  = "나눈 제어 프레임을 받음"
	bigControl    = "125바이트를 넘는 제어 프레임을 받음"
	limitPerPiece = "한도를 조각마다 따로 셈"
	limitAtEnd    = "다 모은 다음에 한도를 봄"
	bytesAreStart = "모은 바이트가 있어야 시작한 것으로 여김"
	lastKind      = "마지막 조각의 종류를 메시지의 종류로 여김"
)

func TestMessages(t *testing.T) {
	task := exercise.Task{File: "05-websocket-echo/exercise/6_messages.go", Note: "notes/05-websocket-echo.md#프레임"}
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
		{"사이에 온 핑", []Piece{piece(false, 1, "안"), piece(true, 9, "살아 있나"), piece(true, 0, "녕")}, `2째 다음에 퐁 "살아 있나", 1 "안녕"`, pingBreaks},
		{"앞에 온 핑과 퐁", []Piece{piece(true, 9, ""), piece(true, 10, "누구"), piece(true, 1, "안녕")}, `1째 다음에 퐁 "", 1 "안녕"`, pingBreaks},
		{"닫기", []Piece{piece(false, 1, "안"), piece(true, 8, "\x03\xe8")}, "io.EOF", ""},
		{"시작하지 않은 이어짐", []Piece{piece(true, 0, "녕")}, "ErrBroken", orphan},
		{"또 시작한 메시지", []Piece{piece(false, 1, "안"), piece(true, 1, "녕")}, "ErrBroken", startsTwice},
		{"빈 조각 다음에 또 시작한 메시지", []Piece{piece(false, 1, ""), piece(true, 1, "녕")}, "ErrBroken", bytesAreStart},
		{"빈 조각으로 시작한 글", []Piece{piece(false, 1, ""), piece(true, 0, "안녕")}, `1 "안녕"`, bytesAreStart},
		{"나눈 핑", []Piece{piece(false, 9, "살아"), piece(true, 0, "있나")}, "ErrBroken", splitControl},
		{"긴 핑", []Piece{piece(true, 9, strings.Repeat("a", 126))}, "ErrBroken", bigControl},
		{"모르는 Opcode", []Piece{piece(true, 3, "무엇")}, "ErrBroken", ""},
		{"모르는 제어 프레임", []Piece{piece(true, 11, "무엇"), piece(true, 1, "안녕")}, "ErrBroken", ""},
		{"한도와 같은 글", []Piece{piece(false, 1, strings.Repeat("a", 60)), piece(true, 0, strings.Repeat("a", 40))}, "1 100바이트", ""},
		{"나누어 한도를 넘긴 글", []Piece{piece(false, 1, strings.Repeat("a", 60)), piece(true, 0, strings.Repeat("a", 60))}, "ErrTooBig", limitPerPiece},
		{"끝나기 전에 한도를 넘긴 글", []Piece{piece(false, 1, strings.Repeat("a", 60)), piece(false, 0, strings.Repeat("a", 60))}, "ErrTooBig", limitAtEnd},
		{"조각이 더 오지 않음", []Piece{piece(false, 1, "안")}, "끊김", ""},
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
				heard = append(heard, fmt.Sprintf("%d째 다음에 퐁 %q", given, payload))
			}
			opcode, data, err := Assemble(next, pong, 100)
			mu.Lock()
			defer mu.Unlock()
			got := strings.Join(append(heard, outcome(opcode, data, err)), ", ")
			return exercise.Same(test.want, got, nameOf(test.want, got, test.mistake))
		})
	}
}

var errCut = errors.New("끊김")

// nameOf는 핑에 잘못 답한 것을 알아본다. 다른 것이면 usual이다.
func nameOf(want, got, usual string) string {
	switch {
	case !strings.Contains(want, "퐁"):
		return usual
	case strings.HasSuffix(want, ", "+got):
		return noPong
	case got == strings.Replace(want, "살아 있나", "", 1):
		return emptyPong
	case got == strings.NewReplacer("1째", "3째", "2째", "3째").Replace(want):
		return latePong
	}
	return usual
}

func outcome(opcode byte, data []byte, err error) string {
	switch {
	case errors.Is(err, ErrBroken):
		return "ErrBroken"
	case errors.Is(err, ErrTooBig):
		return "ErrTooBig"
	case errors.Is(err, io.EOF):
		return "io.EOF"
	case errors.Is(err, errCut):
		return errCut.Error()
	case err != nil:
		return err.Error()
	case len(data) > 20:
		return fmt.Sprintf("%d %d바이트", opcode, len(data))
	}
	return fmt.Sprintf("%d %q", opcode, data)
}

//go:build exercise

package exercise_test

import (
	"encoding/binary"
	"fmt"
	"strings"
	"testing"

	"socketworkbook/05-websocket-echo/exercise"
	"socketworkbook/internal/grader"
)

const (
	forgotFIN   = "FIN 비트를 켜지 않음"
	forgotBit   = "MASK 비트를 켜지 않음"
	forgotKey   = "마스킹 키를 적지 않음"
	forgotMask  = "페이로드를 마스킹하지 않음"
	keyNotAgain = "마스킹 키를 되풀이하지 않음"
	plainFrame  = "마스킹하지 않은 프레임을 적음"
	countsRune  = "글자 수를 길이로 적음"
	forgotHead  = "헤더를 세지 않음"
	forgotWide  = "길이를 더 적는 바이트를 잊음"
	alwaysWide  = "65,535까지도 길이를 8바이트로 적는다고 믿음"
	twoBytes    = "65,536을 2바이트에 담으려 함"
	maskedToo   = "서버도 마스킹한다고 믿음"
	forgotFour  = "마스킹 키 네 바이트를 잊음"
	noLength    = "종료 프레임의 길이를 적지 않음"
	zeroLength  = "종료 코드를 길이에 세지 않음"
	noCode      = "종료 코드를 적지 않음"
	codeAsText  = "종료 코드를 글자로 적음"
	codeSwaps   = "종료 코드를 작은 자리부터 적음"
	codeAsTen   = "1000을 16진수로 바꾸지 않음"
	closesText  = "종료 프레임을 텍스트 프레임으로 여김"
)

// frameMistakes는 잘못 적은 프레임으로 알아보는 실수이다.
var frameMistakes = map[string]string{
	"01 86 01 02 03 04 ed 97 8b ef 84 97": forgotFIN, "08 02 03 e8": forgotFIN,
	"81 06 01 02 03 04 ed 97 8b ef 84 97": forgotBit,
	"81 86 ed 97 8b ef 84 97":             forgotKey,
	"81 86 01 02 03 04 ec 95 88 eb 85 95": forgotMask,
	"81 86 01 02 03 04 ed 97 8b ef 85 95": keyNotAgain,
	"81 06 ec 95 88 eb 85 95":             plainFrame,
	"81 82 01 02 03 04 ed 97 8b ef 84 97": countsRune, "81 02 01 02 03 04 ed 97 8b ef 84 97": countsRune,

	"88 03 e8": noLength, "88 00 03 e8": zeroLength, "88 00": noCode,
	"88 04 31 30 30 30": codeAsText, "88 02 31 30 30 30": codeAsText,
	"88 02 e8 03": codeSwaps, "88 02 10 00": codeAsTen, "81 02 03 e8": closesText, "88 82 03 e8": maskedToo,
}

func TestPredict(t *testing.T) {
	task := grader.Task{File: "05-websocket-echo/exercise/1_predict.go", Note: "notes/05-websocket-echo.md#프레임"}
	key := []byte{1, 2, 3, 4}

	task.Try(t, "Masked", func(*testing.T) error {
		return predictFrame(exercise.Masked, frame("안녕", key))
	})
	task.Try(t, "FromServer", func(*testing.T) error {
		mistakes := map[string]string{"126": forgotHead, "128": forgotWide, "134": maskedToo, "136": alwaysWide}
		return predictLength(exercise.FromServer, mistakes, frame(strings.Repeat("a", 126), nil))
	})
	task.Try(t, "FromClient", func(*testing.T) error {
		mistakes := map[string]string{"65536": forgotHead, "65542": forgotWide, "65544": twoBytes, "65546": forgotFour}
		return predictLength(exercise.FromClient, mistakes, frame(strings.Repeat("a", 65536), key))
	})
	task.At("닫기").Try(t, "Closing", func(*testing.T) error {
		return predictFrame(exercise.Closing, binary.BigEndian.AppendUint16([]byte{0x88, 2}, 1000))
	})
	predictSealed(t, task)
	predictTrips(t, task)
}

func predictFrame(guess any, wire []byte) error {
	return grader.Predict(tidy(guess), frameMistakes, func() (string, error) { return fmt.Sprintf("% x", wire), nil })
}

func predictLength(guess any, mistakes map[string]string, wire []byte) error {
	if text, is := guess.(string); is {
		guess = strings.NewReplacer(",", "", "_", "", "바이트", "").Replace(text)
	}
	return grader.Predict(guess, mistakes, func() (string, error) { return fmt.Sprint(len(wire)), nil })
}

// frame은 텍스트 프레임의 바이트이다. 학생이 쓴 것과 상관없다. RFC 6455 5.2절.
func frame(text string, key []byte) []byte {
	wire := []byte{0x81}
	switch n := len(text); {
	case n < 126:
		wire = append(wire, byte(n))
	case n < 1<<16:
		wire = binary.BigEndian.AppendUint16(append(wire, 126), uint16(n))
	default:
		wire = binary.BigEndian.AppendUint64(append(wire, 127), uint64(n))
	}
	if key == nil {
		return append(wire, text...)
	}
	wire[1] |= 0x80
	wire = append(wire, key...)
	for i := range len(text) {
		wire = append(wire, text[i]^key[i%4])
	}
	return wire
}

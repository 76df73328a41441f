//go:build exercise

package exercise

import (
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"strings"
	"testing"

	"socketworkbook/internal/grader"
)

const (
	forgotBit  = "MASK 비트를 켜지 않음"
	forgotMask = "페이로드를 마스킹하지 않음"
	forgotWide = "길이를 더 적는 바이트를 잊음"
	twoBytes   = "65,536을 2바이트에 담으려 함"
	countsRune = "글자 수를 길이로 적음"
	noLength   = "종료 프레임의 길이를 잊음"
	maskedToo  = "서버도 마스킹한다고 믿음"
	forgotFour = "마스킹 키 네 바이트를 잊음"
	codeAsText = "코드를 글자로 적음"
	codeSwaps  = "작은 자리부터 적음"
	closesText = "종료 프레임을 텍스트 프레임으로 여김"
)

func TestPredict(t *testing.T) {
	task := grader.Task{File: "05-websocket-echo/exercise/1_predict.go", Note: "notes/05-websocket-echo.md#프레임"}

	task.Try(t, "Masked", func(*testing.T) error {
		if Masked == "?" {
			return grader.Todo
		}
		guess := tidy(Masked)
		mistake := ""
		switch {
		case strings.HasPrefix(guess, "81 06"):
			mistake = forgotBit
		case strings.HasPrefix(guess, "81 82"), strings.HasPrefix(guess, "81 02"):
			mistake = countsRune
		case strings.HasSuffix(guess, "ec 95 88 eb 85 95"):
			mistake = forgotMask
		}
		return grader.Guess(fmt.Sprintf("% x", wireOf("안녕", []byte{1, 2, 3, 4})), guess, mistake)
	})
	for _, test := range []struct {
		name  string
		guess int
		wire  []byte
		wrong map[int]string
	}{
		{"FromServer", FromServer, wireOf(strings.Repeat("a", 126), nil), map[int]string{128: forgotWide, 132: maskedToo, 134: maskedToo}},
		{"FromClient", FromClient, wireOf(strings.Repeat("a", 65536), []byte{1, 2, 3, 4}), map[int]string{65546: forgotFour, 65542: forgotWide, 65544: twoBytes}},
	} {
		task.Try(t, test.name, func(*testing.T) error {
			if test.guess == -1 {
				return grader.Todo
			}
			return grader.Guess(fmt.Sprint(len(test.wire)), fmt.Sprint(test.guess), test.wrong[test.guess])
		})
	}
	task.At("닫기").Try(t, "Closing", func(*testing.T) error {
		if Closing == "?" {
			return grader.Todo
		}
		guess, mistake := tidy(Closing), ""
		switch {
		case strings.HasSuffix(guess, "31 30 30 30"):
			mistake = codeAsText
		case strings.HasSuffix(guess, "e8 03"):
			mistake = codeSwaps
		case guess == "88 03 e8", guess == "88 00 03 e8", guess == "88 00":
			mistake = noLength
		case strings.HasPrefix(guess, "81"):
			mistake = closesText
		}
		frame := binary.BigEndian.AppendUint16([]byte{0x88, 2}, 1000)
		return grader.Guess(fmt.Sprintf("% x", frame), guess, mistake)
	})
}

// tidy는 16진수를 적은 글의 모양을 고르게 한다. "0x81, 0x86"이나 "8186"도 "81 86"이 된다.
func tidy(text string) string {
	digits := strings.NewReplacer("0x", "", ",", "", " ", "", "\t", "").Replace(strings.ToLower(text))
	bytes, err := hex.DecodeString(digits)
	if err != nil {
		return text
	}
	return fmt.Sprintf("% x", bytes)
}

// wireOf는 글 프레임의 바이트이다. 학생이 쓴 것과 상관없다. RFC 6455 5.2절.
func wireOf(text string, mask []byte) []byte {
	wire := []byte{0x81}
	switch n := len(text); {
	case n < 126:
		wire = append(wire, byte(n))
	case n < 1<<16:
		wire = binary.BigEndian.AppendUint16(append(wire, 126), uint16(n))
	default:
		wire = binary.BigEndian.AppendUint64(append(wire, 127), uint64(n))
	}
	if mask == nil {
		return append(wire, text...)
	}
	wire[1] |= 0x80
	wire = append(wire, mask...)
	for i := range len(text) {
		wire = append(wire, text[i]^mask[i%4])
	}
	return wire
}

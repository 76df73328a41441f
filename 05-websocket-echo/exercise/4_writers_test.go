//go:build exercise

package exercise_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"socketworkbook/05-websocket-echo/exercise"
	"socketworkbook/internal/grader"
)

const (
	nothingSent = "아무것도 쓰지 않고 돌아옴(버퍼에 적었다면 Flush)"
	countsRunes = "글자 수를 길이로 씀"
	errorLost   = "쓰기의 오류를 버림"
	errorOnce   = "한 번 실패한 다음에는 오류를 돌려주지 않음"
	writesOn    = "쓰기에 실패한 다음에 또 씀"
	tooSoon     = "다 쓰기 전에 돌아옴"
	oneLock     = "연결 모두가 뮤텍스 하나를 씀"
)

func TestWriters(t *testing.T) {
	task := grader.Task{File: "05-websocket-echo/exercise/4_writers.go", Note: "notes/05-websocket-echo.md#gorilla가-해-주지-않는-것"}

	for _, text := range []string{"하나", "", "a", strings.Repeat("b", 125)} {
		task.Try(t, fmt.Sprintf("혼자 %d바이트를 쓰기", len(text)), func(*testing.T) error { return sendsAlone(text) })
	}
	task.Try(t, "막힌 연결", func(*testing.T) error { return stuckSend() })
	task.Try(t, "둘이 동시에 쓰기", func(*testing.T) error { return twoSend() })
	task.Try(t, "셋이 동시에 여덟 번씩 쓰기", func(*testing.T) error { return threeSend() })
	task.Try(t, "여럿이 쉬지 않고 쓰기", func(*testing.T) error { return crowdSends() })
	task.Try(t, "쓰다가 끊기는 연결", func(*testing.T) error {
		for after := range 8 { // 헤더의 도중, 헤더와 페이로드 사이, 페이로드의 도중.
			for _, before := range []int{0, 2} {
				if err := sendFails(before, after); err != nil {
					return err
				}
			}
		}
		return nil
	})
	task.Try(t, "둘이 쓰는 동안 끊기는 연결", func(*testing.T) error { return failsForBoth() })
}

// sendsAlone은 프레임의 모양을 본다.
func sendsAlone(text string) error {
	var wire strings.Builder
	if err := exercise.NewConn(&wire).Send(text); err != nil {
		return grader.Wrong{Want: "오류 없음", Got: fmt.Sprintf("오류 %q", err)}
	}
	want, got, mistake := string(frame(text, nil)), wire.String(), ""
	switch {
	case got == "":
		return grader.Wrong{Want: fmt.Sprintf("% x", want), Got: "아무것도 쓰지 않음", Mistake: nothingSent}
	case got == fmt.Sprintf("\x81%c%s", len([]rune(text)), text):
		mistake = countsRunes
	}
	return grader.Same(fmt.Sprintf("% x", want), fmt.Sprintf("% x", got), mistake)
}

// sendFails는 프레임을 before개 쓰고 after바이트를 더 쓰면 한 번 실패하는 연결에 쓴다.
func sendFails(before, after int) error {
	size := len(frame("하나", nil))
	wire := &failing{left: before*size + after}
	conn := exercise.NewConn(wire)
	for range before {
		if err := conn.Send("하나"); err != nil {
			return grader.Wrong{Want: "오류 없음", Got: fmt.Sprintf("오류 %q", err)}
		}
	}
	if err := conn.Send("하나"); !errors.Is(err, errBroken) {
		return grader.Wrong{Want: "w가 준 오류", Got: wireError(err), Mistake: map[bool]string{true: errorLost}[err == nil]}
	}
	written := wire.written
	for range 2 {
		err := conn.Send("둘")
		switch {
		case wire.written > written:
			return grader.Wrong{Want: "실패한 다음에 더 쓴 것 0바이트", Got: fmt.Sprintf("더 쓴 것 %d바이트", wire.written-written), Mistake: writesOn}
		case !errors.Is(err, errBroken):
			return grader.Wrong{Want: "w가 준 오류", Got: wireError(err), Mistake: map[bool]string{true: errorOnce}[err == nil]}
		}
	}
	return nil
}

func wireError(err error) string {
	return grader.NameOf(err, map[error]string{errBroken: "w가 준 오류"})
}

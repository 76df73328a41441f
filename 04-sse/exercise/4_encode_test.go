//go:build exercise

package exercise_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"socketworkbook/04-sse/exercise"
	"socketworkbook/internal/grader"
)

const (
	noBlankLine  = "빈 줄로 끝내지 않음"
	extraBlank   = "빈 줄을 더 적음"
	emptyName    = "빈 이름을 적음"
	changesText  = "글자를 다른 글자로 바꾸어 적음"
	zeroID       = "번호 0을 빈 번호로 여김"
	blankDropped = "내용의 빈 줄을 버림"
	dropsCR      = "CR을 줄바꿈으로 바꾸지 않고 버림"
	mixedBreaks  = "섞인 줄바꿈을 잘못 셈"
	otherBreaks  = "줄바꿈이 아닌 글자를 줄바꿈으로 여김"
	endsMissed   = "번호나 이름의 앞뒤에 있는 줄바꿈을 그대로 적음"
	rawBreaks    = "내용의 줄바꿈을 그대로 적음"
	forgotCR     = "CR도 줄바꿈인 것을 잊음"
	crlfTwice    = "CRLF를 줄바꿈 둘로 셈"
	lostBreak    = "내용 끝의 줄바꿈을 버림"
	lostSpace    = "쌍점 뒤에 빈칸을 적지 않아 값의 첫 빈칸이 사라짐"
	trimsText    = "내용의 앞뒤 빈칸을 떼어 냄"
	noDataField  = "빈 문자열이라고 data 필드를 적지 않음"
	erasesID     = "빈 번호를 적어 브라우저가 외운 번호를 지움"
	notMillis    = "retry를 밀리초로 적지 않음"
	retryAtOnce  = "정하지 않은 retry를 0으로 적음"
	forgedFields = "번호나 이름의 줄바꿈을 그대로 적음"
	nulInID      = "NUL이 든 번호를 그대로 적음"
	repairs      = "거절하지 않고 고쳐 적음"
	refusesMore  = "거절하지 않아도 될 것을 거절함"
	retryEnds    = "retry 필드에서 이벤트를 끝냄"
	longData     = "긴 내용을 잃음"
)

func TestEncode(t *testing.T) {
	task := grader.Task{File: "04-sse/exercise/4_encode.go", Note: "notes/04-sse.md#이벤트의-모양"}

	for _, test := range encodings {
		task.Try(t, test.name, func(*testing.T) error { return test.encodes() })
	}
	task.Try(t, "7만 바이트의 내용", func(*testing.T) error {
		text, err := exercise.Encode(exercise.Event{Data: strings.Repeat("b", 70_000)})
		if err != nil {
			return err
		}
		got := strings.Count(received(text), "b")
		return grader.Same("70000바이트의 내용", fmt.Sprintf("%d바이트의 내용", got), longData)
	})
	task.Try(t, "쉬는 시간", func(*testing.T) error { return retries(2500*time.Millisecond, "retry 2500") })
	task.Try(t, "한 시간의 쉬는 시간", func(*testing.T) error { return retries(time.Hour, "retry 3600000") })
	task.Try(t, "정하지 않은 쉬는 시간", func(*testing.T) error { return retries(0, "retry 없음") })
	task.Try(t, "줄바꿈이나 NUL이 든 것", func(*testing.T) error { return refused(forgeries) })
	task.Try(t, "줄바꿈이 앞뒤에 있는 것", func(*testing.T) error { return refused(endForgeries) })
}

//go:build exercise

package exercise_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"socketworkbook/04-sse/exercise"
	"socketworkbook/internal/grader"
)

const (
	noBlankLine  = "빈 줄로 끝내지 않음"
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
	task.Try(t, "정하지 않은 쉬는 시간", func(*testing.T) error { return retries(0, "retry 없음") })
	for _, test := range forgeries {
		task.Try(t, test.name, func(*testing.T) error { return test.refused() })
	}
}

// encodes는 적은 것을 브라우저가 읽으면 바라던 이벤트가 되는지 본다.
func (test encoding) encodes() error {
	text, err := exercise.Encode(test.event)
	if errors.Is(err, exercise.ErrField) {
		return grader.Wrong{Want: test.want, Got: "ErrField", Mistake: refusesMore}
	}
	if err != nil {
		return err
	}
	got := received(text)
	mistake := grader.Known(test.mistakes, got)
	if got == "이벤트 없음" && received(text+"\n\n") != got {
		mistake = noBlankLine
	}
	return grader.Same(test.want, got, mistake)
}

// retries는 retry 필드를 밀리초로 적는지, 정하지 않았으면 적지 않는지 본다.
func retries(retry time.Duration, want string) error {
	text, err := exercise.Encode(exercise.Event{Retry: retry, Data: "안녕"})
	if err != nil {
		return err
	}
	var b browser
	b.read(text)
	got, mistake := "retry 없음", notMillis
	if b.retry != "" {
		got = fmt.Sprintf("retry %s", b.retry)
	}
	if retry == 0 {
		mistake = retryAtOnce
	} else if !strings.Contains(text, "retry") {
		mistake = ""
	}
	return grader.Same(want, got, mistake)
}

// refused는 적을 수 없는 번호와 이름을 거절하는지 본다.
func (test forgery) refused() error {
	text, err := exercise.Encode(test.event)
	switch {
	case errors.Is(err, exercise.ErrField):
		return nil
	case err != nil:
		return grader.Same("ErrField", err.Error(), "")
	}
	got, mistake := fmt.Sprintf("오류 없이 적은 %q", text), test.mistake
	if !strings.ContainsAny(text, "\r\x00") && strings.Count(received(text), "{") < 2 && !strings.Contains(text, "\ndata: 가짜") && !strings.Contains(text, "\nid: 9") {
		mistake = repairs
	}
	return grader.Same("ErrField", got, mistake)
}

// received는 번호 0을 외우고 있는 브라우저가 text를 읽고 받은 이벤트이다.
func received(text string) string {
	b := browser{lastID: "0"}
	b.read(text)
	if len(b.events) == 0 {
		return "이벤트 없음"
	}
	return strings.Join(b.events, " ")
}

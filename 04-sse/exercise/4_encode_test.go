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
)

func TestEncode(t *testing.T) {
	task := grader.Task{File: "04-sse/exercise/4_encode.go", Note: "notes/04-sse.md#이벤트의-모양"}

	for _, test := range []struct {
		name     string
		event    exercise.Event
		want     string // {"번호" "이름" "내용"}. 브라우저는 앞서 번호 0을 외웠다
		mistakes map[string]string
	}{
		{"한 줄", exercise.Event{Data: "안녕: data: 하세요"}, `{"0" "message" "안녕: data: 하세요"}`, map[string]string{`{"" "message" "안녕: data: 하세요"}`: erasesID}},
		{"번호와 이름", exercise.Event{ID: "7", Name: "공지", Data: "안녕"}, `{"7" "공지" "안녕"}`, nil},
		{"LF가 든 내용", exercise.Event{Data: "앞\n뒤"}, `{"0" "message" "앞\n뒤"}`, map[string]string{`{"0" "message" "앞"}`: rawBreaks}},
		{"가짜 이벤트를 꾸민 내용", exercise.Event{Data: "앞\n\nid: 9\ndata: 뒤"}, `{"0" "message" "앞\n\nid: 9\ndata: 뒤"}`,
			map[string]string{`{"0" "message" "앞"} {"9" "message" "뒤"}`: rawBreaks}},
		{"CR이 든 내용", exercise.Event{Data: "앞\r\r뒤"}, `{"0" "message" "앞\n\n뒤"}`, map[string]string{`{"0" "message" "앞"}`: forgotCR}},
		{"CRLF가 든 내용", exercise.Event{Data: "앞\r\n뒤"}, `{"0" "message" "앞\n뒤"}`, map[string]string{`{"0" "message" "앞\n\n뒤"}`: crlfTwice}},
		{"줄바꿈으로 끝나는 내용", exercise.Event{Data: "앞\n뒤\n"}, `{"0" "message" "앞\n뒤\n"}`, map[string]string{`{"0" "message" "앞\n뒤"}`: lostBreak}},
		{"빈칸으로 시작하는 값", exercise.Event{ID: " 7", Name: " 공지", Data: "  앞\n 뒤"}, `{" 7" " 공지" "  앞\n 뒤"}`, map[string]string{
			`{"7" "공지" " 앞\n뒤"}`: lostSpace, `{" 7" " 공지" " 앞\n뒤"}`: lostSpace, `{" 7" "공지" "  앞\n 뒤"}`: lostSpace, `{"7" " 공지" "  앞\n 뒤"}`: lostSpace,
			`{" 7" " 공지" "앞\n뒤"}`: trimsText, `{" 7" " 공지" "앞\n 뒤"}`: trimsText,
		}},
		{"모든 필드", exercise.Event{ID: "7", Name: "공지", Retry: time.Second, Data: "안녕"}, `{"7" "공지" "안녕"}`, map[string]string{"": retryEnds}},
		{"빈 문자열", exercise.Event{Name: "ping"}, `{"0" "ping" ""}`, map[string]string{"이벤트 없음": noDataField}},
	} {
		task.Try(t, test.name, func(*testing.T) error {
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
		})
	}
	for _, test := range []struct {
		name  string
		retry time.Duration
		want  string
	}{
		{"쉬는 시간", 2500 * time.Millisecond, "retry 2500"},
		{"정하지 않은 쉬는 시간", 0, "retry 없음"},
	} {
		task.Try(t, test.name, func(*testing.T) error {
			text, err := exercise.Encode(exercise.Event{Retry: test.retry, Data: "안녕"})
			if err != nil {
				return err
			}
			var b browser
			b.read(text)
			got, mistake := "retry 없음", notMillis
			if b.retry != "" {
				got = fmt.Sprintf("retry %s", b.retry)
			}
			if test.retry == 0 {
				mistake = retryAtOnce
			} else if !strings.Contains(text, "retry") {
				mistake = ""
			}
			return grader.Same(test.want, got, mistake)
		})
	}
	for _, test := range []struct {
		name    string
		event   exercise.Event
		mistake string
	}{
		{"LF가 든 번호", exercise.Event{ID: "7\ndata: 가짜", Data: "안녕"}, forgedFields},
		{"LF가 든 이름", exercise.Event{Name: "공지\nid: 9", Data: "안녕"}, forgedFields},
		{"CR이 든 번호", exercise.Event{ID: "7\rdata: 가짜", Data: "안녕"}, forgotCR},
		{"CR이 든 이름", exercise.Event{Name: "공지\rid: 9", Data: "안녕"}, forgotCR},
		{"NUL이 든 번호", exercise.Event{ID: "7\x00", Data: "안녕"}, nulInID},
	} {
		task.Try(t, test.name, func(*testing.T) error {
			text, err := exercise.Encode(test.event)
			switch {
			case errors.Is(err, exercise.ErrField):
				return nil
			case err != nil:
				return grader.Same("ErrField", err.Error(), "")
			case !strings.ContainsAny(text, "\r\x00") && strings.Count(received(text), "{") < 2 && !strings.Contains(text, "\ndata: 가짜") && !strings.Contains(text, "\nid: 9"):
				return grader.Same("ErrField", fmt.Sprintf("오류 없이 적은 %q", text), repairs)
			}
			return grader.Same("ErrField", fmt.Sprintf("오류 없이 적은 %q", text), test.mistake)
		})
	}
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

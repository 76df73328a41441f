//go:build exercise

package exercise_test

import (
	"time"

	"socketworkbook/04-sse/exercise"
)

// encoding은 적을 수 있는 이벤트이다.
type encoding struct {
	name     string
	event    exercise.Event
	want     string            // {"번호" "이름" "내용"}. 브라우저는 앞서 번호 3을 외웠다
	mistakes map[string]string // 받은 것으로 알아보는 실수. ""는 나머지 모두
}

var encodings = []encoding{
	{"한 줄", exercise.Event{Data: "안녕: data: 하세요"}, `{"3" "message" "안녕: data: 하세요"}`, map[string]string{`{"" "message" "안녕: data: 하세요"}`: erasesID}},
	{"번호와 이름", exercise.Event{ID: "7", Name: "공지", Data: "안녕"}, `{"7" "공지" "안녕"}`, nil},
	{"글자가 아닌 것", exercise.Event{ID: "#7:1", Name: "Go:<b>", Data: "<b>\"100%d\"\\n</b> &\x00😀"}, `{"#7:1" "Go:<b>" "<b>\"100%d\"\\n</b> &\x00😀"}`, map[string]string{"": changesText}},
	{"번호 0", exercise.Event{ID: "0", Name: "0", Data: "0"}, `{"0" "0" "0"}`, map[string]string{`{"3" "0" "0"}`: zeroID}},
	{"LF가 든 내용", exercise.Event{Data: "앞\n뒤"}, `{"3" "message" "앞\n뒤"}`, map[string]string{`{"3" "message" "앞"}`: rawBreaks}},
	{"가짜 이벤트를 꾸민 내용", exercise.Event{Data: "앞\n\nid: 9\ndata: 뒤"}, `{"3" "message" "앞\n\nid: 9\ndata: 뒤"}`,
		map[string]string{`{"3" "message" "앞"} {"9" "message" "뒤"}`: rawBreaks, `{"3" "message" "앞\nid: 9\ndata: 뒤"}`: blankDropped}},
	{"CR이 든 내용", exercise.Event{Data: "앞\r\r뒤"}, `{"3" "message" "앞\n\n뒤"}`, map[string]string{`{"3" "message" "앞"}`: forgotCR, `{"3" "message" "앞뒤"}`: dropsCR}},
	{"CRLF가 든 내용", exercise.Event{Data: "앞\r\n뒤"}, `{"3" "message" "앞\n뒤"}`, map[string]string{`{"3" "message" "앞\n\n뒤"}`: crlfTwice}},
	{"섞인 줄바꿈이 든 내용", exercise.Event{Data: "앞\r\r\n\n\r뒤"}, `{"3" "message" "앞\n\n\n\n뒤"}`, map[string]string{"": mixedBreaks}},
	{"줄바꿈이 아닌 글자가 든 내용", exercise.Event{Data: "앞\v\f\u0085\u2028\u2029뒤"}, `{"3" "message" "앞\v\f\u0085\u2028\u2029뒤"}`, map[string]string{"": otherBreaks}},
	{"줄바꿈으로 끝나는 내용", exercise.Event{Data: "앞\n뒤\n"}, `{"3" "message" "앞\n뒤\n"}`, map[string]string{`{"3" "message" "앞\n뒤"}`: lostBreak}},
	{"줄바꿈으로 시작하고 CR로 끝나는 내용", exercise.Event{Data: "\n앞\r"}, `{"3" "message" "\n앞\n"}`, map[string]string{`{"3" "message" "\n앞"}`: lostBreak}},
	{"줄바꿈뿐인 내용", exercise.Event{Data: "\r\n"}, `{"3" "message" "\n"}`, map[string]string{`{"3" "message" ""}`: lostBreak}},
	{"빈칸으로 시작하는 값", exercise.Event{ID: " 7", Name: " 공지", Data: "  앞\n 뒤"}, `{" 7" " 공지" "  앞\n 뒤"}`, map[string]string{
		`{"7" "공지" " 앞\n뒤"}`: lostSpace, `{" 7" " 공지" " 앞\n뒤"}`: lostSpace, `{" 7" "공지" "  앞\n 뒤"}`: lostSpace, `{"7" " 공지" "  앞\n 뒤"}`: lostSpace,
		"": trimsText,
	}},
	{"빈칸으로 끝나는 값", exercise.Event{ID: "7 ", Name: "공지\t", Data: "\t앞 \n뒤\t"}, `{"7 " "공지\t" "\t앞 \n뒤\t"}`, map[string]string{"": trimsText}},
	{"빈칸뿐인 값", exercise.Event{ID: " ", Name: "\t", Data: " \n "}, `{" " "\t" " \n "}`, map[string]string{"": trimsText}},
	{"모든 필드", exercise.Event{ID: "7", Name: "공지", Retry: time.Second, Data: "안녕"}, `{"7" "공지" "안녕"}`, map[string]string{`{"7" "message" "안녕"}`: retryEnds}},
	{"빈 문자열", exercise.Event{Name: "ping"}, `{"3" "ping" ""}`, map[string]string{"이벤트 없음": noDataField}},
}

// forgery는 적을 수 없는 것이 든 이벤트이다.
type forgery struct {
	name    string
	event   exercise.Event
	mistake string
}

var forgeries = []forgery{
	{"LF가 든 번호", exercise.Event{ID: "7\ndata: 가짜", Data: "안녕"}, forgedFields},
	{"LF가 든 이름", exercise.Event{Name: "공지\nid: 9", Data: "안녕"}, forgedFields},
	{"CR이 든 번호", exercise.Event{ID: "7\rdata: 가짜", Data: "안녕"}, forgotCR},
	{"CR이 든 이름", exercise.Event{Name: "공지\rid: 9", Data: "안녕"}, forgotCR},
	{"NUL이 든 번호", exercise.Event{ID: "7\x00", Data: "안녕"}, nulInID},
	{"NUL로 시작하는 번호", exercise.Event{ID: "\x007", Data: "안녕"}, nulInID},
}

var endForgeries = []forgery{
	{"줄바꿈으로 끝나는 번호", exercise.Event{ID: "7\n", Data: "안녕"}, endsMissed},
	{"줄바꿈으로 시작하는 번호", exercise.Event{ID: "\n7", Data: "안녕"}, endsMissed},
	{"줄바꿈뿐인 번호", exercise.Event{ID: "\r\n", Data: "안녕"}, endsMissed},
	{"줄바꿈으로 끝나는 이름", exercise.Event{Name: "공지\r", Data: "안녕"}, endsMissed},
	{"줄바꿈으로 시작하는 이름", exercise.Event{Name: "\r공지", Data: "안녕"}, endsMissed},
	{"줄바꿈뿐인 이름", exercise.Event{Name: "\r\n", Data: "안녕"}, endsMissed},
}

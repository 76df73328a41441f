//go:build exercise

package exercise

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"socketworkbook/internal/exercise"
)

const (
	oneDataLine = "줄마다 칸을 나누지 않음"
	onlyLF      = "LF만 줄바꿈으로 봄"
	noBlank     = "빈 줄로 끝내지 않음"
	emptyFields = "빈 ID나 빈 이름도 씀"
	forgedField = "번호나 이름의 줄바꿈으로 칸을 꾸밀 수 있음"
)

func TestEncode(t *testing.T) {
	task := exercise.Task{File: "04-sse/exercise/encode.go", Note: "notes/04-sse.md#이벤트의-모양"}

	for _, test := range []struct {
		name    string
		event   Event
		want    string
		mistake string
	}{
		{"한 줄", Event{ID: "7", Data: "안녕"}, "id: 7|data: 안녕||", noBlank},
		{"이름", Event{ID: "7", Name: "welcome", Data: "안녕"}, "id: 7|event: welcome|data: 안녕||", ""},
		{"번호도 이름도 없음", Event{Data: "안녕"}, "data: 안녕||", emptyFields},
		{"빈 글", Event{Data: ""}, "data: ||", ""},
		{"두 줄", Event{Data: "하나\n둘"}, "data: 하나|data: 둘||", oneDataLine},
		{"CR과 CRLF", Event{Data: "하나\r둘\r\n셋"}, "data: 하나|data: 둘|data: 셋||", onlyLF},
		{"빈 줄이 든 글", Event{Data: "하나\n\n둘"}, "data: 하나|data: |data: 둘||", oneDataLine},
		{"쌍점으로 시작하는 글", Event{Data: ": 주석 아님"}, "data: : 주석 아님||", ""},
	} {
		task.Try(t, test.name, func(*testing.T) error {
			got, err := Encode(test.event)
			if err != nil {
				return err
			}
			// "data:"와 "data: "는 뜻이 같다. 빈칸 하나를 맞추어 견준다.
			lines := strings.Split(strings.ReplaceAll(got, "data:\n", "data: \n"), "\n")
			return exercise.Same(visible(test.want), visible(strings.Join(lines, "|")), test.mistake)
		})
	}
	for _, bad := range []Event{{ID: "7\nevent: 가짜"}, {ID: "7\r8"}, {ID: "7\x00"}, {Name: "가\ndata: 거짓말"}} {
		task.Try(t, fmt.Sprintf("%q 거절하기", bad.ID+bad.Name), func(*testing.T) error {
			got, err := Encode(bad)
			if errors.Is(err, exercise.Todo) {
				return err
			}
			if err == nil {
				return exercise.Wrong{Want: "오류", Got: visible(strings.ReplaceAll(got, "\n", "|")), Mistake: forgedField}
			}
			return nil
		})
	}
}

func visible(text string) string {
	return "「" + strings.NewReplacer("\n", "⏎", "\r", "␍").Replace(text) + "」"
}

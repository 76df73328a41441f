//go:build exercise

package exercise

import (
	"fmt"
	"strings"
	"testing"

	"socketworkbook/internal/exercise"
)

const (
	keepsBOM    = "첫머리의 BOM을 버리지 않음"
	splitsLF    = "LF로만 줄을 나눔"
	needsSpace  = "쌍점 다음에 빈칸이 있어야 한다고 믿음"
	trimsAll    = "빈칸을 모두 버림"
	commentData = "주석을 칸으로 읽음"
	takesNUL    = "NUL이 든 번호를 받아들임"
	unfinished  = "끝나지 않은 이벤트를 받아들임"
	emptyEvent  = "글이 없는 이벤트도 꺼냄"
	forgetsID   = "글이 없는 이벤트의 번호를 잊음"
	keepsName   = "이름이 다음 이벤트까지 이어짐"
)

func TestParse(t *testing.T) {
	task := exercise.Task{File: "04-sse/exercise/parse.go", Note: "notes/04-sse.md#이벤트의-모양"}

	for _, test := range []struct{ name, stream, want, mistake string }{
		{"하나", "id: 1\ndata: 안녕\n\n", "(message 안녕 #1) 마지막 1", ""},
		{"이름", "event: welcome\ndata: 어서\n\ndata: 다음\n\n", "(welcome 어서 #) (message 다음 #) 마지막 ", keepsName},
		{"여러 줄", "data: 하나\ndata: 둘\n\n", "(message 하나⏎둘 #) 마지막 ", ""},
		{"BOM", "\ufeffdata: 안녕\n\n", "(message 안녕 #) 마지막 ", keepsBOM},
		{"CR", "data: 하나\r\rdata: 둘\r\r", "(message 하나 #) (message 둘 #) 마지막 ", splitsLF},
		{"CRLF", "data: 하나\r\n\r\ndata: 둘\r\n\r\n", "(message 하나 #) (message 둘 #) 마지막 ", splitsLF},
		{"빈칸 없는 쌍점", "data:안녕\n\n", "(message 안녕 #) 마지막 ", needsSpace},
		{"빈칸 둘", "data:  안녕\n\n", "(message  안녕 #) 마지막 ", trimsAll},
		{"주석", ": data: 거짓말\ndata: 참말\n\n", "(message 참말 #) 마지막 ", commentData},
		{"쌍점 없는 칸", "data\ndata\n\n", "(message ⏎ #) 마지막 ", ""},
		{"모르는 칸", "색: 빨강\ndata: 안녕\n\n", "(message 안녕 #) 마지막 ", ""},
		{"NUL이 든 번호", "id: 1\ndata: 하나\n\nid: 2\x003\ndata: 둘\n\n", "(message 하나 #1) (message 둘 #1) 마지막 1", takesNUL},
		{"번호가 이어짐", "id: 1\ndata: 하나\n\ndata: 둘\n\n", "(message 하나 #1) (message 둘 #1) 마지막 1", ""},
		{"번호를 지움", "id: 1\ndata: 하나\n\nid\ndata: 둘\n\n", "(message 하나 #1) (message 둘 #) 마지막 ", ""},
		{"글이 없는 이벤트", "id: 5\n\n", "마지막 5", forgetsID},
		{"빈 글", "data\n\ndata:\n\n", "마지막 ", emptyEvent},
		{"끝나지 않은 이벤트", "id: 1\ndata: 하나\n\nid: 2\ndata: 둘\n", "(message 하나 #1) 마지막 1", unfinished},
	} {
		task.Try(t, test.name, func(*testing.T) error {
			events, last, err := Parse(test.stream)
			if err != nil {
				return err
			}
			var got []string
			for _, e := range events {
				got = append(got, fmt.Sprintf("(%s %s #%s)", e.Name, strings.ReplaceAll(e.Data, "\n", "⏎"), e.ID))
			}
			return exercise.Same(test.want, strings.Join(append(got, "마지막 "+last), " "), test.mistake)
		})
	}
}

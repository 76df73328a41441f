//go:build exercise

package exercise

import (
	"fmt"
	"strings"
	"testing"

	"socketworkbook/internal/exercise"
)

const (
	halfCounts  = "받다 만 이벤트도 받은 것으로 셈"
	needsData   = "글이 없으면 번호도 없다고 믿음"
	keepsOld    = "빈 번호가 옛 번호를 지우지 않는다고 믿음"
	countsEmpty = "글이 없는 이벤트도 셈"
)

func TestPredict(t *testing.T) {
	task := exercise.Task{File: "04-sse/exercise/predict.go", Note: "notes/04-sse.md#다시-오는-손님"}

	for _, test := range []struct{ name, guess, stream, wrong, mistake string }{
		{"Finished", Finished, "id: 7\ndata: 안녕\n\n", "", ""},
		{"Unfinished", Unfinished, "id: 7\ndata: 안녕\n\nid: 8\ndata: 또\n", "8", halfCounts},
		{"NoData", NoData, "id: 7\ndata: 안녕\n\nid: 9\n\n", "7", needsData},
		{"Cleared", Cleared, "id: 7\ndata: 안녕\n\nid:\ndata: 끝\n\n", "7", keepsOld},
	} {
		task.Try(t, test.name, func(*testing.T) error {
			if test.guess == "?" {
				return exercise.Todo
			}
			last, _ := readStream(test.stream)
			if last == "" {
				last = "없음"
			}
			mistake := ""
			if test.guess == test.wrong {
				mistake = test.mistake
			}
			return exercise.Same(last, test.guess, mistake)
		})
	}
	task.Try(t, "Events", func(*testing.T) error {
		if Events == "?" {
			return exercise.Todo
		}
		_, n := readStream("data: 하나\n\ndata\n\n: 주석\n\ndata: 둘\n\n")
		return exercise.Same(fmt.Sprint(n), Events, map[string]string{"3": countsEmpty, "4": countsEmpty}[Events])
	})
}

// readStream은 HTML 표준 9.2.6절의 차례로 읽는다. 학생이 쓴 것과 상관없다.
func readStream(stream string) (last string, events int) {
	id, data := "", ""
	for line := range strings.Lines(stream) {
		line = strings.TrimSuffix(line, "\n")
		field, value, _ := strings.Cut(line, ":")
		value = strings.TrimPrefix(value, " ")
		switch {
		case line == "":
			last = id
			if strings.TrimSuffix(data, "\n") != "" {
				events++
			}
			data = ""
		case field == "id":
			id = value
		case field == "data":
			data += value + "\n"
		}
	}
	return last, events
}

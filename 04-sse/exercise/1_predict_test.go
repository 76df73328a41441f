//go:build exercise

package exercise_test

import (
	"fmt"
	"io"
	"net/http"
	"testing"

	"socketworkbook/04-sse/exercise"
	"socketworkbook/internal/grader"
	"socketworkbook/internal/lesson/lessontest"
)

const (
	unfinishedCounts = "빈 줄이 오지 않은 번호도 받은 번호라고 믿음"
	idNeedsData      = "data가 없으면 번호도 버린다고 믿음"
	emptyIDIgnored   = "빈 번호를 없는 필드라고 믿음"
	readsComments    = "주석 속의 번호도 읽는다고 믿음"
	eachDataIsEvent  = "data 필드마다 이벤트 하나라고 믿음"
	nameIsEnough     = "data가 없어도 이벤트가 된다고 믿음"
	emptyDataIsNone  = "빈 data 필드는 없는 필드라고 믿음"
)

// prediction은 예상 하나이다. mistakes는 예상으로 알아보는 실수의 이름이다.
type prediction struct {
	name     string
	guess    any
	stream   string
	mistakes map[string]string
}

// returns는 다시 올 때 적어 오는 번호의 예상들이다.
var returns = []prediction{
	{"Unfinished", exercise.Unfinished, "id: 1\ndata: 하나\n\nid: 2\ndata: 둘\n", map[string]string{"2": unfinishedCounts}},
	{"NoData", exercise.NoData, "id: 1\ndata: 하나\n\nid: 2\n\n", map[string]string{"1": idNeedsData}},
	{"EmptyID", exercise.EmptyID, "id: 1\ndata: 하나\n\nid:\ndata: 둘\n\n", map[string]string{"1": emptyIDIgnored}},
	{"OnlyComment", exercise.OnlyComment, "id: 1\ndata: 하나\n\n: id: 2\n\n", map[string]string{"2": readsComments}},
}

// counts는 페이지가 받는 이벤트의 수의 예상들이다.
var counts = []prediction{
	{"TwoLines", exercise.TwoLines, "data: 하나\ndata: 둘\n\n", map[string]string{"2": eachDataIsEvent}},
	{"OnlyName", exercise.OnlyName, "event: ping\n\n", map[string]string{"1": nameIsEnough}},
	{"EmptyData", exercise.EmptyData, "data\n\n", map[string]string{"0": emptyDataIsNone}},
}

func TestPredict(t *testing.T) {
	task := grader.Task{File: "04-sse/exercise/1_predict.go", Note: "notes/04-sse.md#다시-오는-클라이언트"}
	for _, test := range returns {
		task.Try(t, test.name, grader.Bubble(func() error {
			return grader.Predict(test.guess, test.mistakes, func() (string, error) {
				lastID, _ := comesBack(test.stream)
				return lastID, nil
			})
		}))
	}
	for _, test := range counts {
		task.At("이벤트의-모양").Try(t, test.name, grader.Bubble(func() error {
			return grader.Predict(test.guess, test.mistakes, func() (string, error) {
				_, events := comesBack(test.stream)
				return fmt.Sprint(events), nil
			})
		}))
	}
}

// comesBack은 진짜 서버가 stream을 흘리고 끊었을 때, 다시 온 브라우저가 적은 번호와 그때까지 받은 이벤트의 수이다.
func comesBack(stream string) (lastID string, events int) {
	pipe := lessontest.NewPipe()
	visits := make(chan http.Header, 2)
	server := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		visits <- r.Header
		if len(visits) == 2 {
			w.WriteHeader(http.StatusNoContent) // 그만 와도 된다.
			return
		}
		w.Header().Set("Content-Type", "text/event-stream")
		io.WriteString(w, stream)
	})}
	go server.Serve(pipe)
	defer server.Close()
	client := pipe.Client()
	defer client.CloseIdleConnections()

	var b browser
	for b.visit(client) {
	}
	<-visits
	again := <-visits
	if len(again["Last-Event-Id"]) == 0 {
		return "없음", len(b.events)
	}
	return again.Get("Last-Event-ID"), len(b.events)
}

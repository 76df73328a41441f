//go:build exercise

package exercise

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

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

func TestPredict(t *testing.T) {
	task := grader.Task{File: "04-sse/exercise/1_predict.go", Note: "notes/04-sse.md#다시-오는-클라이언트"}

	for _, test := range []struct {
		name, guess, stream string
		mistakes            map[string]string
	}{
		{"Unfinished", Unfinished, "id: 1\ndata: 하나\n\nid: 2\ndata: 둘\n", map[string]string{"2": unfinishedCounts}},
		{"NoData", NoData, "id: 1\ndata: 하나\n\nid: 2\n\n", map[string]string{"1": idNeedsData}},
		{"EmptyID", EmptyID, "id: 1\ndata: 하나\n\nid:\ndata: 둘\n\n", map[string]string{"1": emptyIDIgnored}},
		{"OnlyComment", OnlyComment, "id: 1\ndata: 하나\n\n: id: 2\n\n", map[string]string{"2": readsComments}},
	} {
		task.Try(t, test.name, grader.Bubble(func() error {
			if test.guess == "?" {
				return grader.Todo
			}
			guess := strings.TrimSpace(test.guess)
			lastID, _ := comesBack(test.stream)
			return grader.Guess(lastID, guess, test.mistakes[guess])
		}))
	}
	for _, test := range []struct {
		name     string
		guess    int
		stream   string
		mistakes map[int]string
	}{
		{"TwoLines", TwoLines, "data: 하나\ndata: 둘\n\n", map[int]string{2: eachDataIsEvent}},
		{"OnlyName", OnlyName, "event: ping\n\n", map[int]string{1: nameIsEnough}},
		{"EmptyData", EmptyData, "data\n\n", map[int]string{0: emptyDataIsNone}},
	} {
		task.At("이벤트의-모양").Try(t, test.name, grader.Bubble(func() error {
			if test.guess == -1 {
				return grader.Todo
			}
			_, events := comesBack(test.stream)
			return grader.Guess(fmt.Sprintf("%d개", events), fmt.Sprintf("%d개", test.guess), test.mistakes[test.guess])
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

// browser는 브라우저의 EventSource가 하는 일을 한다. 스트림을 다 받은 다음에 읽는 것만 다르다.
type browser struct {
	lastID, retry string
	events        []string // {"번호" "이름" "내용"}
}

// visit은 한 번 다녀온다. 다시 가야 하면 true이다.
func (b *browser) visit(client *http.Client) bool {
	request, _ := http.NewRequest("GET", "http://localhost/", nil)
	if b.lastID != "" {
		request.Header.Set("Last-Event-ID", b.lastID)
	}
	response, err := client.Do(request)
	if err != nil {
		return false
	}
	defer response.Body.Close()
	stream, _ := io.ReadAll(response.Body)
	b.read(string(stream))
	return response.StatusCode == http.StatusOK
}

// read는 HTML 표준 9.2.6절대로 읽는다. 끝의 빈 줄이 오지 않은 것은 버린다.
func (b *browser) read(stream string) {
	stream = strings.TrimPrefix(stream, "\ufeff")
	stream = strings.ReplaceAll(strings.ReplaceAll(stream, "\r\n", "\n"), "\r", "\n")
	id, event, text := b.lastID, "", ""
	for line := range strings.Lines(stream) {
		switch field, value, _ := strings.Cut(strings.TrimSuffix(line, "\n"), ":"); {
		case !strings.HasSuffix(line, "\n"): // 끝나지 않은 줄
		case line == "\n":
			b.lastID = id
			if text != "" {
				if event == "" {
					event = "message"
				}
				b.events = append(b.events, fmt.Sprintf("{%q %q %q}", id, event, strings.TrimSuffix(text, "\n")))
			}
			event, text = "", ""
		case field == "data":
			text += strings.TrimPrefix(value, " ") + "\n"
		case field == "event":
			event = strings.TrimPrefix(value, " ")
		case field == "id" && !strings.Contains(value, "\x00"):
			id = strings.TrimPrefix(value, " ")
		case field == "retry" && value != "" && strings.Trim(strings.TrimPrefix(value, " "), "0123456789") == "":
			b.retry = strings.TrimPrefix(value, " ")
		}
	}
}

//go:build exercise

package exercise_test

import (
	"fmt"
	"io"
	"net/http"
	"strings"
)

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

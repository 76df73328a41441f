package main

import (
	"fmt"
	"net/http"
	"strings"
	"time"
)

// stream은 text/event-stream을 쓴다. 한 줄이 한 필드("이름: 값")이고, 빈 줄이 이벤트를 끝낸다.
// HTML 표준 9.2절. 쓴 것은 flush를 불러야 떠난다.
type stream struct {
	w       http.ResponseWriter
	control *http.ResponseController
}

func newStream(w http.ResponseWriter) stream {
	return stream{w, http.NewResponseController(w)}
}

// retry는 끊긴 브라우저가 얼마나 쉬었다가 다시 올지 정해 준다. 단위는 밀리초이다.
func (s stream) retry(wait time.Duration) {
	fmt.Fprintf(s.w, "retry: %d\n\n", wait.Milliseconds())
}

// message는 이름 없는 이벤트이다. 브라우저는 onmessage를 부르고 번호를 외워 둔다.
func (s stream) message(id uint64, text string) {
	fmt.Fprintf(s.w, "id: %d\n%s\n\n", id, data(text))
}

// event는 이름 있는 이벤트이다. 번호가 없으므로 Last-Event-ID는 그대로이다.
func (s stream) event(name, text string) {
	fmt.Fprintf(s.w, "event: %s\n%s\n\n", name, data(text))
}

// comment는 브라우저가 버리는 줄이다. 연결이 살아 있음만 알린다.
func (s stream) comment(text string) {
	fmt.Fprintf(s.w, ": %s\n\n", text)
}

// data는 줄마다 필드를 하나씩 만든다. 줄바꿈을 그대로 쓰면, 글쓴이가 가짜 필드나
// 가짜 이벤트를 끼워 넣을 수 있다.
func data(text string) string {
	return "data: " + strings.ReplaceAll(newlines(text), "\n", "\ndata: ")
}

// newlines는 줄바꿈을 LF로 맞춘다. 표준은 CR, LF, CRLF를 모두 줄바꿈으로 본다.
func newlines(text string) string {
	return strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
}

// flush는 쓴 것을 내보낸다. 클라이언트가 읽지 않아 extend의 데드라인을 넘기면 오류를 돌려준다.
// 다 내보내면 데드라인을 없앤다. HTTP/2에서는 쓸 것이 없는 동안에도, 데드라인이 지나는 순간 스트림이 끊긴다.
func (s stream) flush() error {
	if err := s.control.Flush(); err != nil {
		return err
	}
	return s.control.SetWriteDeadline(time.Time{})
}

// extend는 쓰기 데드라인을 지금부터 다시 준다. 서버의 것을 그대로 두면 스트림이 10초 만에 잘린다.
// 데드라인이 아예 없으면, 읽지 않는 클라이언트가 이 고루틴을 영영 붙들어 둔다.
func (s stream) extend() {
	s.control.SetWriteDeadline(time.Now().Add(writeTimeout))
}

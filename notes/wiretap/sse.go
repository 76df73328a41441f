package main

import (
	"bytes"
	"fmt"
	"strings"
)

const (
	maxLine   = 64 << 10 // 바이트. 이보다 긴 줄은 앞부분만 본다
	maxFields = 100      // 이벤트 하나에서 이보다 많은 필드는 보지 않는다
	maxShown  = 200      // 칸. 필드의 값은 앞부분만 보인다
)

// eventReader는 본문에서 이벤트를 꺼낸다. 줄은 LF, CR, CRLF로 끝난다. HTML 표준 9.2.6절.
type eventReader struct {
	stream *stream
	line   []byte
	fields []string // 빈 줄이 올 때까지의 필드
	size   int      // 이 이벤트의 바이트
	begun  bool     // 첫 줄을 지났다. 그 앞의 BOM은 버린다
	cr     bool     // 앞 바이트가 CR이었다. 뒤따르는 LF는 같은 줄바꿈이다
}

func (r *eventReader) feed(p []byte) {
	for _, b := range p {
		r.size++
		if r.cr && b == '\n' {
			r.cr = false
			continue
		}
		r.cr = b == '\r'
		if b == '\r' || b == '\n' {
			r.end()
			continue
		}
		if len(r.line) < maxLine {
			r.line = append(r.line, b)
		}
	}
}

// end는 줄 하나가 끝났을 때이다.
func (r *eventReader) end() {
	line := r.line
	r.line = nil
	if !r.begun {
		line = bytes.TrimPrefix(line, []byte("\ufeff"))
		r.begun = true
	}
	switch {
	case len(line) == 0:
		r.dispatch()
	case line[0] == ':':
		r.show("주석 " + preview(bytes.TrimSpace(line[1:])) + ". 연결을 지키려는 것이라 브라우저는 버림")
		r.size = 0
	case len(r.fields) < maxFields:
		r.fields = append(r.fields, string(line))
	}
}

// dispatch는 빈 줄이 왔을 때이다. 모은 필드가 이벤트 하나가 된다.
func (r *eventReader) dispatch() {
	fields, size := r.fields, r.size
	r.fields, r.size = nil, 0
	if len(fields) == 0 {
		return
	}
	name, id, data := "message", "", []string(nil)
	var more []string
	for _, field := range fields {
		key, value, _ := strings.Cut(field, ":")
		value = strings.TrimPrefix(value, " ")
		shown := clip(visible(value), maxShown)
		more = append(more, clip(visible(key), maxName)+": "+shown)
		switch key {
		case "event":
			name = shown
		case "id":
			id = shown
		case "data":
			data = append(data, value)
		}
	}
	if id != "" {
		name += ", 번호 " + id
	}
	title := fmt.Sprintf("이벤트 %s %s", name, preview([]byte(strings.Join(data, "\n"))))
	if data == nil {
		title = "이벤트가 아닌 필드들 (data가 없음)"
	}
	r.show(fmt.Sprintf("%s (%d바이트)", title, size), more...)
}

// show는 이벤트를 적는다. 바이트는 그것을 나른 본문이나 청크에서 이미 세었다.
func (r *eventReader) show(title string, more ...string) {
	r.stream.send(r.stream.from, "SSE", nil, 0, title, more...)
}

package main

import (
	"bytes"
	"fmt"
	"strings"
)

const maxLine = 64 << 10 // 바이트. 이보다 긴 줄은 앞부분만 본다

// eventReader는 몸에서 이벤트를 꺼낸다. 줄은 LF, CR, CRLF로 끝난다. HTML 표준 9.2.6절.
type eventReader struct {
	stream *stream
	line   []byte
	fields []string // 빈 줄이 올 때까지의 칸
	size   int      // 이 이벤트의 바이트
	begun  bool     // 첫 줄을 지났다. 그 앞의 BOM은 버린다
	cr     bool     // 앞 바이트가 CR이었다. 뒤따르는 LF는 같은 줄바꿈이다
}

func newEventReader(s *stream) *eventReader { return &eventReader{stream: s} }

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
		r.stream.send(r.stream.from, "SSE", nil, 0, "주석 "+preview(bytes.TrimSpace(line[1:]))+". 연결을 지키려는 것이라 브라우저는 버림")
		r.size = 0
	case len(r.fields) < 100:
		r.fields = append(r.fields, string(line))
	}
}

// dispatch는 빈 줄이 왔을 때이다. 모은 칸이 이벤트 하나가 된다.
func (r *eventReader) dispatch() {
	fields, size := r.fields, r.size
	r.fields, r.size = nil, 0
	if len(fields) == 0 {
		return
	}
	name, id, data, hasData := "message", "", []string(nil), false
	var more []string
	for _, field := range fields {
		key, value, _ := strings.Cut(field, ":")
		value = strings.TrimPrefix(value, " ")
		more = append(more, pad(key+":", 6)+" "+clip(value, 200))
		switch key {
		case "event":
			name = value
		case "id":
			id = value
		case "data":
			data, hasData = append(data, value), true
		}
	}
	title := fmt.Sprintf("이벤트 %s %s", name, preview([]byte(strings.Join(data, "\n"))))
	if id != "" {
		title = fmt.Sprintf("이벤트 %s, 번호 %s %s", name, id, preview([]byte(strings.Join(data, "\n"))))
	}
	if !hasData {
		title = "이벤트가 아닌 칸들 (data가 없음)"
	}
	r.stream.send(r.stream.from, "SSE", nil, 0, fmt.Sprintf("%s (%d바이트)", title, size), more...)
}

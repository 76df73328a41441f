package main

import (
	"bytes"
	"fmt"
	"net/textproto"
	"regexp"
	"strconv"
	"strings"

	"socketworkbook/internal/relay"
)

const (
	maxAsked     = 100     // 답을 기다리는 요청을 이보다 많이 기억하지 않는다
	maxFirstLine = 8 << 10 // 바이트. 첫 줄이 이보다 길면 HTTP로 보지 않는다. RFC 9112 3절
)

// question은 아직 답하지 않은 요청에서 기억할 것이다.
type question struct {
	method string
	key    string // Sec-WebSocket-Key. WebSocket을 청하지 않았으면 비어 있다
}

var (
	startOfRequest = regexp.MustCompile(`^[A-Z]{1,16}( |$)`)
	requestLine    = regexp.MustCompile(`^[A-Z]+ \S+ HTTP/1\.[01]$`)
	statusLine     = regexp.MustCompile(`^HTTP/1\.[01] (\d{3})( .*)?$`)
	crlf           = []byte("\r\n")
)

func looksLikeRequest(p []byte) bool { return startOfRequest.Match(p[:min(len(p), 17)]) }

// head는 HTTP 메시지의 머리이다. 빈 줄이 머리를 끝낸다. RFC 9112 2.1절.
func head(s *stream) int {
	end := s.find("\r\n\r\n")
	line, _, whole := bytes.Cut(s.buf[:min(len(s.buf), maxFirstLine)], crlf)
	if !s.line && (whole || len(s.buf) > maxFirstLine) {
		if want := map[relay.Direction]*regexp.Regexp{relay.Up: requestLine, relay.Down: statusLine}[s.from]; !want.Match(line) {
			s.give("HTTP의 첫 줄이 아님")
			return chunk(s)
		}
		s.line = true
	}
	if end > maxHead || end < 0 && len(s.buf) > maxHead {
		s.give(fmt.Sprintf("머리가 %d바이트를 넘음", maxHead))
		return chunk(s)
	}
	if end < 0 {
		return 0
	}
	lines := strings.Split(string(s.buf[:end]), "\r\n")
	fields := textproto.MIMEHeader{}
	longest := 0
	for _, line := range lines[1:] {
		name, value, _ := strings.Cut(line, ":")
		fields.Add(name, strings.TrimSpace(value))
		longest = max(longest, width(name))
	}
	var more []string
	for _, line := range lines[1:] {
		name, value, _ := strings.Cut(line, ":")
		more = append(more, pad(name+":", longest+1)+" "+strings.TrimSpace(value))
	}
	raw := s.buf[:end+4]
	if s.from == relay.Up {
		s.request(raw, lines[0], fields, more)
	} else {
		s.response(raw, lines[0], fields, more)
	}
	return len(raw)
}

func (s *stream) request(raw []byte, line string, fields textproto.MIMEHeader, more []string) {
	asked := question{method: strings.Fields(line)[0]}
	title := "요청 " + line
	if strings.EqualFold(fields.Get("Upgrade"), "websocket") {
		asked.key = fields.Get("Sec-Websocket-Key")
		title += "  (WebSocket으로 바꾸자고 청함)"
	}
	s.send(s.from, "HTTP", raw, len(raw), title, more...)
	if len(s.asked) >= maxAsked {
		s.give("답을 기다리는 요청이 너무 많음")
		return
	}
	s.asked = append(s.asked, asked)
	if asked.key != "" {
		s.step = hold // 답이 101인지 보아야 다음 바이트의 뜻을 안다.
		return
	}
	s.content(fields, head)
}

// hold는 반대쪽의 답을 기다린다.
func hold(s *stream) int {
	if len(s.buf) > maxHead {
		s.give("답이 오기 전에 너무 많이 보냄")
		return chunk(s)
	}
	return 0
}

func (s *stream) response(raw []byte, line string, fields textproto.MIMEHeader, more []string) {
	status, _ := strconv.Atoi(statusLine.FindStringSubmatch(line)[1])
	var asked question
	if len(s.asked) > 0 {
		asked = s.asked[0]
		if status >= 200 || status == 101 {
			s.asked = s.asked[1:]
		}
	}
	up := s.streams[relay.Up]
	switch {
	case status == 101 && asked.key != "":
		accept := acceptKey(asked.key)
		if fields.Get("Sec-Websocket-Accept") == accept {
			more = append(more, "✓ Accept는 열쇠 "+asked.key+" 에서 셈한 값과 같음")
		} else {
			more = append(more, "✗ Accept가 틀림. 열쇠에서 셈하면 "+accept)
		}
		s.compressed = strings.Contains(fields.Get("Sec-Websocket-Extensions"), "permessage-deflate")
		s.send(s.from, "HTTP", raw, len(raw), "응답 "+line+"  (여기서부터 WebSocket)", more...)
		s.step = frame
		up.become(frame)
		up.run()
		return
	case status == 101:
		s.send(s.from, "HTTP", raw, len(raw), "응답 "+line, more...)
		s.give("HTTP가 아닌 것으로 바뀜")
		return
	}
	s.send(s.from, "HTTP", raw, len(raw), "응답 "+line, more...)
	if asked.key != "" && status >= 200 { // 바꾸기를 거절했다. 다음 요청이 올 수 있다.
		up.step = head
		defer up.run()
	}
	s.sse = nil
	if strings.HasPrefix(fields.Get("Content-Type"), "text/event-stream") {
		s.sse = newEventReader(s)
	}
	if asked.method == "HEAD" || status < 200 || status == 204 || status == 304 {
		s.step = head // 몸이 없는 답이다. RFC 9112 6.3절.
		return
	}
	s.content(fields, untilClose)
}

// content는 머리에 적힌 대로 몸을 읽을 준비를 한다. 길이를 적지 않았으면 unknown으로 읽는다.
// RFC 9112 6.3절.
func (s *stream) content(fields textproto.MIMEHeader, unknown func(*stream) int) {
	s.step = unknown
	if strings.EqualFold(fields.Get("Transfer-Encoding"), "chunked") {
		s.step = chunkSize
		return
	}
	if text := fields.Get("Content-Length"); text != "" {
		length, err := strconv.ParseInt(text, 10, 64)
		if err != nil || length < 0 {
			s.give("Content-Length가 수가 아님")
			return
		}
		if length > 0 {
			s.read(0, length, "HTTP", func(text []byte) string {
				return fmt.Sprintf("몸 %d바이트 %s", length, preview(text))
			}, head)
		} else {
			s.step = head
		}
	}
}

// untilClose는 길이를 적지 않은 답의 몸이다. 연결이 끝나야 몸도 끝난다.
func untilClose(s *stream) int {
	s.send(s.from, "HTTP", s.buf, len(s.buf), "몸의 조각 "+preview(s.buf))
	if s.sse != nil {
		s.sse.feed(s.buf)
	}
	return len(s.buf)
}

// chunkSize는 청크의 첫 줄이다. 16진수로 적은 길이이다. RFC 9112 7.1절.
func chunkSize(s *stream) int {
	line, _, whole := bytes.Cut(s.buf, crlf)
	if !whole && len(s.buf) <= 100 {
		return 0
	}
	digits, _, _ := bytes.Cut(line, []byte(";"))
	length, err := strconv.ParseInt(string(bytes.TrimSpace(digits)), 16, 64)
	if !whole || err != nil || length < 0 {
		s.give("청크의 길이가 16진수가 아님")
		return chunk(s)
	}
	used := len(line) + 2
	if length == 0 {
		s.send(s.from, "HTTP", s.buf[:used], used, "마지막 청크 (길이 0)")
		s.step = trailer
		return used
	}
	sse := s.sse
	// 청크를 끝내는 줄바꿈 2바이트도 이 청크의 것으로 센다.
	s.read(used, length+2, "HTTP", func(text []byte) string {
		title := fmt.Sprintf("청크 %d바이트 (16진수 %x)", length, length)
		if sse != nil {
			return title
		}
		return title + " " + preview(bytes.TrimSuffix(text, crlf))
	}, chunkSize)
	if sse != nil {
		inner, left := s.step, length
		s.step = func(s *stream) int {
			part := s.buf[:min(left, int64(len(s.buf)))]
			left -= int64(len(part))
			part = bytes.Clone(part)
			used := inner(s)
			sse.feed(part)
			return used
		}
	}
	return used
}

// trailer는 마지막 청크(길이 0) 뒤의 머리이다. 빈 줄이 몸을 끝낸다.
func trailer(s *stream) int {
	end := s.find("\r\n")
	if end < 0 {
		if len(s.buf) > maxHead {
			s.give("꼬리가 너무 긺")
			return chunk(s)
		}
		return 0
	}
	line, used := s.buf[:end], end+2
	title := "꼬리 " + string(line)
	if len(line) == 0 {
		title, s.step = "빈 줄: 몸이 끝남", head
	}
	s.send(s.from, "HTTP", s.buf[:used], used, title)
	return used
}

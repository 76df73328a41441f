package main

import (
	"fmt"
	"net/textproto"
	"regexp"
	"strings"

	"socketworkbook/internal/relay"
)

const (
	maxHead      = 64 << 10 // 바이트. 헤더가 이보다 길면 풀기를 포기한다
	maxFirstLine = 8 << 10  // 바이트. 첫 줄이 이보다 길면 HTTP로 보지 않는다. RFC 9112 3절
	maxName      = 40       // 칸. 헤더의 이름이 이보다 길면 줄을 맞추지 않는다
)

var (
	startOfRequest = regexp.MustCompile(`^[A-Z]{1,16}( |$)`)
	requestLine    = regexp.MustCompile(`^[A-Z]+ \S+ HTTP/1\.[01]$`)
	statusLine     = regexp.MustCompile(`^HTTP/1\.[01] (\d{3})( .*)?$`)
	firstLines     = map[relay.Direction]*regexp.Regexp{relay.Up: requestLine, relay.Down: statusLine}
)

func looksLikeRequest(p []byte) bool { return startOfRequest.Match(p[:min(len(p), 17)]) }

// header는 HTTP 메시지의 첫 줄과 헤더이다.
type header struct {
	raw    []byte // 빈 줄까지의 바이트
	line   string // 첫 줄
	fields textproto.MIMEHeader
	more   []string // 보일 줄
}

// head는 HTTP 메시지의 첫 줄과 헤더를 읽는다. 빈 줄이 헤더를 끝낸다. RFC 9112 2.1절.
func head(s *stream) int {
	if s.line == 0 { // 첫 줄부터 본다. 아니면 끝까지 기다릴 것이 없다.
		end := s.find("\r\n")
		if end < 0 && len(s.buf) <= maxFirstLine {
			return 0
		}
		if end < 0 || end > maxFirstLine || !firstLines[s.from].Match(s.buf[:end]) {
			return s.giveUp("HTTP의 첫 줄이 아님")
		}
		s.line, s.seen = end, end
	}
	end := s.find("\r\n\r\n")
	if end > maxHead || end < 0 && len(s.buf) > maxHead {
		return s.giveUp(fmt.Sprintf("헤더가 %d바이트를 넘음", maxHead))
	}
	if end < 0 {
		return 0
	}
	h := parseHeader(s.buf[:end+len("\r\n\r\n")])
	if s.from == relay.Up {
		s.request(h)
	} else {
		s.response(h)
	}
	return len(h.raw)
}

// parseHeader는 빈 줄까지의 바이트를 나눈다.
func parseHeader(raw []byte) header {
	lines := strings.Split(strings.TrimSuffix(string(raw), "\r\n\r\n"), "\r\n")
	h := header{raw: raw, line: lines[0], fields: textproto.MIMEHeader{}}
	for _, line := range lines[1:] {
		name, value, _ := strings.Cut(line, ":")
		h.fields.Add(name, strings.TrimSpace(value))
		h.more = append(h.more, visible(name)+": "+strings.TrimSpace(value)) // 줄을 맞추지 않는다. 보내지 않은 빈칸이 보낸 것처럼 보인다.
	}
	return h
}

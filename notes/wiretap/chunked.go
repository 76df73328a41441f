package main

import (
	"bytes"
	"fmt"
	"math"
	"strconv"
)

const maxSizeLine = 100 // 바이트. 청크의 첫 줄이 이보다 길면 청크로 보지 않는다

var crlf = []byte("\r\n")

// chunkSize는 청크의 첫 줄이다. 16진수로 적은 길이이다. RFC 9112 7.1절.
func chunkSize(s *stream) int {
	line, _, whole := bytes.Cut(s.buf[:min(len(s.buf), maxSizeLine)], crlf)
	if !whole && len(s.buf) < maxSizeLine {
		return 0
	}
	digits, _, _ := bytes.Cut(line, []byte(";"))
	length, err := strconv.ParseInt(string(bytes.TrimSpace(digits)), 16, 64)
	if !whole || err != nil || length < 0 {
		return s.giveUp("청크의 길이가 16진수가 아님")
	}
	if length > math.MaxInt64-int64(len(crlf)) {
		return s.giveUp("청크의 길이가 너무 큼")
	}
	used := len(line) + len(crlf)
	if length == 0 {
		s.send(s.from, "HTTP", s.buf[:used], used, "마지막 청크 (길이 0)")
		s.step = trailer
		return used
	}
	s.chunk(used, length)
	return used
}

// chunk는 length바이트의 청크를 읽기로 한다. 청크를 끝내는 줄바꿈 2바이트도 이 청크의 것으로 센다.
func (s *stream) chunk(header int, length int64) {
	b := body{protocol: "HTTP", left: length + int64(len(crlf)), next: chunkSize}
	title := fmt.Sprintf("청크 %d바이트 (16진수 %x)", length, length)
	if s.sse == nil {
		b.title = func(text []byte) (string, []string) {
			return title + " " + preview(bytes.TrimSuffix(text, crlf)), nil
		}
		s.read(header, b)
		return
	}
	b.title = func([]byte) (string, []string) { return title, nil } // 내용은 이벤트로 보인다.
	left := length                                                  // 끝의 줄바꿈은 이벤트의 것이 아니다.
	b.pass = func(p []byte) {
		p = p[:min(left, int64(len(p)))]
		left -= int64(len(p))
		s.sse.feed(p)
	}
	s.read(header, b)
}

// trailer는 마지막 청크(길이 0) 뒤의 필드이다. 빈 줄이 본문을 끝낸다. RFC 9112 7.1.2절.
func trailer(s *stream) int {
	end := s.find("\r\n")
	if end < 0 {
		if len(s.buf) > maxHead {
			return s.giveUp("트레일러가 너무 긺")
		}
		return 0
	}
	line, used := s.buf[:end], end+len(crlf)
	title := "트레일러 " + string(line)
	if len(line) == 0 {
		title, s.step = "빈 줄: 본문이 끝남", head
	}
	s.send(s.from, "HTTP", s.buf[:used], used, title)
	return used
}

package main

import (
	"fmt"
	"unicode/utf8"
)

// body는 길이를 아는 것 하나이다: HTTP의 본문과 청크, WebSocket의 프레임, TLS의 레코드.
// 길이가 아무리 길다고 적혀 있어도 앞부분만 간직한다.
type body struct {
	protocol string                                          // 비어 있으면 읽는 중이 아니다
	left     int64                                           // 남은 바이트
	next     func(*stream) int                               // 다 읽은 다음에 읽을 것
	title    func(text []byte) (title string, more []string) // 다 읽은 다음에 적을 것. 한 줄과 이어지는 줄들
	keep     int                                             // text에 간직할 바이트. 0이면 preview에 드는 만큼
	pass     func(p []byte)                                  // nil이 아니면 온 만큼씩 넘겨준다

	size int    // 지금까지의 바이트. 헤더를 더한 것
	raw  []byte // 헤더를 더한 앞부분
	text []byte // 내용의 앞부분
}

// read는 buf의 앞 header바이트에 이어지는 b를 읽기로 한다. 헤더는 부른 쪽이 가져간다.
func (s *stream) read(header int, b body) {
	b.size = header
	if b.keep == 0 {
		b.keep = maxPreview + utf8.UTFMax
	}
	b.raw = append(b.raw, s.buf[:min(header, maxRaw)]...)
	s.body, s.step = b, readBody
	if b.left == 0 {
		s.finishBody()
	}
}

func readBody(s *stream) int {
	b := &s.body
	p := s.buf[:min(b.left, int64(len(s.buf)))]
	b.raw = append(b.raw, p[:min(len(p), maxRaw-len(b.raw))]...)
	b.text = append(b.text, p[:min(len(p), b.keep-len(b.text))]...)
	b.left -= int64(len(p))
	b.size += len(p)
	pass := b.pass
	if b.left == 0 {
		s.finishBody()
	}
	if pass != nil {
		pass(p)
	}
	return len(p)
}

// finishBody는 읽은 것을 적고 다음 것으로 넘어간다. 덜 읽었으면 그렇다고 적는다.
func (s *stream) finishBody() {
	b := s.body
	s.body = body{}
	if b.protocol == "" {
		return
	}
	s.step = b.next
	title, more := b.title(b.text)
	if b.left > 0 {
		title += fmt.Sprintf(" (%d바이트가 덜 온 채 끝남)", b.left)
	}
	s.send(s.from, b.protocol, b.raw, b.size, title, more...)
}

package main

import (
	"bytes"
	"fmt"

	"socketworkbook/internal/relay"
)

// stream은 한 방향이다. 지금의 step이 buf의 앞에서부터 알아볼 수 있는 만큼 가져간다.
type stream struct {
	*conversation
	from    relay.Direction
	buf     []byte
	step    func(*stream) (used int) // 0이면 더 와야 안다
	seen    int                      // buf에서 이미 찾아본 데까지. 한 바이트씩 와도 처음부터 다시 찾지 않는다
	line    int                      // HTTP: 이미 살펴본 첫 줄의 길이. 0이면 아직이다
	body    body                     // 지금 읽고 있는 본문이나 프레임
	sse     *eventReader             // 본문이 이벤트 스트림일 때
	kind    string                   // WebSocket: 나뉜 메시지의 종류
	tls     tlsState
	packets bool // 본문이나 텍스트 프레임에 Engine.IO의 패킷이 담겨 있다
}

// advance는 step을 한 번 부른다. 가져간 것이 없으면 false이다.
func (s *stream) advance() bool {
	if len(s.buf) == 0 {
		return false
	}
	used := s.step(s)
	if used == 0 {
		return false
	}
	s.buf, s.seen, s.line = s.buf[used:], 0, 0
	if len(s.buf) == 0 {
		s.buf = nil // 다 읽은 버퍼를 붙들고 있지 않는다.
	}
	return true
}

// find는 buf에서 sep의 자리를 찾는다. 없으면 -1이고, 다음에는 새로 온 데서부터 찾는다.
func (s *stream) find(sep string) int {
	from := max(0, s.seen-len(sep)+1)
	at := bytes.Index(s.buf[from:], []byte(sep))
	if at < 0 {
		s.seen = len(s.buf)
		return -1
	}
	return from + at
}

// plain은 온 바이트를 그대로 보인다. 읽기가 어디서 끊겼는지 보이는 것이지, TCP의 세그먼트가 아니다.
func plain(s *stream) int {
	s.send(s.from, "TCP", s.buf, len(s.buf), fmt.Sprintf("데이터 %s", preview(s.buf)))
	return len(s.buf)
}

// giveUp은 give하고, 지금까지 온 것도 그대로 보인다.
func (s *stream) giveUp(reason string) int {
	s.give(reason)
	return plain(s)
}

package main

import (
	"bytes"
	"fmt"
	"sync"
	"time"

	"socketworkbook/internal/relay"
)

const (
	maxHead    = 64 << 10 // 바이트. 머리가 이보다 길면 읽기를 포기하고 조각으로 보인다
	maxPreview = 400      // 바이트. 글은 앞부분만 보인다
	maxRaw     = 256      // 바이트. -hex로 보일 앞부분
)

// note는 화면에 적을 일 하나이다.
type note struct {
	At       time.Duration // 시작하고 흐른 시간
	Conn     int
	From     relay.Direction
	Arrow    bool     // 한쪽에서 다른 쪽으로 간 것인가. 아니면 연결에 생긴 일이다
	Protocol string   // TCP, UDP, TLS, HTTP, SSE, WS
	Size     int      // 선 위의 바이트
	Title    string   // 한 줄
	More     []string // 이어지는 줄
	Raw      []byte   // 선 위의 바이트 그대로, 앞의 maxRaw까지
}

// tap은 중계가 알려 주는 일을 note로 바꾼다. 바이트를 바꾸지 않고, 어떤 바이트가 와도
// 멈추지 않으며, 연결마다 정해진 만큼만 기억한다.
type tap struct {
	begin time.Time
	emit  func(note)
	mu    sync.Mutex
	conns map[int]*conversation
}

func newTap(emit func(note)) *tap {
	return &tap{begin: time.Now(), emit: emit, conns: map[int]*conversation{}}
}

// watch는 TCP의 일을 받는다.
func (t *tap) watch(e relay.Event) {
	t.mu.Lock()
	c := t.conns[e.Conn]
	if c == nil {
		c = newConversation(t, e.Conn)
		t.conns[e.Conn] = c
	}
	if e.Kind == relay.Close || e.Kind == relay.Fail {
		delete(t.conns, e.Conn)
	}
	t.mu.Unlock()

	c.mu.Lock()
	defer c.mu.Unlock()
	switch e.Kind {
	case relay.Open:
		c.say("TCP", fmt.Sprintf("연결됨. 클라이언트는 %s", e.Peer))
	case relay.Data:
		c.streams[e.From].feed(e.Data)
	case relay.Finish:
		c.streams[e.From].flush()
		c.send(e.From, "TCP", nil, 0, "FIN: 더 보낼 것이 없음")
	case relay.Reset:
		c.streams[e.From].flush()
		c.send(e.From, "TCP", nil, 0, "RST: 연결을 부숨")
	case relay.Close:
		c.say("TCP", "연결이 끝남")
	case relay.Fail:
		c.say("TCP", fmt.Sprintf("서버에 붙지 못함: %v", e.Err))
	}
}

// watchUDP는 UDP의 일을 받는다. 데이터그램 하나가 메시지 하나이다.
func (t *tap) watchUDP(e relay.Event) {
	c := &conversation{tap: t, number: e.Conn}
	switch e.Kind {
	case relay.Open:
		c.say("UDP", fmt.Sprintf("새 클라이언트 %s. 연결한 것은 아님", e.Peer))
	case relay.Data:
		c.send(e.From, "UDP", e.Data, len(e.Data), fmt.Sprintf("데이터그램 %s", preview(e.Data)))
	case relay.Reset:
		c.send(e.From, "UDP", nil, 0, "ICMP: 그런 포트는 없음")
	case relay.Close:
		c.say("UDP", "이 클라이언트와는 끝남")
	case relay.Fail:
		c.say("UDP", fmt.Sprintf("서버의 주소를 쓸 수 없음: %v", e.Err))
	}
}

// conversation은 연결 하나이다. 두 방향은 서로를 알아야 한다: 답의 모양은 물음에 달렸고,
// 101이 오면 두 방향이 함께 WebSocket이 된다.
type conversation struct {
	tap     *tap
	number  int
	mu      sync.Mutex
	streams [2]*stream

	asked      []question // 아직 답하지 않은 HTTP 요청
	compressed bool       // WebSocket: permessage-deflate를 쓰기로 했다
}

func newConversation(t *tap, number int) *conversation {
	c := &conversation{tap: t, number: number}
	c.streams[relay.Up] = &stream{conversation: c, from: relay.Up, step: sniff}
	c.streams[relay.Down] = &stream{conversation: c, from: relay.Down, step: serverFirst}
	return c
}

// say는 연결에 생긴 일을, send는 한쪽이 보낸 것을 적는다.
func (c *conversation) say(protocol, title string) {
	c.tap.emit(note{At: time.Since(c.tap.begin), Conn: c.number, Protocol: protocol, Title: title})
}

func (c *conversation) send(from relay.Direction, protocol string, raw []byte, size int, title string, more ...string) {
	c.tap.emit(note{
		At: time.Since(c.tap.begin), Conn: c.number, From: from, Arrow: true, Protocol: protocol,
		Size: size, Title: title, More: more, Raw: bytes.Clone(raw[:min(len(raw), maxRaw)]),
	})
}

// stream은 한 방향이다. 지금의 step이 buf의 앞에서부터 알아볼 수 있는 만큼 가져간다.
type stream struct {
	*conversation
	from relay.Direction
	buf  []byte
	step func(*stream) (used int) // 0이면 더 와야 안다
	seen int                      // buf에서 이미 찾아본 데까지. 한 바이트씩 와도 처음부터 다시 찾지 않는다
	line bool                     // 첫 줄은 이미 살펴보았다
	body body                     // 지금 읽고 있는 몸이나 프레임
	sse  *eventReader             // 몸이 이벤트의 흐름일 때
	kind string                   // WebSocket: 조각난 메시지의 종류
}

// feed는 한 번에 읽은 조각을 받는다.
func (s *stream) feed(p []byte) {
	s.buf = append(s.buf, p...)
	s.run()
}

func (s *stream) run() {
	for len(s.buf) > 0 {
		used := s.step(s)
		if used == 0 {
			break
		}
		s.buf, s.seen, s.line = s.buf[used:], 0, false
	}
	if len(s.buf) == 0 {
		s.buf = nil // 다 읽은 버퍼를 붙들고 있지 않는다.
	}
}

// flush는 방향이 끝날 때 부른다. 덜 온 것도 보여 준다.
func (s *stream) flush() {
	s.finishBody()
	if len(s.buf) > 0 {
		s.send(s.from, "TCP", s.buf, len(s.buf), fmt.Sprintf("덜 온 채 끝난 %d바이트 %s", len(s.buf), preview(s.buf)))
		s.buf = nil
	}
}

// give는 알아보기를 포기하고 조각으로 보인다. 까닭을 한 문장으로 적는다.
func (s *stream) give(reason string) {
	if reason != "" {
		s.say("TCP", "조각으로 보임: "+reason)
	}
	for _, each := range s.streams {
		each.become(chunk)
	}
	s.streams[1-s.from].run()
}

// become은 읽던 것을 여기서 접고 다음부터 step으로 읽는다.
func (s *stream) become(step func(*stream) int) {
	s.finishBody()
	s.step = step
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

// chunk는 스트림의 조각이다. 읽기가 어디서 끊겼는지 그대로 보인다.
func chunk(s *stream) int {
	s.send(s.from, "TCP", s.buf, len(s.buf), fmt.Sprintf("조각 %s", preview(s.buf)))
	return len(s.buf)
}

// sniff는 클라이언트의 첫 바이트를 보고 무슨 말인지 짐작한다.
func sniff(s *stream) int {
	switch {
	case s.buf[0] == 0x16:
		if len(s.buf) < 2 {
			return 0
		}
		if s.buf[1] == 0x03 {
			s.streams[relay.Up].step, s.streams[relay.Down].step = tlsRecord, tlsRecord
			return tlsRecord(s)
		}
	case looksLikeRequest(s.buf):
		s.streams[relay.Up].step, s.streams[relay.Down].step = head, head
		return head(s)
	}
	s.give("")
	return chunk(s)
}

// serverFirst는 클라이언트보다 서버가 먼저 말했을 때이다. HTTP도 TLS도 그러지 않는다.
func serverFirst(s *stream) int {
	s.give("")
	return chunk(s)
}

// tlsRecord는 TLS 기록 하나이다. 머리 5바이트만 읽을 수 있고 속은 봉인되어 있다. RFC 8446 5.1절.
func tlsRecord(s *stream) int {
	if len(s.buf) < 5 {
		return 0
	}
	kind, known := map[byte]string{20: "암호 바꾸기", 21: "경보", 22: "악수", 23: "응용 데이터"}[s.buf[0]]
	if !known || s.buf[1] != 0x03 {
		s.give("TLS 기록의 머리가 아님")
		return chunk(s)
	}
	length := int64(s.buf[3])<<8 | int64(s.buf[4])
	s.read(5, length, "TLS", func([]byte) string {
		return fmt.Sprintf("%s %d바이트. 봉인되어 속을 볼 수 없음", kind, length)
	}, tlsRecord)
	return 5
}

// body는 길이를 아는 것을 읽는 중일 때의 상태이다. 속은 앞부분만 간직한다.
type body struct {
	protocol string // 비어 있으면 읽는 중이 아니다
	left     int64  // 남은 바이트
	size     int    // 지금까지의 바이트. 머리를 더한 것
	raw      []byte // 머리를 더한 앞부분
	text     []byte // 속의 앞부분
	title    func(text []byte) string
}

// read는 buf의 앞 header바이트에 이어지는 length바이트를 읽기로 한다. 다 읽으면 title이 정한 것을
// 적고 next로 넘어간다. 머리는 부른 쪽이 가져간다.
func (s *stream) read(header int, length int64, protocol string, title func(text []byte) string, next func(*stream) int) {
	s.body = body{protocol: protocol, left: length, size: header, title: title}
	s.body.raw = append(s.body.raw, s.buf[:min(header, maxRaw)]...)
	if length == 0 {
		s.finishBody()
		s.step = next
		return
	}
	s.step = func(s *stream) int {
		b := &s.body
		p := s.buf[:min(b.left, int64(len(s.buf)))]
		b.raw = append(b.raw, p[:min(len(p), maxRaw-len(b.raw))]...)
		b.text = append(b.text, p[:min(len(p), maxPreview+4-len(b.text))]...)
		b.left -= int64(len(p))
		b.size += len(p)
		if b.left == 0 {
			s.finishBody()
			s.step = next
		}
		return len(p)
	}
}

// finishBody는 읽은 것을 적는다. 덜 읽었으면 그렇다고 적는다.
func (s *stream) finishBody() {
	b := s.body
	s.body = body{}
	if b.protocol == "" {
		return
	}
	title := b.title(b.text)
	if b.left > 0 {
		title += fmt.Sprintf(" (%d바이트가 덜 온 채 끝남)", b.left)
	}
	s.send(s.from, b.protocol, b.raw, b.size, title)
}

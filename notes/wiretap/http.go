package main

import (
	"fmt"
	"net/textproto"
	"strconv"
	"strings"

	"socketworkbook/internal/relay"
)

const maxAsked = 100 // 응답을 기다리는 요청을 이보다 많이 기억하지 않는다

// question은 아직 응답이 오지 않은 요청에서 기억할 것이다.
type question struct {
	method  string
	key     string // Sec-WebSocket-Key. WebSocket을 청하지 않았으면 비어 있다
	packets bool   // 주소가 Engine.IO의 것이다
}

func (s *stream) request(h header) {
	line := strings.Fields(h.line)
	asked := question{method: line[0], packets: speaksEngineIO(line[1])}
	title := "요청 " + h.line
	if strings.EqualFold(h.fields.Get("Upgrade"), "websocket") {
		asked.key = h.fields.Get("Sec-Websocket-Key")
		title += "  (WebSocket으로 업그레이드하자는 요청)"
	}
	s.send(s.from, "HTTP", h.raw, len(h.raw), title, h.more...)
	if len(s.asked) >= maxAsked {
		s.give("응답을 기다리는 요청이 너무 많음")
		return
	}
	s.asked = append(s.asked, asked)
	if asked.key != "" {
		s.step = hold // 응답이 101인지 보아야 다음 바이트의 뜻을 안다.
		return
	}
	s.packets = asked.packets
	s.content(h.fields, head)
}

// hold는 반대쪽의 응답을 기다린다.
func hold(s *stream) int {
	if len(s.buf) > maxHead {
		return s.giveUp("응답이 오기 전에 너무 많이 보냄")
	}
	return 0
}

func (s *stream) response(h header) {
	status, _ := strconv.Atoi(statusLine.FindStringSubmatch(h.line)[1])
	asked := s.answered(status)
	if status == 101 {
		s.switchProtocols(h, asked)
		return
	}
	s.send(s.from, "HTTP", h.raw, len(h.raw), "응답 "+h.line, h.more...)
	if asked.key != "" && status >= 200 { // 업그레이드를 거절했다. 다음 요청이 올 수 있다.
		s.streams[relay.Up].step = head
	}
	s.sse = nil
	if strings.HasPrefix(h.fields.Get("Content-Type"), "text/event-stream") {
		s.sse = &eventReader{stream: s}
	}
	if asked.method == "HEAD" || status < 200 || status == 204 || status == 304 {
		s.step = head // 본문이 없는 응답이다. RFC 9112 6.3절.
		return
	}
	s.packets = asked.packets && asked.method == "GET" && status == 200 // POST의 응답은 ok이다.
	s.content(h.fields, untilClose)
}

// answered는 이 응답을 부른 요청이다. 101이 아닌 1xx 뒤에는 같은 요청의 응답이 또 온다.
func (s *stream) answered(status int) question {
	if len(s.asked) == 0 {
		return question{}
	}
	asked := s.asked[0]
	if status >= 200 || status == 101 {
		s.asked = s.asked[1:]
	}
	return asked
}

// switchProtocols는 101이 왔을 때이다. RFC 6455 4.1절.
func (s *stream) switchProtocols(h header, asked question) {
	title := "응답 " + h.line
	if asked.key == "" {
		s.send(s.from, "HTTP", h.raw, len(h.raw), title, h.more...)
		s.give("HTTP가 아닌 프로토콜로 바뀜")
		return
	}
	check := "✓ Sec-WebSocket-Accept는 키 " + asked.key + " 로 계산한 값과 같음"
	if accept := acceptKey(asked.key); h.fields.Get("Sec-Websocket-Accept") != accept {
		check = "✗ Sec-WebSocket-Accept가 틀림. 키로 계산하면 " + accept
	}
	s.compressed = strings.Contains(h.fields.Get("Sec-Websocket-Extensions"), "permessage-deflate")
	s.send(s.from, "HTTP", h.raw, len(h.raw), title+"  (여기서부터 WebSocket)", append(h.more, check)...)
	for _, each := range s.streams {
		each.step, each.packets = frame, asked.packets
	}
}

// content는 헤더에 적힌 대로 본문을 읽을 준비를 한다. 길이를 적지 않았으면 unknown으로 읽는다.
// RFC 9112 6.3절.
func (s *stream) content(fields textproto.MIMEHeader, unknown func(*stream) int) {
	s.step = unknown
	if strings.EqualFold(fields.Get("Transfer-Encoding"), "chunked") {
		s.step = chunkSize
		return
	}
	text := fields.Get("Content-Length")
	if text == "" {
		return
	}
	length, err := strconv.ParseInt(text, 10, 64)
	switch {
	case err != nil || length < 0:
		s.give("Content-Length가 수가 아님")
	case length == 0:
		s.step = head
	default:
		packets := s.packets && fields.Get("Content-Encoding") == "" // 생략: 청크로 온 패킷. Socket.IO의 서버들은 길이를 적는다.
		s.read(0, body{protocol: "HTTP", left: length, next: head, title: func(text []byte) (title string, more []string) {
			if packets {
				more = enginePackets(text, length)
			}
			return fmt.Sprintf("본문 %d바이트 %s", length, preview(text)), more
		}})
	}
}

// untilClose는 길이를 적지 않은 응답의 본문이다. 연결이 끝나야 본문도 끝난다.
func untilClose(s *stream) int {
	s.send(s.from, "HTTP", s.buf, len(s.buf), "본문의 일부 "+preview(s.buf))
	if s.sse != nil {
		s.sse.feed(s.buf)
	}
	return len(s.buf)
}

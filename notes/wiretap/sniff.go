package main

import "socketworkbook/internal/relay"

// sniff는 클라이언트의 첫 바이트를 보고 무슨 프로토콜인지 짐작한다.
func sniff(s *stream) int {
	switch {
	case s.buf[0] == 0x16 && len(s.buf) < 2:
		return 0
	case s.buf[0] == 0x16 && s.buf[1] == 0x03:
		s.streams[relay.Up].step, s.streams[relay.Down].step = tlsRecord, tlsRecord
		return tlsRecord(s)
	case looksLikeRequest(s.buf):
		s.streams[relay.Up].step, s.streams[relay.Down].step = head, head
		return head(s)
	}
	return s.giveUp("")
}

// serverFirst는 클라이언트보다 서버가 먼저 말했을 때이다. HTTP도 TLS도 그러지 않는다.
func serverFirst(s *stream) int {
	return s.giveUp("")
}

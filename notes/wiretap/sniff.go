package main

import (
	"fmt"

	"socketworkbook/internal/relay"
)

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

var recordTypes = map[byte]string{20: "암호 사양 변경", 21: "경고", 22: "핸드셰이크", 23: "애플리케이션 데이터"}

// tlsRecord는 TLS 레코드 하나이다. 헤더 5바이트만 읽고 내용은 풀지 않는다. RFC 8446 5.1절.
func tlsRecord(s *stream) int {
	if len(s.buf) < 5 {
		return 0
	}
	kind, known := recordTypes[s.buf[0]]
	if !known || s.buf[1] != 0x03 {
		return s.giveUp("TLS 레코드의 헤더가 아님")
	}
	length := int64(s.buf[3])<<8 | int64(s.buf[4])
	s.read(5, body{protocol: "TLS", left: length, next: tlsRecord, title: func([]byte) string {
		return fmt.Sprintf("%s %d바이트. 암호를 쓰는 연결이라 풀지 않음", kind, length)
	}})
	return 5
}

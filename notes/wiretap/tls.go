package main

import (
	"crypto/tls"
	"fmt"
	"strings"
)

const (
	maxRecord    = 1<<14 + 2048 // 바이트. 봉한 레코드는 이보다 길 수 없다. RFC 5246 6.2.3절. TLS 1.3의 한도는 조금 더 작다
	maxHandshake = 64 << 10     // 바이트. 핸드셰이크 메시지 하나가 이보다 길면 더 풀지 않는다
	maxMessages  = 10           // 레코드 하나에서 이름을 적을 핸드셰이크 메시지의 수
)

// 레코드의 종류. RFC 8446 5.1절.
const (
	changeCipherSpec = 20
	tlsAlert         = 21
	tlsHandshake     = 22
	applicationData  = 23
)

var recordTypes = map[byte]string{
	changeCipherSpec: "암호 사양 변경(ChangeCipherSpec)", tlsAlert: "경고(Alert)",
	tlsHandshake: "핸드셰이크(Handshake)", applicationData: "애플리케이션 데이터(ApplicationData)",
}

// tlsState는 한 방향의 TLS에서 기억할 것이다.
type tlsState struct {
	changed bool   // ChangeCipherSpec이 지나갔다
	partial []byte // 여러 레코드로 나뉜 핸드셰이크 메시지의, 지금까지 온 것
	alert   byte   // 봉하지 않고 보낸 마지막 경고. 0이면 없다
	lost    bool   // 너무 긴 메시지가 와서, 어디서 다음 메시지가 시작하는지 모른다
}

// tlsRecord는 TLS 레코드 하나이다. 종류 1바이트, 버전 2바이트, 길이 2바이트, 그다음이 내용이다. RFC 8446 5.1절.
func tlsRecord(s *stream) int {
	if len(s.buf) < 5 {
		return 0
	}
	kind := s.buf[0]
	name, known := recordTypes[kind]
	length := int(s.buf[3])<<8 | int(s.buf[4])
	switch {
	case !known || s.buf[1] != 0x03:
		return s.giveUp("TLS 레코드의 헤더가 아님")
	case length > maxRecord:
		return s.giveUp(fmt.Sprintf("TLS 레코드가 %d바이트를 넘음", maxRecord))
	}
	label := fmt.Sprintf("%s  type=%d version=%x 길이=%d", name, kind, s.buf[1:3], length)
	s.read(5, body{protocol: "TLS", left: int64(length), keep: maxRecord, next: tlsRecord, title: func(text []byte) (string, []string) {
		meaning, more := s.record(kind, length, text)
		return label + meaning, more
	}})
	return 5
}

// record는 레코드의 내용이다. 열쇠가 없으므로 봉해진 것은 길이만 안다.
//
// TLS 1.2까지는 ChangeCipherSpec 뒤의 모든 레코드가 봉해진다. 종류는 그대로 보인다. TLS 1.3은 봉한 것을 모두
// ApplicationData로 적고, 진짜 종류는 속에 넣어 함께 봉한다. RFC 8446 5.2절.
func (s *stream) record(kind byte, length int, text []byte) (meaning string, more []string) {
	modern := s.tlsVersion >= tls.VersionTLS13
	switch {
	case kind == applicationData && modern:
		return fmt.Sprintf(" 봉해진 %d바이트. 속의 종류도 가려짐", length), nil
	case kind == applicationData, s.tls.changed && !modern:
		return fmt.Sprintf(" 봉해진 %d바이트", length), nil
	case kind == changeCipherSpec && modern:
		return " TLS 1.3에서는 뜻이 없음. 오래된 장비가 끊지 않게 보냄", nil // RFC 8446 부록 D.4
	case kind == changeCipherSpec:
		s.tls.changed = true
		return " 이 방향은 여기서부터 봉함", nil
	case kind == tlsAlert && len(text) == 2:
		s.tls.alert = text[1]
		return " " + alertText(text[0], text[1]), nil
	case kind == tlsHandshake:
		return s.handshakes(text)
	}
	return "", nil
}

// handshakes는 레코드에 든 핸드셰이크 메시지들이다. 메시지 하나가 여러 레코드로 나뉘기도 하고, 레코드 하나에
// 여럿이 들기도 한다. 종류 1바이트와 길이 3바이트로 시작한다. RFC 8446 4절.
func (s *stream) handshakes(text []byte) (meaning string, more []string) {
	t := &s.tls
	if t.lost {
		return "", nil
	}
	t.partial = append(t.partial, text...)
	var names []string
	for len(t.partial) >= 4 {
		kind, length := t.partial[0], int(t.partial[1])<<16|int(t.partial[2])<<8|int(t.partial[3])
		if t.lost = length > maxHandshake; t.lost {
			t.partial = nil
			names = append(names, "너무 긴 메시지")
			break
		}
		if len(t.partial) < 4+length {
			break
		}
		name, lines := s.message(kind, t.partial[4:4+length])
		t.partial = t.partial[4+length:]
		names, more = append(names, name), append(more, lines...)
	}
	if len(t.partial) > 0 {
		names = append(names, "다음 레코드로 이어짐")
	} else {
		t.partial = nil
	}
	if len(names) > maxMessages {
		names, more = append(names[:maxMessages], "…"), more[:min(len(more), maxMessages)]
	}
	if len(names) == 0 {
		return "", nil
	}
	return " " + strings.Join(names, ", "), more
}

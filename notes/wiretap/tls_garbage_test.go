package main

import (
	"strings"
	"testing"

	"socketworkbook/internal/relay"
)

// record는 TLS 레코드, message는 그 안의 핸드셰이크 메시지이다.
func record(kind byte, content string) string {
	return string([]byte{kind, 3, 3, byte(len(content) >> 8), byte(len(content))}) + content
}

func message(kind byte, content string) string {
	return string([]byte{kind, byte(len(content) >> 16), byte(len(content) >> 8), byte(len(content))}) + content
}

// hello는 손으로 쓴 ClientHello이다. 브라우저처럼 뜻이 없는 값(GREASE)을 섞는다.
var hello = message(1, "\x03\x03"+strings.Repeat("r", 32)+"\x00"+"\x00\x02\x13\x01"+"\x01\x00"+"\x00\x2d"+
	"\x0a\x0a\x00\x00"+
	"\x00\x00\x00\x0e\x00\x0c\x00\x00\x09localhost"+
	"\x00\x10\x00\x08\x00\x06\x02\x1a\x1a\x02h2"+
	"\x00\x2b\x00\x07\x06\x2a\x2a\x03\x04\x7f\x1c")

func TestDecodeTLS(t *testing.T) {
	const lines = "ClientHello\n    서버의 이름(SNI): localhost\n    쓰자는 프로토콜(ALPN): h2\n    쓸 수 있는 버전: TLS 1.3, 0x7F1C\n"
	short := message(1, "\x03\x03"+strings.Repeat("r", 20))
	decodes(t, []decoded{
		{"GREASE", []part{up(record(22, hello))}, []string{lines}},
		{"두 레코드로 나뉜 메시지", []part{up(record(22, hello[:40]) + record(22, hello[40:]))}, []string{"길이=40 다음 레코드로 이어짐\n", lines}},
		{"머리만 온 메시지", []part{up(record(22, hello[:2]) + record(22, hello[2:]))}, []string{"길이=2 다음 레코드로 이어짐\n", lines}},
		{"한 레코드에 둘", []part{up(record(22, hello+hello[:4])), down(record(22, message(14, "")+message(99, "")))}, []string{"ClientHello, 다음 레코드로 이어짐\n", "ServerHelloDone, 모르는 메시지(99)\n"}},
		{"모자란 메시지", []part{up(record(22, short)), down(record(22, message(2, "\x03\x03")) + record(22, message(11, "??")))}, []string{"ClientHello\n", "ServerHello\n", "Certificate\n"}},
		{"확장이 없는 옛 클라이언트", []part{up(record(22, message(1, "\x03\x01"+strings.Repeat("r", 32)+"\x00\x00\x00\x00")))}, []string{"(SNI): 없음", "쓸 수 있는 버전: TLS 1.0까지"}},
		{"너무 긴 메시지", []part{up(record(22, "\x01\xff\xff\xff") + record(22, hello) + record(21, "\x02\x32"))}, []string{"너무 긴 메시지\n", "type=22", "치명적(fatal) 50 decode_error"}},
		{"모르는 경고", []part{up(record(22, hello)), down(record(21, "\x01\x00") + record(21, "\x03\xff") + record(21, "?"))}, []string{"알림(warning) 0 close_notify", "모르는 정도(3) 모르는 경고(255)", "type=21 version=0303 길이=1\n"}},
		{"너무 긴 레코드", []part{up("\x16\x03\x01\x48\x01")}, []string{"더 풀지 않고 그대로 보임: TLS 레코드가 18432바이트를 넘음"}},
		{"TLS가 아닌 서버", []part{up(record(22, hello)), down("HTTP/1.1 400 Bad Request\r\n\r\n")}, []string{lines, "더 풀지 않고 그대로 보임: TLS 레코드의 헤더가 아님", `데이터 "HTTP/1.1 400`}},
		{"덜 온 레코드", []part{up(record(22, hello)[:30])}, []string{"다음 레코드로 이어짐 (", "바이트가 덜 온 채 끝남)"}},
		{"0-RTT", []part{up(record(22, hello) + record(20, "\x01") + record(23, "먼저"))}, []string{"봉해진 6바이트"}},
	})
}

// FuzzTLS는 두 쪽의 핸드셰이크 메시지에 아무 바이트나 적는다.
func FuzzTLS(f *testing.F) {
	for _, kind := range []byte{1, 2, 11} {
		f.Add(kind, []byte(hello[4:]), 5)
		f.Add(kind, []byte("\x03\x03"+strings.Repeat("r", 32)+"\x00\x13\x01\x00\x00\x06\x00\x2b\x00\x02\x03\x04"), 1)
	}
	f.Fuzz(func(t *testing.T, kind byte, content []byte, size int) {
		whole, passed := message(kind, string(content)), []part(nil)
		size = max(1, min(size, 1<<14))
		for rest := whole; len(rest) > 0 && len(passed) < 100; {
			n := min(size, len(rest))
			passed = append(passed, part{relay.Up, record(22, rest[:n])}, part{relay.Down, record(22, rest[:n])})
			rest = rest[n:]
		}
		notes := tapped(1<<20, passed...)
		counted(t, notes, passed...)
		allVisible(t, notes[:min(len(notes), 20)]...)
	})
}

package main

import (
	"strings"
	"testing"
)

const (
	upgrade  = "GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
	switched = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n"
)

// webSocket은 핸드셰이크와 그다음에 지나간 것이다.
func webSocket(more ...part) []part { return append([]part{up(upgrade), down(switched)}, more...) }

func TestDecodeWebSocket(t *testing.T) {
	decodes(t, []decoded{
		// RFC 6455 1.3절의 키와 계산
		{"핸드셰이크", webSocket(), []string{"요청 GET / HTTP/1.1  (WebSocket으로 업그레이드하자는 요청)", "응답 HTTP/1.1 101", "✓ Sec-WebSocket-Accept는 키 dGhlIHNhbXBsZSBub25jZQ=="}},
		{"틀린 Accept", []part{up(upgrade), down(strings.Replace(switched, "s3pP", "XXXX", 1))}, []string{"✗ Sec-WebSocket-Accept가 틀림. 키로 계산하면 s3pPLMBiTxaQ9kYGzzhZRbK+xOo="}},
		// RFC 6455 5.7절의 예
		{"마스킹하지 않은 텍스트", webSocket(down(unhex("81 05 48 65 6c 6c 6f"))), []string{`← WS 7 텍스트  FIN=1 opcode=1 mask=없음 길이=5(7비트) "Hello"`}},
		{"마스킹한 텍스트", webSocket(up(unhex("81 85 37 fa 21 3d 7f 9f 4d 51 58"))), []string{`→ WS 11 텍스트  FIN=1 opcode=1 mask=37fa213d 길이=5(7비트) "Hello"`}},
		{"나뉜 메시지", webSocket(down(unhex("01 03 48 65 6c 80 02 6c 6f"))), []string{`텍스트의 첫 프래그먼트  FIN=0 opcode=1 mask=없음 길이=3(7비트) "Hel"`, `텍스트의 마지막 프래그먼트  FIN=1 opcode=0 mask=없음 길이=2(7비트) "lo"`}},
		{"핑과 퐁", webSocket(down(unhex("89 05 48 65 6c 6c 6f")), up(unhex("8a 85 37 fa 21 3d 7f 9f 4d 51 58"))), []string{`← WS 7 핑  FIN=1 opcode=9 mask=없음 길이=5(7비트) "Hello"`, `→ WS 11 퐁  FIN=1 opcode=10 mask=37fa213d 길이=5(7비트) "Hello"`}},
		{"256바이트", webSocket(down(unhex("82 7e 01 00") + strings.Repeat("a", 256))), []string{"← WS 260 바이너리  FIN=1 opcode=2 mask=없음 길이=256(16비트)"}},
		{"64KiB", webSocket(down(unhex("82 7f 00 00 00 00 00 01 00 00") + strings.Repeat("a", 65536))), []string{"← WS 65546 바이너리  FIN=1 opcode=2 mask=없음 길이=65536(64비트)"}},
		{"프래그먼트 사이의 핑", webSocket(down(unhex("01 01 61 89 00 00 01 62 80 01 63"))), []string{"텍스트의 첫 프래그먼트", "핑", "텍스트의 이어지는 프래그먼트", "텍스트의 마지막 프래그먼트"}},
		{"종료", webSocket(down(unhex("88 05 03 e9 62 79 65"))), []string{`종료  FIN=1 opcode=8 mask=없음 길이=5(7비트) 코드 1001(자리를 비움) "bye"`}},
		{"모르는 코드", webSocket(down(unhex("88 02 0f a0"))), []string{"코드 4000(표준에 없는 코드)"}},
		{"모르는 opcode와 RSV", webSocket(down(unhex("f3 00"))), []string{"모르는 프레임  FIN=1 RSV=111 opcode=3"}},
		{"너무 긴 길이", webSocket(down(unhex("82 7f ff ff ff ff ff ff ff ff"))), []string{"더 풀지 않고 그대로 보임: 프레임의 길이가 2의 63제곱을 넘음"}},
		{"압축", []part{up(upgrade), down(strings.Replace(switched, "\r\n\r\n", "\r\nSec-WebSocket-Extensions: permessage-deflate\r\n\r\n", 1)), down(unhex("c1 07 f2 48 cd c9 c9 07 00"))}, []string{"RSV=100 opcode=1 mask=없음 길이=7(7비트) 압축된 내용"}},
		{"101을 기다리지 않고 보낸 프레임", []part{up(upgrade + unhex("81 80 00 00 00 00")), down(switched)}, []string{"여기서부터 WebSocket", "→ WS 6 텍스트"}},
		{"거절당한 핸드셰이크", []part{up(upgrade + "GET /a HTTP/1.1\r\n\r\n"), down("HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno")}, []string{"응답 HTTP/1.1 403", "요청 GET /a", `본문 2바이트 "no"`}},
	})
}

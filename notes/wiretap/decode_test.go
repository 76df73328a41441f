package main

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"strings"
	"testing"

	"socketworkbook/internal/relay"
)

// part는 한쪽이 보낸 바이트이다.
type part struct {
	from relay.Direction
	data string
}

func up(data string) part   { return part{relay.Up, data} }
func down(data string) part { return part{relay.Down, data} }

// bytesOf는 "81 05 48" 같은 16진수를 바이트로 바꾼다.
func bytesOf(t testing.TB, digits string) string {
	t.Helper()
	p, err := hex.DecodeString(strings.ReplaceAll(digits, " ", ""))
	if err != nil {
		t.Fatal(err)
	}
	return string(p)
}

// tapped는 parts를 step바이트씩 잘라 지나가게 하고, 적힌 것을 돌려준다.
func tapped(step int, parts ...part) (notes []note) {
	t := newTap(func(n note) { notes = append(notes, n) })
	for _, p := range parts {
		for data := []byte(p.data); len(data) > 0; {
			n := min(step, len(data))
			t.watch(relay.Event{Conn: 1, Kind: relay.Data, From: p.from, Data: bytes.Clone(data[:n])})
			data = data[n:]
		}
	}
	for _, from := range []relay.Direction{relay.Up, relay.Down} {
		t.watch(relay.Event{Conn: 1, Kind: relay.Finish, From: from})
	}
	return notes
}

func text(notes []note) string {
	var out strings.Builder
	for _, n := range notes {
		if strings.HasPrefix(n.Title, "FIN") {
			continue
		}
		arrow := map[bool]string{false: "→", true: "←"}[n.From == relay.Down]
		if !n.Arrow {
			arrow = "·"
		}
		fmt.Fprintf(&out, "%s %s %d %s\n", arrow, n.Protocol, n.Size, n.Title)
		for _, line := range n.More {
			fmt.Fprintf(&out, "    %s\n", line)
		}
	}
	return out.String()
}

const (
	upgrade  = "GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
	switched = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n"
)

func TestDecode(t *testing.T) {
	ws := func(more ...part) []part { return append([]part{up(upgrade), down(switched)}, more...) }
	hexed := func(digits string) string { return bytesOf(t, digits) }
	for _, test := range []struct {
		name  string
		parts []part
		want  []string // 이 차례로 나와야 할 글
	}{
		// RFC 6455 1.3절의 열쇠와 셈
		{"악수", ws(), []string{"요청 GET / HTTP/1.1  (WebSocket으로 바꾸자고 청함)", "응답 HTTP/1.1 101", "✓ Accept는 열쇠 dGhlIHNhbXBsZSBub25jZQ=="}},
		{"틀린 셈", []part{up(upgrade), down(strings.Replace(switched, "s3pP", "XXXX", 1))}, []string{"✗ Accept가 틀림. 열쇠에서 셈하면 s3pPLMBiTxaQ9kYGzzhZRbK+xOo="}},
		// RFC 6455 5.7절의 보기
		{"가리지 않은 텍스트", ws(down(hexed("81 05 48 65 6c 6c 6f"))), []string{`← WS 7 텍스트  FIN=1 opcode=1 mask=없음 길이=5(7비트) "Hello"`}},
		{"가린 텍스트", ws(up(hexed("81 85 37 fa 21 3d 7f 9f 4d 51 58"))), []string{`→ WS 11 텍스트  FIN=1 opcode=1 mask=37fa213d 길이=5(7비트) "Hello"`}},
		{"나뉜 메시지", ws(down(hexed("01 03 48 65 6c 80 02 6c 6f"))), []string{`텍스트의 첫 조각  FIN=0 opcode=1 mask=없음 길이=3(7비트) "Hel"`, `텍스트의 마지막 조각  FIN=1 opcode=0 mask=없음 길이=2(7비트) "lo"`}},
		{"핑과 퐁", ws(down(hexed("89 05 48 65 6c 6c 6f")), up(hexed("8a 85 37 fa 21 3d 7f 9f 4d 51 58"))), []string{`← WS 7 핑  FIN=1 opcode=9 mask=없음 길이=5(7비트) "Hello"`, `→ WS 11 퐁  FIN=1 opcode=10 mask=37fa213d 길이=5(7비트) "Hello"`}},
		{"256바이트", ws(down(hexed("82 7e 01 00") + strings.Repeat("a", 256))), []string{"← WS 260 바이너리  FIN=1 opcode=2 mask=없음 길이=256(16비트)"}},
		{"64KiB", ws(down(hexed("82 7f 00 00 00 00 00 01 00 00") + strings.Repeat("a", 65536))), []string{"← WS 65546 바이너리  FIN=1 opcode=2 mask=없음 길이=65536(64비트)"}},
		{"조각 사이의 핑", ws(down(hexed("01 01 61 89 00 00 01 62 80 01 63"))), []string{"텍스트의 첫 조각", "핑", "텍스트의 이어지는 조각", "텍스트의 마지막 조각"}},
		{"닫기", ws(down(hexed("88 05 03 e9 62 79 65"))), []string{`닫기  FIN=1 opcode=8 mask=없음 길이=5(7비트) 코드 1001(자리를 비움) "bye"`}},
		{"모르는 코드", ws(down(hexed("88 02 0f a0"))), []string{"코드 4000(표준에 없는 코드)"}},
		{"모르는 opcode와 RSV", ws(down(hexed("f3 00"))), []string{"모르는 프레임  FIN=1 RSV=111 opcode=3"}},
		{"너무 긴 길이", ws(down(hexed("82 7f ff ff ff ff ff ff ff ff"))), []string{"조각으로 보임: 프레임의 길이가 2의 63제곱을 넘음"}},
		{"압축", []part{up(upgrade), down(strings.Replace(switched, "\r\n\r\n", "\r\nSec-WebSocket-Extensions: permessage-deflate\r\n\r\n", 1)), down(hexed("c1 07 f2 48 cd c9 c9 07 00"))}, []string{"RSV=100 opcode=1 mask=없음 길이=7(7비트) 압축된 내용"}},
		{"101을 기다리지 않고 보낸 프레임", []part{up(upgrade + hexed("81 80 00 00 00 00")), down(switched)}, []string{"여기서부터 WebSocket", "→ WS 6 텍스트"}},
		{"거절당한 악수", []part{up(upgrade + "GET /a HTTP/1.1\r\n\r\n"), down("HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno")}, []string{"응답 HTTP/1.1 403", "요청 GET /a", `몸 2바이트 "no"`}},

		{"청크", []part{up("GET / HTTP/1.1\r\n\r\n"), down("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;ext=1\r\nHello\r\n0\r\nX: 1\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n")}, []string{`← HTTP 16 청크 5바이트 (16진수 5) "Hello"`, "마지막 청크", "꼬리 X: 1", "몸이 끝남", "204"}},
		{"몸이 없는 답", []part{up("HEAD / HTTP/1.1\r\n\r\nGET / HTTP/1.1\r\n\r\n"), down("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nHTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n")}, []string{"요청 HEAD", "요청 GET", "응답 HTTP/1.1 200", "응답 HTTP/1.1 304"}},
		{"100 다음의 답", []part{up("POST / HTTP/1.1\r\nContent-Length: 2\r\n\r\nhi"), down("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")}, []string{`몸 2바이트 "hi"`, "100 Continue", "200 OK"}},
		{"끝날 때까지가 몸", []part{up("GET / HTTP/1.0\r\n\r\n"), down("HTTP/1.0 200 OK\r\n\r\n그동안")}, []string{"응답 HTTP/1.0 200 OK", "몸의 조각"}},
		{"덜 온 몸", []part{up("POST / HTTP/1.1\r\nContent-Length: 10\r\n\r\nabc")}, []string{`몸 10바이트 "abc" (7바이트가 덜 온 채 끝남)`}},
		{"깨진 청크", []part{up("GET / HTTP/1.1\r\n\r\n"), down("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n")}, []string{"조각으로 보임: 청크의 길이가 16진수가 아님"}},
		{"끝없는 머리", []part{up("GET / HTTP/1.1\r\nX: " + strings.Repeat("a", 2*maxHead))}, []string{"조각으로 보임: 머리가 65536바이트를 넘음"}},

		// HTML 표준 9.2.6절의 보기들
		{"이벤트", events("data: YHOO\ndata: +2\ndata: 10\n\n"), []string{`이벤트 message "YHOO\n+2\n10" (30바이트)`}},
		{"주석과 번호", events(": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n"), []string{`주석 "test stream"`, `이벤트 message, 번호 1 "first event"`, `이벤트 message "second event"`}},
		{"빈 data", events("data\n\ndata\ndata\n\ndata:\n"), []string{`이벤트 message ""`, `이벤트 message "\n"`}},
		{"쌍점 뒤의 빈칸", events("data:test\n\ndata: test\n\n"), []string{`이벤트 message "test" (11바이트)`, `이벤트 message "test" (12바이트)`}},
		{"CR과 CRLF와 BOM", events("\ufeffevent: 가\rdata: 나\r\n\r\n"), []string{`이벤트 가 "나"`}},

		{"TLS", []part{up(hexed("16 03 01 00 04 aa bb cc dd")), down(hexed("16 03 03 00 00 17 03 03 00 02 01 02"))}, []string{"→ TLS 9 악수 4바이트. 봉인되어 속을 볼 수 없음", "← TLS 5 악수 0바이트", "← TLS 7 응용 데이터 2바이트"}},
		{"서버가 먼저 말하는 것", []part{down("220 mail\r\n"), up("HELO\r\n")}, []string{`← TCP 10 조각 "220 mail\r\n"`, `→ TCP 6 조각 "HELO\r\n"`}},
		{"대문자로 시작하는 보통 글", []part{up("HELLO WORLD\r\n")}, []string{"조각"}},
		{"쪼개진 한글", []part{up("안\xeb"), up("\x85\x95")}, []string{`조각 "안\xeb"`, `조각 "\x85\x95"`}},
	} {
		t.Run(test.name, func(t *testing.T) {
			notes := tapped(1<<20, test.parts...)
			rest := text(notes)
			for _, want := range test.want {
				_, after, found := strings.Cut(rest, want)
				if !found {
					t.Fatalf("%q가 없거나 차례가 다르다:\n%s", want, text(notes))
				}
				rest = after
			}
			counted(t, notes, test.parts...)
		})
	}
}

func events(body string) []part {
	return []part{
		up("GET /events HTTP/1.1\r\n\r\n"),
		down("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n" +
			fmt.Sprintf("%x\r\n%s\r\n", len(body), body)),
	}
}

// counted는 적힌 크기를 더하면 지나간 바이트와 같은지 본다. 한 바이트도 빠지거나 겹치지 않는다.
func counted(t testing.TB, notes []note, parts ...part) {
	t.Helper()
	var passed, noted [2]int
	for _, p := range parts {
		passed[p.from] += len(p.data)
	}
	for _, n := range notes {
		if n.Arrow {
			noted[n.From] += n.Size
		}
	}
	if passed != noted {
		t.Errorf("지나간 것은 %v바이트, 적힌 것은 %v바이트", passed, noted)
	}
}

// 어떻게 잘라 보내도 알아본 것은 같다.
func TestSplitsDoNotMatter(t *testing.T) {
	conversation := []part{
		up("POST /messages HTTP/1.1\r\nContent-Length: 6\r\n\r\n안녕"),
		down("HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"),
		up(upgrade), down(switched),
		up(bytesOf(t, "81 85 37 fa 21 3d 7f 9f 4d 51 58 88 82 00 00 00 00 03 e8")),
		down(bytesOf(t, "01 03 48 65 6c 89 00 80 02 6c 6f 88 02 03 e8")),
	}
	want := text(tapped(1<<20, conversation...))
	for step := 1; step < 60; step++ {
		notes := tapped(step, conversation...)
		if got := text(notes); got != want {
			t.Fatalf("%d바이트씩 보내니 달라진다:\n%s\n한꺼번에 보내면:\n%s", step, got, want)
		}
		counted(t, notes, conversation...)
	}
}

// 한 바이트씩 오는 긴 머리도, 이미 찾아본 데를 다시 찾지 않는다. 다시 찾으면 길이의 제곱만큼 걸린다.
func TestDrippedHeadIsNotSearchedAgain(t *testing.T) {
	tap := newTap(func(note) {})
	for i, b := range []byte("GET / HTTP/1.1\r\nX: " + strings.Repeat("a", 1000)) {
		tap.watch(relay.Event{Conn: 1, Kind: relay.Data, From: relay.Up, Data: []byte{b}})
		if s := tap.conns[1].streams[relay.Up]; i > 20 && s.seen != len(s.buf) {
			t.Fatalf("%d바이트 가운데 %d바이트까지만 찾아본 것으로 안다", len(s.buf), s.seen)
		}
	}
}

// FuzzTap은 아무 바이트나 아무렇게나 잘라 보낸다. 넘어지지 않고, 센 것이 맞고, 많이 기억하지 않아야 한다.
func FuzzTap(f *testing.F) {
	for _, seed := range []struct{ up, down string }{
		{upgrade, switched},
		{upgrade + "\x81\x80\x00\x00\x00\x00", switched + "\x81\x05Hello\x88\x02\x03\xe8"},
		{"GET /events HTTP/1.1\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n9\r\ndata: 1\n\n\r\n0\r\n\r\n"},
		{"\x16\x03\x01\x00\x01a", "\x17\x03\x03\x00\x01a"},
		{"안녕\n", "안녕\n"},
		{"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n", "HTTP/1.1 200 OK\r\n\r\nabc"},
	} {
		f.Add([]byte(seed.up), []byte(seed.down), uint64(0b1010), uint8(7))
	}
	f.Fuzz(func(t *testing.T, fromUp, fromDown []byte, turns uint64, step uint8) {
		var notes []note
		tap := newTap(func(n note) { notes = append(notes, n) })
		left := [2][]byte{fromUp, fromDown}
		for i := 0; len(left[0])+len(left[1]) > 0; i++ {
			from := relay.Direction(turns >> (i % 64) & 1)
			if len(left[from]) == 0 {
				from = 1 - from
			}
			n := min(int(step)+1, len(left[from]))
			tap.watch(relay.Event{Conn: 1, Kind: relay.Data, From: from, Data: bytes.Clone(left[from][:n])})
			left[from] = left[from][n:]
			if held := len(tap.conns[1].streams[from].buf); held > maxHead+int(step)+1+4 {
				t.Fatalf("%d바이트를 붙들고 있다", held)
			}
		}
		tap.watch(relay.Event{Conn: 1, Kind: relay.Finish, From: relay.Up})
		tap.watch(relay.Event{Conn: 1, Kind: relay.Finish, From: relay.Down})
		counted(t, notes, up(string(fromUp)), down(string(fromDown)))
		for _, n := range notes[:min(len(notes), 20)] {
			format(n, true)
			var d drawing
			d.add(n, 1)
			d.svg("x")
		}
	})
}

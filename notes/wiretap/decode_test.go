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

// unhex는 "81 05 48" 같은 16진수를 바이트로 바꾼다.
func unhex(digits string) string {
	p, err := hex.DecodeString(strings.ReplaceAll(digits, " ", ""))
	if err != nil {
		panic(err)
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

// decoded는 지나간 것과, 그래서 적혀야 할 것이다.
type decoded struct {
	name  string
	parts []part
	want  []string // 이 순서로 나와야 할 글
}

func decodes(t *testing.T, tests []decoded) {
	t.Helper()
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			notes := tapped(1<<20, test.parts...)
			rest := text(notes)
			for _, want := range test.want {
				_, after, found := strings.Cut(rest, want)
				if !found {
					t.Fatalf("%q가 없거나 순서가 다르다:\n%s", want, text(notes))
				}
				rest = after
			}
			counted(t, notes, test.parts...)
		})
	}
}

func TestDecodeOther(t *testing.T) {
	decodes(t, []decoded{
		{"TLS", []part{up(unhex("16 03 01 00 04 aa bb cc dd")), down(unhex("16 03 03 00 00 17 03 03 00 02 01 02"))}, []string{"→ TLS 9 핸드셰이크(Handshake)  type=22 version=0301 길이=4", "← TLS 5 핸드셰이크(Handshake)  type=22 version=0303 길이=0", "← TLS 7 애플리케이션 데이터(ApplicationData)  type=23 version=0303 길이=2 봉해진 2바이트"}},
		{"서버가 먼저 말하는 것", []part{down("220 mail\r\n"), up("HELO\r\n")}, []string{`← TCP 10 데이터 "220 mail\r\n"`, `→ TCP 6 데이터 "HELO\r\n"`}},
		{"대문자로 시작하는 보통 글", []part{up("HELLO WORLD\r\n")}, []string{"데이터"}},
		{"쪼개진 한글", []part{up("안\xeb"), up("\x85\x95")}, []string{`데이터 "안\xeb"`, `데이터 "\x85\x95"`}},
	})
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
		up(unhex("81 85 37 fa 21 3d 7f 9f 4d 51 58 88 82 00 00 00 00 03 e8")),
		down(unhex("01 03 48 65 6c 89 00 80 02 6c 6f 88 02 03 e8")),
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

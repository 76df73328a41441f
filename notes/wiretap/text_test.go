package main

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"socketworkbook/internal/relay"
)

// allVisible은 notes가 화면과 순서도에 보이는 글자로만 나가는지 본다.
func allVisible(t *testing.T, notes ...note) {
	t.Helper()
	var d drawing
	var shown strings.Builder
	for _, n := range notes {
		d.add(n, len(notes))
		shown.WriteString(format(n, true))
	}
	shown.Write(d.svg("x"))
	if !utf8.ValidString(shown.String()) {
		t.Errorf("UTF-8이 아니다: %q", shown.String())
	}
	for _, r := range shown.String() {
		if r != '\n' && (unicode.IsControl(r) || unicode.In(r, unicode.Cf, unicode.Zl, unicode.Zp)) {
			t.Fatalf("%U가 그대로 나간다: %q", r, shown.String())
		}
	}
}

// 선에서 온 제어 문자는 터미널을 지울 수 있고, U+202E는 줄을 뒤집을 수 있다. 어디에 있든 그대로 적지 않는다.
func TestControlCharactersAreShownEscaped(t *testing.T) {
	const evil = "\x1b[2J\u202e\u200f\u2066\u2028\x9b\x7f\a\u009b"
	const escaped = `\x1b[2J\u202e\u200f\u2066\u2028\x9b\x7f\a\u009b`
	event := "event: " + evil + "\nid: " + evil + "\n" + evil + ": " + evil + "\ndata: " + evil + "\n\n:" + evil + "\n"
	for name, parts := range map[string][]part{
		"첫 줄과 헤더": {up("GET /" + evil + " HTTP/1.1\r\n" + evil + ": " + evil + "\r\n\r\n")},
		"상태 줄":    {up("GET / HTTP/1.1\r\n\r\n"), down("HTTP/1.1 200 " + evil + "\r\nX: " + evil + "\r\n\r\n" + evil)},
		"키":       {up(strings.Replace(upgrade, "dGhl", evil, 1)), down(switched)},
		"트레일러":    {up("GET / HTTP/1.1\r\n\r\n"), down("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n" + evil + "\r\n\r\n")},
		"이벤트":     events(event),
		"데이터":     {down(evil)},
		"종료 프레임":  webSocket(down("\x88" + string(rune(2+len(evil))) + "\x03\xe8" + evil)),
	} {
		t.Run(name, func(t *testing.T) {
			notes := tapped(1<<20, parts...)
			allVisible(t, notes...)
			if shown := text(notes); !strings.Contains(shown, escaped[:20]) {
				t.Errorf("%s가 보이지 않는다:\n%s", escaped, shown)
			}
		})
	}
	datagrams := newTap(func(n note) { allVisible(t, n) })
	datagrams.watchUDP(relay.Event{Kind: relay.Data, Data: []byte(evil)})
}

// 보이는 글자는 건드리지 않는다. 두 번 해도 같으므로, 이미 바꾼 글이 섞여도 된다.
func TestVisible(t *testing.T) {
	for s, want := range map[string]string{
		"안녕, Hello 🙂 é": "안녕, Hello 🙂 é", `\x1b "따옴표"`: `\x1b "따옴표"`, "\ufffd": "\ufffd",
		"\x1b[2J": `\x1b[2J`, "줄\n바꿈": `줄\n바꿈`, "\xeb": `\xeb`, "뒤\u202e집기": `뒤\u202e집기`,
	} {
		if got := visible(s); got != want || visible(got) != want {
			t.Errorf("visible(%q) = %q, 바라던 것은 %q", s, got, want)
		}
	}
}

func TestWidth(t *testing.T) {
	for s, want := range map[string]int{"abc": 3, "한글": 4, "한 글": 5, "ＡＢ": 4, "e\u0301": 1, "漢字": 4, "→": 1, "🙂": 2} {
		if got := width(s); got != want {
			t.Errorf("width(%q) = %d, 바라던 것은 %d", s, got, want)
		}
	}
	for s, want := range map[string]string{"한글과 영어": "한글…", "abcdef": "abcdef", "abcdefg": "abcde…", "e\u0301bcdefg": "e\u0301bcde…", "": ""} {
		if got := clip(s, 6); got != want {
			t.Errorf("clip(%q) = %q, 바라던 것은 %q", s, got, want)
		}
	}
	if got := pad("한", 4); got != "한  " {
		t.Errorf("pad가 %q를 주었다", got)
	}
}

// 줄마다 같은 칸에서 시작하고, 다 찬 줄은 같은 칸에서 끝난다. 한글이 섞여도 그렇다. 보내지 않은 빈칸은 적지 않는다.
func TestHexLinesAlign(t *testing.T) {
	lines := hexLines([]byte("Hello 안녕하세요 \x00\xff 끝\n여기까지"))
	for i, line := range lines {
		if strings.Index(line, "|") != strings.Index(lines[0], "|") || i < len(lines)-1 && width(line) != width(lines[0]) {
			t.Errorf("너비가 다르다:\n%s", strings.Join(lines, "\n"))
		}
	}
	if last := lines[len(lines)-1]; !strings.HasSuffix(last, "기 까 지 |") {
		t.Errorf("마지막 줄에 보내지 않은 것이 있다: %s", last)
	}
}

func TestSVG(t *testing.T) {
	var d drawing
	for i := range 5 {
		d.add(note{Conn: 1, Arrow: i > 0, Protocol: "WS", Size: i, Title: `<script> & "안녕" ` + strings.Repeat("긴 글 ", 50) + "\x00"}, 3)
	}
	picture := string(d.svg("localhost:8000"))
	for _, bad := range []string{"<script", "\x00"} {
		if strings.Contains(picture, bad) {
			t.Errorf("그림에 %q가 들어 있다", bad)
		}
	}
	if !strings.Contains(picture, "그 뒤의 2가지는 그리지 않음") || strings.Count(picture, `class="arrow"`) != 2 {
		t.Errorf("그림이 다르다:\n%s", picture)
	}
}

package main

import (
	"bytes"
	"strings"
	"testing"

	"socketworkbook/internal/relay"
)

// hostile은 한때 wiretap을 죽인 입력들이다. 퍼징의 씨앗이기도 하다.
var hostile = []struct {
	name  string
	parts []part
}{
	{"거절당한 업그레이드에 곧바로 이어진 프레임", []part{
		up(upgrade + "\x81\x80\x00\x00\x00\x00\r\n"),
		down("HTTP/1.1 400 Bad Request\r\nContent-Length: 3\r\n\r\nno\n"),
	}},
	{"길이가 2의 64제곱에서 하나 모자란 프레임", []part{
		up(upgrade + "\x82\xff\xff\xff\xff\xff\xff\xff\xff\xff\x00\x00\x00\x00"),
		down(switched),
	}},
	{"길이에 둘을 더하면 넘치는 청크", []part{
		up("GET / HTTP/1.1\r\n\r\n"),
		down("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n7fffffffffffffff\r\nabc"),
	}},
	{"줄바꿈이 든 9,000바이트의 상태 줄", []part{
		up("GET / HTTP/1.1\r\n\r\n"),
		down("HTTP/1.1 200 " + strings.Repeat("a", 9000) + "\n\r\n\r\n"),
	}},
}

func TestHostileBytes(t *testing.T) {
	for _, test := range hostile {
		t.Run(test.name, func(t *testing.T) {
			for _, step := range []int{1, 7, 1 << 20} {
				counted(t, tapped(step, test.parts...), test.parts...)
			}
		})
	}
}

// 대본의 한 바이트는 한 번에 지나가는 것 하나이다. 맨 아래 비트가 방향이고, 나머지가 바이트의 수이다.
const (
	ending  = 0   // 그 방향이 끝난다. 남은 것은 보내지 않는다
	allLeft = 127 // 그 방향에 남은 것 모두
)

func cue(from relay.Direction, count byte) byte { return count<<1 | byte(from) }

// play는 두 방향의 바이트를 script가 시키는 순서로, 시키는 만큼씩 지나가게 하고, 지나간 것을 돌려준다.
// script가 끝나면 남은 것을 모두 보내고 두 방향을 끝낸다.
func play(t *testing.T, tap *tap, left [2][]byte, script []byte) (passed []part) {
	var ended [2]bool
	script = append(bytes.Clone(script), cue(relay.Up, allLeft), cue(relay.Down, allLeft), cue(relay.Up, ending), cue(relay.Down, ending))
	for _, b := range script {
		from, count := relay.Direction(b&1), int(b>>1)
		if ended[from] {
			continue
		}
		if count == ending {
			tap.watch(relay.Event{Conn: 1, Kind: relay.Finish, From: from})
			ended[from] = true
			continue
		}
		if count == allLeft {
			count = len(left[from])
		}
		now := left[from][:min(count, len(left[from]))]
		if len(now) == 0 {
			continue
		}
		left[from] = left[from][len(now):]
		passed = append(passed, part{from, string(now)})
		tap.watch(relay.Event{Conn: 1, Kind: relay.Data, From: from, Data: bytes.Clone(now)})
		for _, s := range tap.conns[1].streams {
			if len(s.buf) > maxHead+len(now)+len("\r\n\r\n") {
				t.Fatalf("%d바이트를 붙들고 있다", len(s.buf))
			}
			if len(s.tls.partial) > maxHandshake+maxRecord {
				t.Fatalf("핸드셰이크 메시지를 %d바이트 모았다", len(s.tls.partial))
			}
		}
	}
	return passed
}

// FuzzTap은 두 방향에 아무 바이트나, 아무 순서로, 아무렇게나 잘라 보낸다.
// 패닉이 없고, 센 것이 맞고, 많이 기억하지 않고, 보이지 않는 글자를 화면에 내지 않아야 한다.
func FuzzTap(f *testing.F) {
	for _, test := range hostile {
		var sent [2]string
		var script []byte
		for _, p := range test.parts {
			sent[p.from] += p.data
			script = append(script, cue(p.from, allLeft))
		}
		f.Add([]byte(sent[relay.Up]), []byte(sent[relay.Down]), script)
	}
	for _, seed := range []struct{ up, down string }{
		{upgrade, switched},
		{upgrade + "\x81\x80\x00\x00\x00\x00", switched + "\x81\x05Hello\x88\x02\x03\xe8"},
		{"GET /events HTTP/1.1\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n9\r\ndata: 1\n\n\r\n0\r\n\r\n"},
		{"\x16\x03\x01\x00\x01a", "\x17\x03\x03\x00\x01a"},
		{record(22, hello), record(22, message(2, "\x03\x03"+strings.Repeat("r", 32)+"\x00\x13\x01\x00\x00\x06\x00\x2b\x00\x02\x03\x04")) + record(20, "\x01") + record(23, "봉함")},
		{strings.Replace(upgrade, "GET / ", "GET /socket.io/ ", 1) + "\x81\x81\x00\x00\x00\x005", switched + "\x81\x0442[]"},
		{"안녕\n", "안녕\n"},
		{"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n", "HTTP/1.1 200 OK\r\n\r\nabc"},
	} {
		f.Add([]byte(seed.up), []byte(seed.down), []byte{cue(relay.Up, 7), cue(relay.Down, 7), cue(relay.Up, 100), cue(relay.Up, ending)})
	}
	f.Fuzz(func(t *testing.T, fromUp, fromDown, script []byte) {
		var notes []note
		tap := newTap(func(n note) { notes = append(notes, n) })
		passed := play(t, tap, [2][]byte{fromUp, fromDown}, script)
		counted(t, notes, passed...)
		allVisible(t, notes[:min(len(notes), 20)]...)
	})
}

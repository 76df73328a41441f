package main

import (
	"runtime"
	"strings"
	"testing"

	"socketworkbook/internal/relay"
)

// 선에서 온 한 바이트에 드는 일은 정해져 있다. 앞의 것을 다시 옮겨 적으며 붙이면 길이의 제곱만큼 일한다.
// 시간은 컴퓨터마다 다르므로, 옮겨 적느라 쓴 메모리를 센다.
func TestWorkPerByteIsBounded(t *testing.T) {
	const most = 1 << 10 // 선 위의 한 바이트에 쓸 수 있는 메모리
	// 결합 문자는 앞 글자에 얹혀 자리를 차지하지 않는다. 자리를 세며 자를 때는 아무리 많아도 더 세어야 한다.
	marks, wide := strings.Repeat("\u0301", 31_000), strings.Repeat("w", 300)
	for name, parts := range map[string][]part{
		"결합 문자 31,000개를 이은 이벤트": events("event: e" + marks + wide + "\ndata: d\n\n"),
		"결합 문자 31,000개를 이은 헤더":  {up("GET / HTTP/1.1\r\nX: " + marks + wide + "\r\n\r\n")},
		"결합 문자 3,500개를 이은 첫 줄":  {up("GET /" + marks[:7000] + wide + " HTTP/1.1\r\n\r\n")},
		"헤더 16,000개":            {up("GET / HTTP/1.1" + strings.Repeat("\r\nA:", 16_000) + "\r\n\r\n")},
		"긴 이름 하나와 헤더 8,000개":    {up("GET / HTTP/1.1\r\n" + strings.Repeat("N", 30_000) + ":" + strings.Repeat("\r\nA:", 8_000) + "\r\n\r\n")},
		"빈 핸드셰이크 메시지 4,000개":    {up(record(22, strings.Repeat("\x00\x00\x00\x00", 4_000)))},
		"확장 4,000개":             {up(record(22, message(1, "\x03\x03"+strings.Repeat("r", 32)+"\x00\x00\x00\x00\x3e\x80"+strings.Repeat("\x00\x63\x00\x00", 4_000))))},
		"16바이트씩 나눈 긴 핸드셰이크 메시지": {up(record(22, "\x01\x00\xff\xff") + strings.Repeat(record(22, strings.Repeat("\x00", 16)), 4_000))},
		"제어 문자":                 {up("GET / HTTP/1.1\r\nX: " + strings.Repeat("\x1b", 60_000) + "\r\n\r\n")},
	} {
		t.Run(name, func(t *testing.T) {
			var passed uint64
			before := allocated()
			tap := newTap(func(n note) {
				var d drawing
				d.add(n, 1)
				format(n, true)
				d.svg("x")
			})
			for _, p := range parts {
				passed += uint64(len(p.data))
				tap.watch(relay.Event{Conn: 1, Kind: relay.Data, From: p.from, Data: []byte(p.data)})
			}
			if each := (allocated() - before) / passed; each > most {
				t.Errorf("한 바이트에 %d바이트씩 썼다", each)
			} else {
				t.Logf("한 바이트에 %d바이트씩 썼다", each)
			}
		})
	}
}

// allocated는 지금까지 얻은 메모리를 모두 더한 것이다. 돌려준 것도 센다.
func allocated() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.TotalAlloc
}

// 한 바이트씩 오는 긴 헤더도, 이미 찾아본 데를 다시 찾지 않는다. 다시 찾으면 길이의 제곱만큼 걸린다.
func TestDrippedHeadIsNotSearchedAgain(t *testing.T) {
	tap := newTap(func(note) {})
	for i, b := range []byte("GET /" + strings.Repeat("a", 1000) + " HTTP/1.1\r\nX: " + strings.Repeat("a", 1000)) {
		tap.watch(relay.Event{Conn: 1, Kind: relay.Data, From: relay.Up, Data: []byte{b}})
		if s := tap.conns[1].streams[relay.Up]; i > 20 && s.seen != len(s.buf) {
			t.Fatalf("%d바이트 가운데 %d바이트까지만 찾아본 것으로 안다", len(s.buf), s.seen)
		}
	}
}

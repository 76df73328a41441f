package main

import (
	"fmt"
	"io"
	"net"
	"time"
)

var contests = []contest{
	{name: "01 이어 보낸 줄", ours: []string{"01-raw-tcp", "-addr", "127.0.0.1:0"}, against: "C, epoll", theirs: []string{"epoll"}, load: whole(lines), count: 8_000_000, want: 1.25},
	{name: "01 이어 보낸 줄", ours: []string{"01-raw-tcp", "-addr", "127.0.0.1:0"}, against: "줄마다 쓰기", theirs: []string{"peer", "-peer", "line-by-line"}, load: whole(lines), count: 200_000, want: 1.0 / 8},
	{name: "02 데이터그램", ours: []string{"02-udp", "-addr", "127.0.0.1:0"}, against: "C, recvfrom", theirs: []string{"recvfrom"}, load: whole(datagrams), count: 160_000, want: 1.2},
	{name: "03 소식 없는 폴링", ours: []string{"03-http-polling", "-addr", "127.0.0.1:0"}, against: "맨 net/http", theirs: []string{"peer", "-peer", "bare-http"}, load: whole(polls), count: 40_000, want: 1.05},
	{name: "04 여덟씩, 천 명에게", ours: []string{"04-sse", "-addr", "127.0.0.1:0"}, against: "사건마다 쓰기", theirs: []string{"peer", "-peer", "sse-each"}, load: events, count: 400_000, want: 0.5},
	{name: "05 16B", ours: ws, against: "gws", theirs: gwsPeer, load: echoes(16, 1), count: 80_000, want: 1.1},
	{name: "05 1KiB", ours: ws, against: "gws", theirs: gwsPeer, load: echoes(1<<10, 1), count: 80_000, want: 1.1},
	{name: "05 64KiB", ours: ws, against: "gws", theirs: gwsPeer, load: echoes(64<<10, 1), count: 12_000, want: 1.1},
	{name: "05 16B, 여덟씩", ours: ws, against: "gws", theirs: gwsPeer, load: echoes(16, 8), count: 80_000, want: 1.1},
	{name: "05 64KiB", ours: ws, against: "ReadMessage 되풀이", theirs: []string{"peer", "-peer", "gorilla-loop"}, load: echoes(64<<10, 1), count: 12_000, want: 0.3},
	{name: "05 1KiB", ours: ws, against: "Node websocket", theirs: []string{"node", "echo.js"}, load: echoes(1<<10, 1), count: 20_000, want: 0.5},
	{name: "05 1KiB, 여덟씩", ours: ws, against: "Node websocket", theirs: []string{"node", "echo.js"}, load: echoes(1<<10, 8), count: 40_000, want: 0.5},
	{name: "06 gin 뒤의 WebSocket", ours: hubGin, against: "gin 없이", theirs: []string{"peer", "-peer", "hub-bare"}, load: members(1000, 64, false), count: 600_000, want: 1.05},
	{name: "06 여덟씩, 천 명에게", ours: hubGin, against: "사건마다 쓰기", theirs: []string{"peer", "-peer", "hub-each"}, load: members(1000, 64, false), count: 200_000, want: 0.4},
	{name: "06 읽지 않는 손님이 하나 있을 때", ours: hubGin, against: "없을 때", theirs: hubGin,
		load: members(100, 1024, true), otherLoad: members(100, 1024, false), count: 800_000, want: 1.05},
}

var (
	hubGin  = []string{"peer", "-peer", "hub-gin"}
	ws      = []string{"05-websocket-echo", "-addr", "127.0.0.1:0"}
	gwsPeer = []string{"peer", "-peer", "gws"}
)

// footprint는 말없는 손님 하나가 서버에서 차지하는 메모리를 재는 것이다.
type footprint struct {
	name    string
	command []string
	against string // 견줄 상대. 없으면 혼자 잰다
	theirs  []string
	hello   string // 손님이 처음에 보내는 것
	mute    bool   // 서버가 답하지 않는다
	clients int
	want    float64 // KiB
}

var memories = []footprint{
	{name: "01 말없는 연결 1만", command: []string{"01-raw-tcp", "-addr", "127.0.0.1:0"}, hello: "a\n", clients: 10_000, want: 16},
	{name: "03 기다리는 손님 1만", command: []string{"03-http-polling", "-addr", "127.0.0.1:0"}, against: "맨 net/http", theirs: []string{"peer", "-peer", "bare-http"},
		hello: "GET /messages?wait=60s HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", mute: true, clients: 10_000, want: 16},
	{name: "04 말없는 흐름 1만", command: []string{"04-sse", "-addr", "127.0.0.1:0"}, against: "맨 net/http", theirs: []string{"peer", "-peer", "bare-sse"},
		hello: "GET /events HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", clients: 10_000, want: 26},
	{name: "05 말없는 연결 1만", command: ws, against: "gws", theirs: gwsPeer, hello: fmt.Sprintf(wsHandshake, "127.0.0.1"), clients: 10_000, want: 12},
}

func (f footprint) measure(folder string, command []string) (perClient float64, err error) {
	s, err := start(folder, command)
	if err != nil {
		return 0, err
	}
	defer s.stop()
	var conns []net.Conn
	defer func() {
		for _, conn := range conns {
			conn.Close()
		}
	}()
	before := 0.0
	for i := range f.clients + 10 { // 처음 열은 서버가 몸을 푸는 동안이다.
		if i == 10 {
			before = s.resident()
		}
		conn, err := dial(s.addr)
		if err != nil {
			return 0, err
		}
		conns = append(conns, conn)
		if _, err := io.WriteString(conn, f.hello); err != nil {
			return 0, err
		}
		if f.mute {
			continue
		}
		if _, err := conn.Read(make([]byte, 4096)); err != nil {
			return 0, err
		}
	}
	if f.mute { // 답이 없으니, 서버가 조용해질 때를 CPU 시계로 안다.
		for last := s.cpu(); ; {
			time.Sleep(200 * time.Millisecond)
			now := s.cpu()
			if now-last < time.Millisecond {
				break
			}
			last = now
		}
	}
	return (s.resident() - before) / float64(f.clients), nil
}

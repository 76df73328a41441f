package main

import (
	"fmt"
	"io"
	"net"
	"time"
)

var contests = []contest{
	{"01 이어 보낸 줄", []string{"01-raw-tcp", "-addr", "127.0.0.1:0"}, "C, epoll", []string{"epoll"}, lines, 400_000, 1.25},
	{"01 이어 보낸 줄", []string{"01-raw-tcp", "-addr", "127.0.0.1:0"}, "줄마다 쓰기", []string{"peer", "-peer", "line-by-line"}, lines, 200_000, 1.0 / 8},
	{"02 데이터그램", []string{"02-udp", "-addr", "127.0.0.1:0"}, "C, recvfrom", []string{"recvfrom"}, datagrams, 60_000, 1.2},
	{"03 소식 없는 폴링", []string{"03-http-polling", "-addr", "127.0.0.1:0"}, "맨 net/http", []string{"peer", "-peer", "bare-http"}, polls, 20_000, 1.05},
	{"04 여덟씩, 천 명에게", []string{"04-sse", "-addr", "127.0.0.1:0"}, "사건마다 쓰기", []string{"peer", "-peer", "sse-each"}, events, 400_000, 0.5},
	{"05 16B", ws, "gws", gwsPeer, echoes(16, 1), 40_000, 1.1},
	{"05 1KiB", ws, "gws", gwsPeer, echoes(1<<10, 1), 40_000, 1.1},
	{"05 64KiB", ws, "gws", gwsPeer, echoes(64<<10, 1), 4_000, 1.1},
	{"05 16B, 여덟씩", ws, "gws", gwsPeer, echoes(16, 8), 80_000, 1.1},
	{"05 64KiB", ws, "ReadMessage 되풀이", []string{"peer", "-peer", "gorilla-loop"}, echoes(64<<10, 1), 4_000, 0.3},
	{"05 1KiB", ws, "Node websocket", []string{"node", "echo.js"}, echoes(1<<10, 1), 20_000, 0.5},
}

var (
	ws      = []string{"05-websocket-echo", "-addr", "127.0.0.1:0"}
	gwsPeer = []string{"peer", "-peer", "gws"}
)

// footprint는 말없는 손님 하나가 서버에서 차지하는 메모리를 재는 것이다.
type footprint struct {
	name    string
	command []string
	hello   string // 손님이 처음에 보내는 것
	mute    bool   // 서버가 답하지 않는다
	clients int
	want    float64 // KiB
}

var memories = []footprint{
	{"01 말없는 연결 1만", []string{"01-raw-tcp", "-addr", "127.0.0.1:0"}, "a\n", false, 10_000, 16},
	{"03 기다리는 손님", []string{"03-http-polling", "-addr", "127.0.0.1:0"}, "GET /messages?wait=60s HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", true, 5_000, 16},
	{"04 말없는 흐름", []string{"04-sse", "-addr", "127.0.0.1:0"}, "GET /events HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", false, 5_000, 26},
	{"05 말없는 연결 1만", ws, fmt.Sprintf(wsHandshake, "127.0.0.1"), false, 10_000, 12},
}

func (f footprint) measure(folder string) (perClient float64, err error) {
	s, err := start(folder, f.command)
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

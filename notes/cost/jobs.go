package main

import "fmt"

// program은 켜서 잴 서버 하나이다.
type program struct {
	name    string
	command []string // 첫 낱말은 빌드한 폴더 안의 프로그램이거나 node이다
	files   []string // 줄을 셀 파일. 저장소의 맨 위에서 본 경로
}

// work는 서버에 시키는 일 한 가지이다.
type work struct {
	name string
	unit int // load가 한 번에 시키는 메시지의 수
	load load
}

// goal은 두 프로그램의 비율로 정한 목표이다. works가 비어 있으면 모든 일에서 지켜야 한다.
type goal struct {
	ours, theirs string
	works        []string
	atMost       float64
}

// job은 표 하나이다. 프로그램들에게 같은 일을 시킨다. 비율의 기준은 첫 프로그램이다.
type job struct {
	name     string
	programs []program
	works    []work
	goals    []goal
	hello    string             // 메모리를 잴 때 말없는 연결이 처음에 보내는 것. 없으면 재지 않는다
	mute     bool               // hello에 서버가 답하지 않는다
	mostKiB  map[string]float64 // 말없는 연결 하나의 메모리의 목표
}

const usual = "가장 흔한 모양"

var jobs = []job{
	{
		name: "01 줄 에코",
		programs: []program{
			{usual, []string{"plain", "-plain", "tcp"}, []string{"notes/cost/plain/tcp.go"}},
			{"수업", []string{"01-raw-tcp", "-addr", "127.0.0.1:0"}, []string{"01-raw-tcp/server.go"}},
			{"fast", []string{"fast-tcp", "-addr", "127.0.0.1:0"}, []string{"notes/cost/fast/tcp/server.go", "notes/cost/fast/tcp/echo.go", "notes/cost/fast/direct/direct_linux.go"}},
			{"C, epoll", []string{"epoll"}, []string{"notes/cost/other/epoll.c"}},
		},
		works: []work{{"32B 줄을 256개씩", 16 * 256, lines(256)}, {"하나씩", 16, lines(1)}},
		goals: []goal{
			{"수업", usual, nil, 1},
			{"fast", "C, epoll", []string{"32B 줄을 256개씩"}, 1.2},
		},
		hello:   "a\n",
		mostKiB: map[string]float64{"수업": 16},
	},
	{
		name: "02 데이터그램 에코",
		programs: []program{
			{"수업", []string{"02-udp", "-addr", "127.0.0.1:0", "-limit", "0"}, []string{"02-udp/server.go"}},
			{"C, recvfrom", []string{"recvfrom"}, []string{"notes/cost/other/recvfrom.c"}},
		},
		works: []work{{"64B를 16개씩", 4 * 16, datagrams}},
	},
	{
		name: "03 폴링",
		programs: []program{
			{usual, []string{"plain", "-plain", "http"}, []string{"notes/cost/plain/http.go"}},
			{"수업", []string{"03-http-polling", "-addr", "127.0.0.1:0"}, []string{"03-http-polling/server.go"}},
		},
		works: []work{{"빈 응답", 4, polls}},
		hello: "GET /messages?wait=60s HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
		mute:  true,
	},
	{
		name: "04 SSE",
		programs: []program{
			{usual, []string{"plain", "-plain", "sse"}, []string{"notes/cost/plain/sse.go"}},
			{"수업", []string{"04-sse", "-addr", "127.0.0.1:0"}, []string{"04-sse/server.go", "04-sse/stream.go"}},
			{"fast", []string{"fast-sse", "-addr", "127.0.0.1:0"}, []string{
				"notes/cost/fast/sse/server.go", "notes/cost/fast/sse/follow.go", "notes/cost/fast/sse/stream.go"}},
		},
		works: []work{{"천 명에게 8개씩", burst * listeners, events}},
		goals: []goal{
			{"수업", usual, nil, 1},
			{"fast", usual, nil, 0.5},
		},
		hello: "GET /events HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
	},
	{
		name: "05 WebSocket 에코",
		programs: []program{
			{usual, []string{"plain", "-plain", "websocket"}, []string{"notes/cost/plain/websocket.go"}},
			{"수업", []string{"05-websocket-echo", "-addr", "127.0.0.1:0"}, []string{"05-websocket-echo/server.go", "05-websocket-echo/peer.go"}},
			{"fast", []string{"fast-websocket", "-addr", "127.0.0.1:0"}, []string{
				"notes/cost/fast/websocket/server.go", "notes/cost/fast/websocket/peer.go", "notes/cost/fast/websocket/write.go", "notes/cost/fast/websocket/echo.go",
				"notes/cost/fast/websocket/frame.go", "notes/cost/fast/websocket/input.go", "notes/cost/fast/direct/direct_linux.go"}},
			{"gws", []string{"plain", "-plain", "gws"}, []string{"notes/cost/plain/gws.go"}},
			{"Node.js, websocket", []string{"node", "echo.js"}, []string{"notes/cost/other/echo.js"}},
		},
		works: []work{
			{"16B", 4, echoes(16, 1)}, {"1KiB", 4, echoes(1<<10, 1)}, {"64KiB", 4, echoes(64<<10, 1)},
			{"16B를 8개씩", 32, echoes(16, 8)}, {"16B를 64개씩", 256, echoes(16, 64)},
		},
		goals: []goal{
			{"수업", usual, nil, 1},
			{"fast", "gws", []string{"16B", "1KiB", "64KiB"}, 1},
			{"fast", usual, []string{"16B를 64개씩"}, 0.15},
		},
		hello:   fmt.Sprintf(wsHandshake, "/", "127.0.0.1"),
		mostKiB: map[string]float64{"수업": 18},
	},
	{
		name: "hub, 모두에게 알리기",
		programs: []program{
			{usual, []string{"plain", "-plain", "hub"}, []string{"notes/cost/plain/hub.go"}},
			{"fast", []string{"fast-hub", "-addr", "127.0.0.1:0"}, []string{
				"notes/cost/fast/hub/server.go", "notes/cost/fast/hub/carry.go", "notes/cost/fast/hub/gate.go"}},
		},
		works: []work{
			{"64B를 천 명에게 8개씩", 1000 * burst, members(1000, 64, false)},
			{"1KiB를 백 명에게 8개씩", 100 * burst, members(100, 1<<10, false)},
			{"그 곁에 읽지 않는 하나", 100 * burst, members(100, 1<<10, true)},
		},
		hello: fmt.Sprintf(wsHandshake, "/ws", "127.0.0.1"),
	},
}

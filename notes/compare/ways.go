package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"time"
)

// way는 메시지를 나르는 방법 하나이다.
type way struct {
	Name   string
	lesson string   // 수업의 폴더
	flags  []string // 클라이언트에 더할 옵션
	udp    bool
	plain  bool     // 연결이 열리면 시작한 것이다. 나머지는 첫 응답이 와야 시작한 것이다
	http   bool     // 메시지는 따로 POST로 적고, 클라이언트는 받기만 한다
	idle   string   // 말없는 클라이언트가 처음에 보내는 것. 서버가 응답한다
	mute   bool     // 말없는 클라이언트에게 서버가 응답하지 않는다
	tls    bool     // 서버와 클라이언트를 -tls로 켠다
	quic   *quicWay // WebTransport. 서버도 클라이언트도 이 프로그램 안에 있다
}

var ways = []way{
	{Name: "TCP", lesson: "01-raw-tcp", plain: true, idle: "안녕\n"},
	{Name: "UDP", lesson: "02-udp", udp: true},
	{Name: "폴링 100ms", lesson: "03-http-polling", flags: []string{"-every", "100ms"}, http: true, idle: get("/messages")},
	{Name: "폴링 1s", lesson: "03-http-polling", flags: []string{"-every", "1s"}, http: true, idle: get("/messages")},
	{Name: "롱 폴링", lesson: "03-http-polling", flags: []string{"-long"}, http: true, idle: get("/messages?wait=60s"), mute: true},
	{Name: "SSE", lesson: "04-sse", http: true, idle: get("/events")},
	{Name: "WS", lesson: "05-websocket-echo", idle: get("/",
		"Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13",
		"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Protocol: example-echo")},
}

// get은 GET 요청의 헤더이다.
func get(path string, fields ...string) string {
	return "GET " + path + " HTTP/1.1\r\n" + strings.Join(append(fields, "Host: 127.0.0.1"), "\r\n") + "\r\n\r\n"
}

// build는 고른 방법에 필요한 수업을 folder에 빌드한다.
func build(ctx context.Context, chosen []way, folder string) error {
	args := []string{"build", "-buildvcs=false", "-o", folder + string(filepath.Separator)}
	seen := map[string]bool{}
	for _, w := range chosen {
		if w.lesson == "" || seen[w.lesson] {
			continue
		}
		args = append(args, "socketworkbook/"+w.lesson) // 어느 폴더에서든 통하는 이름이다.
		seen[w.lesson] = true
	}
	if len(seen) == 0 {
		return nil // 수업이 아닌 것만 골랐다.
	}
	cmd := exec.CommandContext(ctx, "go", args...)
	cmd.Env = append(os.Environ(), "GOTMPDIR="+folder) // 빌드하다 말아도, go가 쓰던 것까지 folder와 함께 지워진다.
	if runtime.GOOS != "windows" {                     // 부탁해서 끝낸다. Windows의 Ctrl-C는 go에게도 간다.
		cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	}
	cmd.WaitDelay = 2 * time.Second
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("빌드하기(저장소 안에서 켜세요): %w\n%s", err, out)
	}
	return nil
}

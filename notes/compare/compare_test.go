package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"regexp"
	"strings"
	"testing"
	"time"

	"socketworkbook/internal/browser"
	"socketworkbook/internal/relay"
)

var short = job{Messages: 6, Every: 100 * time.Millisecond, Silence: 500 * time.Millisecond, Clients: 100, Burst: 100}

// 짧게 한 번 다 재 본다. 고장 난 방법이 섞여 있어도 나머지는 잰다.
func TestCompare(t *testing.T) {
	t.Parallel() // 거의 기다리는 시간이다. 브라우저를 여는 테스트와 함께 돈다.
	broken := way{Name: "고장", lesson: "01-raw-tcp", flags: []string{"-nope"}}
	rows, err := compare(t.Context(), append(append([]way(nil), ways...), broken), short, t.Output())
	if err != nil {
		t.Fatal(err)
	}
	row := map[string]figures{}
	for _, r := range rows {
		row[r.Name] = r
		if (r.Trouble != "") != (r.Name == "고장") {
			t.Errorf("%s: %s", r.Name, r.Trouble)
		}
		if r.Name != "고장" && (r.Lost > 0 || r.P50 <= 0 || r.CPU <= 0 || (r.Memory <= 0) != (r.Name == "UDP")) {
			t.Errorf("빠진 값이 있다: %+v", r)
		}
	}
	cost := func(name string) float64 { return row[name].PerMessage[0] + row[name].PerMessage[1] }
	if !(cost("WS") < cost("SSE") && cost("SSE") < cost("롱폴링") && row["WS"].PerMessage[1] < row["SSE"].PerMessage[1]) {
		t.Errorf("메시지 하나의 값이 WS %.1f, SSE %.1f, 롱폴링 %.1f", cost("WS"), cost("SSE"), cost("롱폴링"))
	}
	if p := row["폴링 1s"].P50; p < 50 || p > 1100 {
		t.Errorf("1초마다 묻는데 지연이 %.0fms이다", p)
	}
	if r := row["TCP"]; r.Connections != 1 || r.Requests != 0 || r.PerMessage != [2]float64{8, 8} {
		t.Errorf("TCP: %+v", r)
	}
	if r := row["WS"]; r.PerMessage != [2]float64{13, 9} { // 머리 6바이트, 2바이트. Hello 0은 7바이트
		t.Errorf("WS: %+v", r)
	}
	if r := row["롱폴링"]; r.Connections != 1 || r.Requests < short.Messages {
		t.Errorf("롱폴링: %+v", r)
	}

	var out bytes.Buffer
	printTable(&out, short, rows)
	printMeaning(&out, rows)
	for line := range strings.Lines(out.String()) {
		if regexp.MustCompile(`\| *\|`).MatchString(line) != strings.HasPrefix(line, "| 고장 |") {
			t.Errorf("빈칸이 있다: %s", line)
		}
	}
}

func TestChoose(t *testing.T) {
	if chosen, err := choose(" sse , WS"); err != nil || len(chosen) != 2 || chosen[0].Name != "SSE" {
		t.Errorf("%v, %v", chosen, err)
	}
	if _, err := choose("QUIC"); err == nil || !strings.Contains(err.Error(), "롱폴링") {
		t.Errorf("%v", err)
	}
}

// 센 것은 클라이언트와 서버가 스스로 센 것과 한 바이트도 다르지 않다.
func TestCounterAgreesToTheByte(t *testing.T) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer ln.Close()
	served := make(chan [2]int64, 1)
	go func() {
		conn, err := ln.Accept()
		if err != nil {
			return
		}
		got, _ := io.Copy(io.Discard, conn)
		n, _ := io.WriteString(conn, strings.Repeat("답", 12345))
		conn.Close()
		served <- [2]int64{got, int64(n)}
	}()
	front, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	count := newCounter()
	ended := make(chan error)
	go func() { ended <- relay.TCP(ctx, front, ln.Addr().String(), count.watch) }()
	conn, err := net.Dial("tcp", front.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	sent, _ := io.WriteString(conn, strings.Repeat("물음", 54321))
	conn.(*net.TCPConn).CloseWrite()
	got, _ := io.Copy(io.Discard, conn)
	server := <-served
	stop()
	<-ended
	now, _ := count.read()
	if now.Bytes != [2]int{sent, int(got)} || server != [2]int64{int64(sent), got} {
		t.Errorf("중계는 %v, 서버는 %v, 클라이언트는 %d와 %d", now.Bytes, server, sent, got)
	}
}

// 읽기의 경계에 걸친 것도 센다.
func TestFinder(t *testing.T) {
	text := strings.Repeat("GET / HTTP/1.1\r\nHost: x\r\n\r\n", 5)
	for step := 1; step < len(text); step++ {
		f, found := finder{pattern: []byte(" HTTP/1.1\r\n")}, 0
		for at := 0; at < len(text); at += step {
			found += f.feed([]byte(text[at:min(at+step, len(text))]))
		}
		if found != 5 {
			t.Fatalf("%d바이트씩 보내니 %d번", step, found)
		}
	}
}

// "브라우저는 WebSocket을 여섯 개만 연다"는 틀린 말이고, EventSource는 정말로 여섯에서 멈춘다.
func TestMythOfSixConnections(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	both, _ := choose("SSE,WS")
	if err := build(t.Context(), both, folder); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		way  string
		path string
		open string // 페이지에서 서른 개를 열고, 열린 수를 window.opened에 센다
		want int
	}{
		{"WS", "/index", `for (let i = 0; i < 30; i++) { const s = new WebSocket("ws://" + location.host, "example-echo"); s.addEventListener("open", () => opened++); (window.kept ??= []).push(s); }`, 30},
		{"SSE", "/", `source.close(); for (let i = 0; i < 30; i++) { const s = new EventSource("/events"); s.addEventListener("open", () => opened++); (window.kept ??= []).push(s); }`, 6},
	} {
		t.Run(test.way, func(t *testing.T) {
			chosen, err := choose(test.way)
			if err != nil {
				t.Fatal(err)
			}
			s, err := startServer(t.Context(), chosen[0], folder)
			if err != nil {
				t.Fatal(err)
			}
			defer s.kill()
			page := browser.Open(t, "http://"+s.addr+test.path)
			browser.Eval[bool](page, "window.opened = 0; "+test.open+" true")
			page.Until(fmt.Sprintf("opened >= %d", test.want))
			// 더 열릴 것이 있었다면 그 사이에 열렸을 만큼, 페이지가 다른 일을 백 번 하게 한다.
			page.Until(`(window.turns = (window.turns ?? 0) + 1) > 100`)
			if got := browser.Eval[int](page, "opened"); got != test.want {
				t.Errorf("서른 개 가운데 %d개가 열렸다. 바라던 것은 %d개", got, test.want)
			}
		})
	}
}

package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"
	"time"

	"socketworkbook/internal/browser"
	"socketworkbook/internal/lesson/lessontest"
	"socketworkbook/internal/relay"
	"socketworkbook/notes/compare/loopback"
)

func TestMain(m *testing.M) { lessontest.Main(m, main) }

var short = job{Messages: 5, Every: 100 * time.Millisecond, Silence: 300 * time.Millisecond, Clients: 50, Burst: 50, Rounds: 2}

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
		if r.Name != "고장" && (r.Lost > 0 || len(r.P50) != 2 || r.P50.median() <= 0 || r.CPU.median() <= 0 || (r.Memory.median() <= 0) != (r.Name == "UDP")) {
			t.Errorf("빠진 값이 있다: %+v", r)
		}
	}
	cost := func(name string) float64 { return row[name].PerMessage[0] + row[name].PerMessage[1] }
	if !(cost("WS") < cost("SSE") && cost("SSE") < cost("롱 폴링") && row["WS"].PerMessage[1] < row["SSE"].PerMessage[1]) {
		t.Errorf("메시지 하나에 WS %.1f, SSE %.1f, 롱 폴링 %.1f", cost("WS"), cost("SSE"), cost("롱 폴링"))
	}
	if p := row["폴링 1s"].P50.median(); p < 50 || p > 1100 {
		t.Errorf("1초마다 묻는데 지연이 %.0fms이다", p)
	}
	if r := row["TCP"]; r.Connections != 1 || r.Requests != 0 || r.PerMessage != [2]float64{8, 8} {
		t.Errorf("TCP: %+v", r)
	}
	if r := row["WS"]; r.PerMessage != [2]float64{13, 9} { // 헤더 6바이트, 2바이트. Hello 0은 7바이트
		t.Errorf("WS: %+v", r)
	}
	if r := row["롱 폴링"]; r.Connections != 1 || r.Requests < short.Messages {
		t.Errorf("롱 폴링: %+v", r)
	}

	var out bytes.Buffer
	printTable(&out, short, rows)
	printMeaning(&out, rows)
	for line := range strings.Lines(out.String()) {
		if regexp.MustCompile(`\| *\|`).MatchString(line) {
			t.Errorf("빈칸이 있다: %s", line)
		}
		if n := strings.Count(line, "|"); n != 0 && n != 15 {
			t.Errorf("칸이 %d개이다: %s", n-1, line)
		}
	}
}

func TestChoose(t *testing.T) {
	if chosen, err := choose(" sse , WS"); err != nil || len(chosen) != 2 || chosen[0].Name != "SSE" {
		t.Errorf("%v, %v", chosen, err)
	}
	if _, err := choose("QUIC"); err == nil || !strings.Contains(err.Error(), "롱 폴링") {
		t.Errorf("%v", err)
	}
}

// 센 것은 클라이언트와 서버가 스스로 센 것과 한 바이트도 다르지 않다.
func TestCounterAgreesToTheByte(t *testing.T) {
	ln, err := loopback.Listen()
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
		n, _ := io.WriteString(conn, strings.Repeat("응답", 12345))
		conn.Close()
		served <- [2]int64{got, int64(n)}
	}()
	front, err := loopback.Listen()
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
	sent, _ := io.WriteString(conn, strings.Repeat("요청", 54321))
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

// 데이터그램도 한 바이트도 다르지 않게 센다. 빈 데이터그램은 0바이트이다.
func TestCounterAgreesToTheByteUDP(t *testing.T) {
	server, err := loopback.ListenUDP()
	if err != nil {
		t.Fatal(err)
	}
	defer server.Close()
	front, err := loopback.ListenUDP()
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	count := newCounter()
	ended := make(chan error)
	go func() { ended <- relay.UDP(ctx, front, server.LocalAddr().String(), count.watch) }()
	client, err := net.Dial("udp", front.LocalAddr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer client.Close()
	var sent, got, read, wrote int
	packet := make([]byte, 1<<16)
	for _, size := range []int{0, 1, 1472, 30000} {
		n, _ := client.Write(make([]byte, size))
		sent += n
		n, from, err := server.ReadFrom(packet)
		if err != nil {
			t.Fatal(err)
		}
		read += n
		n, _ = server.WriteTo(packet[:n/2], from)
		wrote += n
		n, _ = client.Read(packet)
		got += n
	}
	stop()
	<-ended
	if now, _ := count.read(); now.Bytes != [2]int{sent, got} || read != sent || wrote != got {
		t.Errorf("중계는 %v, 서버는 %d와 %d, 클라이언트는 %d와 %d", now.Bytes, read, wrote, sent, got)
	}
}

// Ctrl-C를 누르면 켜 둔 서버와 클라이언트도, 빌드한 폴더도 남지 않는다.
func TestInterruptLeavesNothing(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	cmd := lessontest.Command(t, "-only", "TCP,SSE")
	cmd.Env = append(cmd.Env, "TMPDIR="+folder, "TMP="+folder, "TEMP="+folder)
	log, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(log)
	for lines.Scan() && !strings.Contains(lines.Text(), "메시지 20개") {
	}
	for deadline := time.Now().Add(10 * time.Second); children(t, folder) < 4; {
		if time.Now().After(deadline) {
			t.Fatalf("서버와 클라이언트가 %d개만 켜졌다", children(t, folder))
		}
	}
	if runtime.GOOS == "windows" {
		cmd.Process.Kill()
		t.Skip("Windows에서는 다른 프로세스에 Ctrl-C를 보낼 수 없다. 콘솔의 Ctrl-C는 자식들에게도 간다")
	}
	begin := time.Now()
	cmd.Process.Signal(os.Interrupt)
	for lines.Scan() {
	}
	if err := cmd.Wait(); err != nil || time.Since(begin) > 3*time.Second {
		t.Errorf("%v 만에 %v로 끝났다", time.Since(begin), err)
	}
	if left, _ := os.ReadDir(folder); len(left) > 0 || runtime.GOOS == "linux" && children(t, folder) > 0 {
		t.Errorf("파일 %d개가 남았다: %v", len(left), left)
	}
}

// 빌드하는 동안 Ctrl-C를 눌러도 상태 0으로 끝나고, go build가 쓰던 폴더까지 남지 않는다.
func TestInterruptWhileBuilding(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("Windows에서는 다른 프로세스에 Ctrl-C를 보낼 수 없다")
	}
	folder := t.TempDir()
	cmd := lessontest.Command(t, "-only", "TCP")
	cmd.Env = append(cmd.Env, "TMPDIR="+folder, "GOCACHE="+t.TempDir()) // 빈 캐시로는 오래 빌드한다.
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	building := func() bool {
		work, _ := filepath.Glob(filepath.Join(folder, "compare*", "go-build*", "b*"))
		return len(work) > 0
	}
	for deadline := time.Now().Add(10 * time.Second); !building(); {
		if time.Now().After(deadline) {
			t.Fatal("빌드를 시작하지 않는다")
		}
	}
	cmd.Process.Signal(os.Interrupt)
	if err := cmd.Wait(); err != nil {
		t.Errorf("%v로 끝났다", err)
	}
	if left, _ := os.ReadDir(folder); len(left) > 0 {
		t.Errorf("파일 %d개가 남았다: %v", len(left), left)
	}
}

// 비교 페이지만 따로 켜고, Ctrl-C로 끈다. 누가 쓰는 포트면 한 줄로 알린다.
func TestLive(t *testing.T) {
	t.Parallel()
	page := lessontest.Start(t, "-live", "-addr", "127.0.0.1:0")
	response, err := http.Get("http://" + page.Addr + "/")
	if err != nil {
		t.Fatal(err)
	}
	response.Body.Close()
	if response.StatusCode != http.StatusOK {
		t.Errorf("페이지가 %s", response.Status)
	}
	if _, stderr, code := lessontest.Run(t, "", "-live", "-addr", page.Addr); code != 1 || strings.Count(stderr, "\n") != 1 || !strings.Contains(stderr, "포트 열기") {
		t.Errorf("쓰고 있는 포트에서 상태 %d, %q", code, stderr)
	}
	if code, took := page.Interrupt(t); code != 0 || took > 3*time.Second {
		t.Errorf("Ctrl-C 뒤 %v 만에 상태 %d", took, code)
	}
}

// children은 folder 안의 프로그램으로 돌고 있는 프로세스의 수이다. 리눅스가 아니면 알 수 없어서 4라고 한다.
// 다른 곳에서는 폴더가 지워졌는지가 말해 준다. Windows는 돌고 있는 프로그램을 지우지 못한다.
func children(t *testing.T, folder string) (n int) {
	if runtime.GOOS != "linux" {
		return 4
	}
	links, _ := filepath.Glob("/proc/[0-9]*/exe")
	for _, link := range links {
		if path, err := os.Readlink(link); err == nil && strings.HasPrefix(path, folder) {
			n++
		}
	}
	return n
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
	var page *browser.Page
	for _, test := range []struct {
		way  string
		path string
		open string // 페이지에서 서른 개를 열고, 열린 수를 window.opened에 센다
		want int
	}{
		{"WS", "/index", `for (let i = 0; i < 30; i++) { const s = new WebSocket("ws://" + location.host, "example-echo"); s.addEventListener("open", () => opened++); (window.kept ??= []).push(s); }`, 30},
		{"SSE", "/", `source.close(); for (let i = 0; i < 30; i++) { const s = new EventSource("/events"); s.addEventListener("open", () => opened++); (window.kept ??= []).push(s); }`, 6},
	} {
		chosen, err := choose(test.way)
		if err != nil {
			t.Fatal(err)
		}
		s, err := startServer(t.Context(), chosen[0], folder)
		if err != nil {
			t.Fatal(err)
		}
		defer s.kill()
		if page == nil { // 브라우저는 하나만 켠다.
			page = browser.Open(t, "http://"+s.addr+test.path)
		} else {
			page = page.Tab("http://" + s.addr + test.path)
		}
		browser.Eval[bool](page, "window.opened = 0; "+test.open+" true")
		page.Until(fmt.Sprintf("opened >= %d", test.want))
		// 더 열릴 것이 있었다면 그 사이에 열렸을 만큼, 페이지가 다른 일을 백 번 하게 한다.
		page.Until(`(window.turns = (window.turns ?? 0) + 1) > 100`)
		if got := browser.Eval[int](page, "opened"); got != test.want {
			t.Errorf("%s: 서른 개 가운데 %d개가 열렸다. 바라던 것은 %d개", test.way, got, test.want)
		}
	}
}

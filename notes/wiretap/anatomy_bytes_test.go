package main

import (
	"bufio"
	"bytes"
	"io"
	"net"
	"net/http"
	"net/url"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"socketworkbook/internal/lesson/lessontest"
)

// running은 수업의 서버를 켜고 그 주소를 돌려준다.
func running(t *testing.T, lesson string) string {
	t.Helper()
	binary := filepath.Join(t.TempDir(), filepath.Base(lesson)+".exe")
	build := exec.Command("go", "build", "-buildvcs=false", "-o", binary, "./"+lesson)
	build.Dir = lessontest.Root(t)
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return lessontest.StartCommand(t, exec.Command(binary, "-addr", loopback(t))).Addr
}

// dial은 addr에 연결하고 send를 쓴다. 오래 오지 않으면 읽기가 실패한다.
func dial(t *testing.T, network, addr, send string) (net.Conn, *bufio.Reader) {
	t.Helper()
	conn, err := net.Dial(network, addr)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	conn.SetDeadline(time.Now().Add(20 * time.Second))
	io.WriteString(conn, send)
	return conn, bufio.NewReader(conn)
}

func tcpAnatomy(t *testing.T) anatomy {
	_, in := dial(t, "tcp", running(t, "01-raw-tcp"), "안녕\n")
	line, _ := in.ReadBytes('\n')
	return anatomy{"TCP", "TCP로 온 한 줄: 안녕", []piece{
		{bytes: line[:3], name: "안", means: "UTF-8로 3바이트입니다"},
		{bytes: line[3:6], name: "녕", means: "TCP는 이 사이 어디에서든\n나누어 줄 수 있습니다"},
		{bytes: line[6:7], name: "줄바꿈(LF)", means: "경계는 이것뿐입니다.\n01의 서버와 클라이언트가 정했습니다"},
	}}.of(t, line)
}

func udpAnatomy(t *testing.T) anatomy {
	conn, _ := dial(t, "udp", running(t, "02-udp"), "안녕")
	payload := make([]byte, 100)
	n, err := conn.Read(payload)
	if err != nil {
		t.Fatal(err)
	}
	return anatomy{"UDP", "UDP 데이터그램: 안녕", []piece{
		{width: 2, name: "보낸 포트(source port)", means: "헤더는 운영 체제가 읽습니다.\n프로그램에는 보이지 않습니다"},
		{width: 2, name: "받을 포트(destination port)", means: "02의 서버라면 8002입니다"},
		{width: 2, name: "길이(length)", means: "헤더까지 더한 바이트 수: 14"},
		{width: 2, name: "체크섬(checksum)", means: "가는 동안 바뀌었는지 봅니다"},
		{bytes: payload[:n], name: "페이로드(payload)", means: "프로그램이 보낸 그대로 한 덩이입니다"},
	}}.of(t, payload[:n])
}

func httpAnatomy(t *testing.T) anatomy {
	ln, err := net.Listen("tcp", loopback(t))
	if err != nil {
		t.Fatal(err)
	}
	defer ln.Close()
	go http.Get("http://" + ln.Addr().String() + "/messages?after=0")
	conn, err := ln.Accept()
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	var request []byte
	for in := bufio.NewReader(conn); !bytes.HasSuffix(request, []byte("\r\n\r\n")); {
		line, err := in.ReadBytes('\n')
		if err != nil {
			t.Fatal(err)
		}
		request = append(request, line...)
	}
	// 포트는 돌릴 때마다 다르다. 03의 것으로 적는다.
	request = regexp.MustCompile(`Host: \S+`).ReplaceAll(request, []byte("Host: localhost:8003"))
	lines := bytes.SplitAfter(request, []byte("\r\n"))
	return anatomy{"HTTP", "HTTP 요청", []piece{
		{bytes: lines[0], name: "요청 줄(request line)", means: "메서드, 경로와 쿼리, 버전:\n" + strings.TrimSpace(string(lines[0]))},
		{bytes: lines[1], name: "헤더(header) Host", means: "어느 서버에 하는 말인지:\n" + strings.TrimSpace(string(lines[1]))},
		{bytes: lines[2], name: "헤더 User-Agent", means: strings.TrimSpace(string(lines[2]))},
		{bytes: lines[3], name: "헤더 Accept-Encoding", means: strings.TrimSpace(string(lines[3]))},
		{bytes: lines[4], name: "빈 줄", means: "여기에서 헤더가 끝납니다.\nGET에는 본문이 없습니다"},
	}}.of(t, request)
}

func sseAnatomy(t *testing.T) anatomy {
	addr := running(t, "04-sse")
	_, in := dial(t, "tcp", addr, "GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n")
	for line := ""; !strings.Contains(line, "보냅니다"); { // welcome 이벤트까지 왔다.
		line, _ = in.ReadString('\n')
	}
	in.ReadString('\n') // 이벤트를 끝내는 빈 줄
	in.ReadString('\n') // 청크의 끝
	if _, err := http.PostForm("http://"+addr+"/messages", url.Values{"text": {"안녕"}}); err != nil {
		t.Fatal(err)
	}
	var lines [][]byte
	for range 5 {
		line, err := in.ReadBytes('\n')
		if err != nil {
			t.Fatal(err)
		}
		lines = append(lines, line)
	}
	return anatomy{"SSE", "SSE 이벤트: 안녕", []piece{
		{bytes: lines[0], name: "청크(chunk)의 길이", means: "HTTP/1.1이 끝나지 않는 응답을\n나누어 보내는 방법입니다. 16진수 14는 20"},
		{bytes: lines[1], name: "필드 id", means: "번호. 브라우저가 외워 둡니다:\n" + strings.TrimSpace(string(lines[1]))},
		{bytes: lines[2], name: "필드 data", means: "내용: " + strings.TrimSpace(string(lines[2]))},
		{bytes: lines[3], name: "빈 줄", means: "여기에서 이벤트가 끝납니다"},
		{bytes: lines[4], name: "청크의 끝(CRLF)", means: "길이에 세지 않습니다"},
	}}.of(t, bytes.Join(lines, nil))
}

func wsAnatomy(t *testing.T) anatomy {
	conn, in := dial(t, "tcp", running(t, "05-websocket-echo"), "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"+
		"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
	for line := ""; line != "\r\n"; {
		line, _ = in.ReadString('\n')
	}
	key := []byte{0x37, 0xfa, 0x21, 0x3d} // RFC 6455 5.7절의 예와 같은 키
	frame := append([]byte{0x81, 0x80 | 7}, key...)
	for i, c := range []byte("Hello 0") {
		frame = append(frame, c^key[i%4])
	}
	conn.Write(frame)
	echo := make([]byte, 9)
	if _, err := io.ReadFull(in, echo); err != nil || string(echo[2:]) != "Hello 0" { // 서버가 알아들었다.
		t.Fatalf("%q, %v", echo, err)
	}
	return anatomy{"WS", "WebSocket 프레임: 페이지가 보낸 Hello 0", []piece{
		{bytes: frame[:1], name: "FIN, opcode", means: "1 000 0001: 마지막 프레임,\n예약 비트 셋은 0, 종류 1은 텍스트"},
		{bytes: frame[1:2], name: "MASK, 길이", means: "1 0000111: 마스킹함, 7바이트"},
		{bytes: frame[2:6], name: "마스킹 키(masking key)", means: "프레임마다 새로 고릅니다.\n서버의 프레임에는 없습니다"},
		{bytes: frame[6:], name: "마스킹한 페이로드", means: "키와 XOR하면 48 65 6c 6c 6f 20 30,\n곧 Hello 0입니다"},
	}}.of(t, frame)
}

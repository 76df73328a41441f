package main

import (
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"socketworkbook/internal/lesson/lessontest"
)

func TestMain(m *testing.M) { lessontest.Main(m, main) }

func TestNeedsTo(t *testing.T) {
	if _, stderr, code := lessontest.Run(t, ""); code != 1 || !strings.Contains(stderr, "-to localhost:8000") {
		t.Errorf("-to 없이: 상태 %d, %s", code, stderr)
	}
}

// 서버가 없으면 클라이언트도 끊긴다. 그래도 wiretap은 켜져 있고, 끝낼 때 순서도를 그린다.
func TestNoServer(t *testing.T) {
	file := filepath.Join(t.TempDir(), "session.svg")
	p := lessontest.Start(t, "-to", freePort(t, false), "-addr", loopback(t), "-svg", file)
	if conn, err := net.DialTimeout("tcp", p.Addr, 5*time.Second); err == nil {
		io.ReadAll(conn)
		conn.Close()
	}
	if code, _ := p.Interrupt(t); code != 0 {
		t.Errorf("상태 %d", code)
	}
	if picture, err := os.ReadFile(file); err != nil || !strings.Contains(string(picture), "서버에 붙지 못함") {
		t.Errorf("순서도: %v", err)
	}
}

// 사용자가 하듯 켜고 Ctrl-C로 끝낸다. 연결들이 열려 있어도, 아무도 말하지 않아도 끝난다.
func TestCtrlCWithOpenConnections(t *testing.T) {
	server := echoTCP(t)
	p := lessontest.Start(t, "-to", server, "-addr", loopback(t))
	for _, says := range []string{"안녕", "GET / HTTP/1.1\r\n\r\n", upgrade} {
		conn, err := net.Dial("tcp", p.Addr)
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		heard(t, conn, says)
	}
	endsWell(t, p)
}

func TestCtrlCWithUDPClients(t *testing.T) {
	p := lessontest.Start(t, "-udp", "-to", echoUDP(t), "-addr", loopback(t))
	for range 3 {
		conn, err := net.Dial("udp", p.Addr)
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		heard(t, conn, "안녕")
	}
	endsWell(t, p)
}

// heard는 말한 것이 wiretap을 지나 서버까지 갔다가 돌아오는지 본다. 돌아왔으면 중계가 열려 있는 것이다.
func heard(t *testing.T, conn net.Conn, says string) {
	t.Helper()
	conn.SetDeadline(time.Now().Add(10 * time.Second))
	io.WriteString(conn, says)
	back := make([]byte, len(says))
	if _, err := io.ReadFull(conn, back); err != nil || string(back) != says {
		t.Fatalf("%q를 보내고 %q를 받았다: %v", says, back, err)
	}
}

func endsWell(t *testing.T, p *lessontest.Process) {
	t.Helper()
	if code, took := p.Interrupt(t); code != 0 || took > 3*time.Second {
		t.Errorf("Ctrl-C 뒤 %v 만에 상태 %d로 끝났다", took, code)
	}
}

// echoTCP와 echoUDP는 받은 것을 그대로 돌려주는 서버를 켜고 주소를 준다.
func echoTCP(t *testing.T) string {
	t.Helper()
	ln, err := net.Listen("tcp", loopback(t))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { ln.Close() })
	go func() {
		for {
			conn, err := ln.Accept()
			if err != nil {
				return
			}
			go func() {
				defer conn.Close()
				io.Copy(conn, conn)
			}()
		}
	}()
	return ln.Addr().String()
}

func echoUDP(t *testing.T) string {
	t.Helper()
	conn, err := net.ListenPacket("udp", loopback(t))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	go func() {
		buf := make([]byte, 1500)
		for {
			n, from, err := conn.ReadFrom(buf)
			if err != nil {
				return
			}
			conn.WriteTo(buf[:n], from)
		}
	}()
	return conn.LocalAddr().String()
}

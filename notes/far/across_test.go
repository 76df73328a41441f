package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"io"
	"math/rand/v2"
	"net"
	"os"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"socketworkbook/notes/far/link"
)

// beyond는 서버를 config의 선 너머에 두고, 클라이언트가 붙을 주소를 돌려준다.
func beyond(t *testing.T, server net.Addr, config link.Config, events io.Writer) string {
	t.Helper()
	w, end, err := newWorld(server.String(), config, events, io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	serve, addr, err := w.listen("127.0.0.1:0", server.Network() == "udp")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- serve(ctx) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
		end()
		t.Log(w.book.summary())
	})
	return addr.String()
}

// server는 연결마다 handle을 부르는 서버이다.
func server(t *testing.T, handle func(*net.TCPConn)) net.Addr {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
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
			go func() { defer conn.Close(); handle(conn.(*net.TCPConn)) }()
		}
	}()
	return ln.Addr()
}

func echo(c *net.TCPConn) { io.Copy(struct{ io.Writer }{c}, c) }

func dial(t *testing.T, addr string) *net.TCPConn {
	t.Helper()
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	conn.SetDeadline(time.Now().Add(8 * time.Minute))
	return conn.(*net.TCPConn)
}

// 나쁜 선에서도 TCP는 한 바이트도 바꾸지 않는다. 보내기를 마친 뒤에도 받는다.
func TestBadLinkChangesNothing(t *testing.T) {
	size := 2 << 20
	if os.Getenv("CI") != "" {
		size = 100 << 20
	}
	bad := link.Config{Delay: time.Millisecond, Seed: 1, Odds: link.Odds{Loss: 0.05, Late: 0.02, Double: 0.01}}
	got := make(chan [32]byte, 1)
	addr := beyond(t, server(t, func(c *net.TCPConn) {
		sum := sha256.New()
		io.Copy(sum, c)
		got <- [32]byte(sum.Sum(nil))
		io.WriteString(c, "다 받음")
	}), bad, nil)
	sent := make([]byte, size)
	rand.NewChaCha8([32]byte{}).Read(sent)
	conn := dial(t, addr)
	begin := time.Now()
	if _, err := conn.Write(sent); err != nil {
		t.Fatal(err)
	}
	conn.CloseWrite()
	last, err := io.ReadAll(conn)
	if err != nil || string(last) != "다 받음" {
		t.Fatalf("%q, %v", last, err)
	}
	if <-got != sha256.Sum256(sent) {
		t.Error("받은 것이 보낸 것과 다르다")
	}
	t.Logf("%d MiB, %.1f초", size>>20, time.Since(begin).Seconds())
}

// 서버가 부수면 클라이언트가, 클라이언트가 부수면 서버가 안다.
func TestResetCrosses(t *testing.T) {
	reset := func(err error) bool {
		return errors.Is(err, syscall.ECONNRESET) || errors.Is(err, syscall.Errno(10054))
	}
	seen := make(chan error, 1)
	addr := beyond(t, server(t, func(c *net.TCPConn) {
		hello := make([]byte, 1)
		c.Read(hello)
		if hello[0] == 'S' {
			abort(c)
			return
		}
		c.Write(hello)
		_, err := c.Read(hello)
		seen <- err
	}), link.Config{Delay: 5 * time.Millisecond}, nil)
	conn := dial(t, addr)
	conn.Write([]byte("S"))
	if _, err := conn.Read(make([]byte, 1)); !reset(err) {
		t.Errorf("서버가 부수었는데 %v", err)
	}
	conn = dial(t, addr)
	conn.Write([]byte("C"))
	io.ReadFull(conn, make([]byte, 1))
	abort(conn)
	if err := <-seen; !reset(err) {
		t.Errorf("클라이언트가 부수었는데 %v", err)
	}
}

// 서버가 없으면 선 너머에서 거절이 온다.
func TestRefusalCrosses(t *testing.T) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	gone := ln.Addr()
	ln.Close()
	conn := dial(t, beyond(t, gone, link.Config{Delay: 20 * time.Millisecond}, nil))
	begin := time.Now()
	if n, err := conn.Read(make([]byte, 1)); err == nil || errors.Is(err, io.EOF) || errors.Is(err, os.ErrDeadlineExceeded) {
		t.Errorf("거절을 기다렸는데 %d바이트, %v", n, err)
	}
	if took := time.Since(begin); took > 10*time.Second {
		t.Errorf("거절이 %v 만에 왔다", took)
	}
}

// 끝내면 고루틴이 남지 않는다. 연결이 열려 있어도, 조용해도 그렇다.
func TestNothingIsLeft(t *testing.T) {
	before := runtime.NumGoroutine()
	t.Run("켜고 끄기", func(t *testing.T) {
		addr := beyond(t, server(t, echo), link.Config{Delay: time.Millisecond}, nil)
		for range 20 {
			conn := dial(t, addr)
			io.WriteString(conn, "안녕")
			io.ReadFull(conn, make([]byte, len("안녕")))
		}
	})
	t.Run("UDP도", func(t *testing.T) {
		echoOnce(t, "udp", beyond(t, datagrams(t), link.Config{Delay: time.Millisecond}, nil))
	})
	for begin := time.Now(); runtime.NumGoroutine() > before; runtime.Gosched() {
		if time.Since(begin) > 10*time.Second {
			stacks := make([]byte, 1<<20)
			t.Fatalf("고루틴이 %d개에서 %d개가 되었다\n%s", before, runtime.NumGoroutine(), stacks[:runtime.Stack(stacks, true)])
		}
	}
}

// UDP의 경계는 그대로이다. 비어 있거나, 나누어 가야 하는 데이터그램도 하나로 닿는다.
func TestDatagramsKeepTheirBoundaries(t *testing.T) {
	addr := beyond(t, datagrams(t), link.Config{Delay: 5 * time.Millisecond}, nil)
	for _, text := range []string{"하나", "둘", "", strings.Repeat("길", 3000)} {
		conn, err := net.Dial("udp", addr)
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		conn.SetDeadline(time.Now().Add(10 * time.Second))
		conn.Write([]byte(text))
		got := make([]byte, maxDatagram)
		n, err := conn.Read(got)
		if err != nil || !bytes.Equal(got[:n], []byte(text)) {
			t.Errorf("%d바이트를 보냈는데 %d바이트, %v", len(text), n, err)
		}
	}
}

// 클라이언트가 아무리 많이 와도 정해진 수만 기억한다. 먼저 온 클라이언트는 그대로 이야기한다.
func TestUDPClientsAreBounded(t *testing.T) {
	var events bytes.Buffer
	t.Run("많이 온다", func(t *testing.T) {
		addr := beyond(t, datagrams(t), link.Config{}, &events)
		var clients []net.Conn // 열어 둔다. 닫으면 다음 클라이언트가 같은 포트를 받을 수 있다.
		for range udpClients + 1 {
			conn, err := net.Dial("udp", addr)
			if err != nil {
				t.Fatal(err)
			}
			defer conn.Close()
			clients = append(clients, conn)
		}
		for _, conn := range clients[:udpClients] {
			echoes(t, conn)
		}
		clients[udpClients].Write([]byte("너무 늦음"))
		echoes(t, clients[0]) // 이것이 돌아왔으면 앞의 것도 읽은 뒤이다.
	})
	if got := strings.Count(events.String(), `"kind":"open"`); got != udpClients {
		t.Errorf("%d명을 기억했다", got)
	}
}

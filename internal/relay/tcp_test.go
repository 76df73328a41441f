package relay

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"strings"
	"syscall"
	"testing"
	"time"
)

// between은 handle이 맡는 서버 앞에 중계를 세우고, 거기에 붙는다.
func between(t *testing.T, handle func(net.Conn)) (*net.TCPConn, *ledger) {
	t.Helper()
	server, relay := listen(t), listen(t)
	go func() {
		for {
			conn, err := server.Accept()
			if err != nil {
				return
			}
			go handle(conn)
		}
	}()
	l := newLedger()
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- TCP(ctx, relay, server.Addr().String(), l.watch) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	conn, err := net.Dial("tcp", relay.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	conn.SetDeadline(time.Now().Add(20 * time.Second))
	t.Cleanup(func() { conn.Close() })
	return conn.(*net.TCPConn), l
}

// listen은 IPv4의 루프백에서 듣는다. IPv4가 없는 컴퓨터에서는 IPv6의 루프백이다.
func listen(t *testing.T) net.Listener {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		ln, err = net.Listen("tcp", "[::1]:0")
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { ln.Close() })
	return ln
}

// 센 바이트는 보낸 바이트, 받은 바이트와 하나도 다르지 않다. 반만 닫는 것도 그대로 간다.
func TestHalfCloseAndCount(t *testing.T) {
	conn, l := between(t, func(c net.Conn) {
		io.Copy(c, c)
		io.WriteString(c, "끝")
		c.Close()
	})
	sent := bytes.Repeat([]byte("0123456789"), 300_000)
	go func() {
		conn.Write(sent)
		conn.CloseWrite()
	}()
	got, err := io.ReadAll(conn)
	if err != nil || string(got) != string(sent)+"끝" {
		t.Fatalf("%d바이트를 받았다: %v", len(got), err)
	}
	<-l.closed
	if l.bytes[Up] != len(sent) || l.bytes[Down] != len(got) {
		t.Errorf("보낸 %d, 받은 %d인데 센 것은 %v", len(sent), len(got), l.bytes)
	}
	if got := l.kinds(); got != "열림 FIN→ FIN← 닫힘" {
		t.Errorf("지나간 일이 %s", got)
	}
}

// 부서진 연결은 부서진 채로 전한다.
func TestResetPassesThrough(t *testing.T) {
	t.Run("서버가 부순다", func(t *testing.T) {
		conn, l := between(t, func(c net.Conn) {
			c.Read(make([]byte, 10))
			abort(c)
		})
		io.WriteString(conn, "안녕")
		if _, err := conn.Read(make([]byte, 10)); !errors.Is(err, syscall.ECONNRESET) && !errors.Is(err, syscall.Errno(10054)) {
			t.Errorf("RST를 기다렸는데 %v", err)
		}
		<-l.closed
		if got := l.kinds(); !strings.Contains(got, "RST←") {
			t.Errorf("지나간 일이 %s", got)
		}
	})
	t.Run("클라이언트가 부순다", func(t *testing.T) {
		seen := make(chan error, 1)
		conn, l := between(t, func(c net.Conn) {
			c.Read(make([]byte, 10))
			_, err := c.Read(make([]byte, 10))
			seen <- err
		})
		io.WriteString(conn, "안녕")
		<-l.heard // 중계가 읽기 전에 부수면 인사까지 잃는다.
		abort(conn)
		if err := <-seen; !errors.Is(err, syscall.ECONNRESET) && !errors.Is(err, syscall.Errno(10054)) {
			t.Errorf("RST를 기다렸는데 %v", err)
		}
	})
}

// 서버가 읽지 않으면 클라이언트의 쓰기도 막힌다. 중계가 대신 쌓아 두지 않는다.
func TestStallPassesThrough(t *testing.T) {
	conn, l := between(t, func(c net.Conn) { // 쥐고만 있고 읽지 않는다.
		<-t.Context().Done()
		c.Close()
	})
	conn.SetWriteDeadline(time.Now().Add(500 * time.Millisecond))
	n, err := io.Copy(conn, io.LimitReader(zeros{}, 1<<30))
	if timeout, ok := err.(net.Error); !ok || !timeout.Timeout() {
		t.Errorf("%d바이트가 나갔고 %v", n, err)
	}
	if l.bytesUp() > 64<<20 {
		t.Errorf("중계가 %d바이트를 받아 두었다", l.bytesUp())
	}
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

// 서버가 없으면 클라이언트의 연결도 부서진다.
func TestNoServer(t *testing.T) {
	gone, relay := listen(t), listen(t)
	gone.Close()
	l := newLedger()
	go TCP(t.Context(), relay, gone.Addr().String(), l.watch)
	if conn, err := net.Dial("tcp", relay.Addr().String()); err == nil { // RST가 먼저 오기도 한다.
		defer conn.Close()
	}
	<-l.closed
	if got := l.kinds(); got != "실패" {
		t.Errorf("지나간 일이 %s", got)
	}
}

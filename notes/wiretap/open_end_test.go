package main

import (
	"context"
	"crypto/tls"
	"io"
	"net"
	"testing"
	"time"

	"socketworkbook/internal/lesson/lessontest"
	"socketworkbook/internal/web"
)

// 사용자가 하듯 켜고 Ctrl-C로 끝낸다. 핸드셰이크를 하다 만 연결과 조용한 연결이 열려 있어도 끝난다.
func TestCtrlCWithOpenedConnections(t *testing.T) {
	lessontest.OwnConfig(t)
	server := secureEcho(t)
	p := lessontest.Start(t, "-open", "-to", server, "-addr", "localhost:0")
	trust, err := web.Trust(true)
	if err != nil {
		t.Fatal(err)
	}
	trust.ServerName = "localhost"
	for _, says := range []string{"", "\x16\x03\x01"} {
		conn, err := net.Dial("tcp", p.Addr)
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		io.WriteString(conn, says)
	}
	ctx, stop := context.WithTimeout(t.Context(), 10*time.Second)
	defer stop()
	conn, err := (&tls.Dialer{Config: trust}).DialContext(ctx, "tcp", p.Addr)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	endsWell(t, p)
}

// joined는 addr의 서버 앞에 선 opener에 클라이언트를 하나 붙인다. 클라이언트와의 연결은 버퍼가 없어서, 읽는 만큼만 쓸 수 있다.
// end는 끝내라고 하고, 끝나는지 본다.
func joined(t *testing.T, addr string) (client *tls.Conn, end func()) {
	t.Helper()
	o, err := newOpener(t.Context(), newTap(func(note) {}), addr)
	if err != nil {
		t.Fatal(err)
	}
	trust, err := web.Trust(true)
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	near, far := net.Pipe()
	ended := make(chan struct{})
	go func() {
		o.join(ctx, 1, near)
		close(ended)
	}()
	// TLS 1.3의 서버는 핸드셰이크 뒤에도 쓴다(NewSessionTicket). 그것을 읽지 않으면 아무것도 보낼 수 없다.
	trust.ServerName, trust.MaxVersion = "localhost", tls.VersionTLS12
	return tls.Client(far, trust), func() {
		t.Helper()
		stop()
		select {
		case <-ended:
		case <-time.After(10 * time.Second):
			t.Error("끝나지 않는다")
		}
	}
}

// 클라이언트가 읽지 않아서 쓰기가 막혀 있어도 끝난다.
func TestOpenEndsWithStuckClient(t *testing.T) {
	lessontest.OwnConfig(t)
	client, end := joined(t, secureEcho(t))
	if _, err := io.WriteString(client, "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"); err != nil {
		t.Fatal(err)
	}
	client.NetConn().Read(make([]byte, 1)) // 응답의 첫 바이트만 읽었다. 나머지를 쓰느라 막혀 있다.
	end()
}

// 서버가 읽지 않아서 쓰기가 막혀 있어도 끝난다.
func TestOpenEndsWithStuckServer(t *testing.T) {
	lessontest.OwnConfig(t)
	ln, err := web.Listen("localhost:0", true)
	if err != nil {
		t.Fatal(err)
	}
	defer ln.Close()
	go func() {
		conn, err := ln.Accept()
		if err != nil {
			return
		}
		conn.(*tls.Conn).Handshake()
		<-t.Context().Done() // 핸드셰이크만 하고 읽지 않는다.
		conn.Close()
	}()
	client, end := joined(t, local(ln.Addr()))
	if err := client.Handshake(); err != nil {
		t.Fatal(err)
	}
	client.SetWriteDeadline(time.Now().Add(500 * time.Millisecond))
	for err == nil { // 서버로 가는 버퍼가 다 찰 때까지
		_, err = client.Write(make([]byte, 64<<10))
	}
	end()
}

package main

import (
	"context"
	"io"
	"net"
	"strings"
	"testing"

	"socketworkbook/internal/relay"
	"socketworkbook/notes/compare/loopback"
)

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

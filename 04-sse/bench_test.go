package main

import (
	"bufio"
	"io"
	"log"
	"net"
	"strings"
	"testing"

	"socketworkbook/internal/web"
)

// 클라이언트 백에게 여덟 개씩 몰아 보낸다. 한 번은 여덟 개가 모두에게 닿는 것이다.
func BenchmarkBurst(b *testing.B) {
	log.SetOutput(io.Discard)
	s := newServer()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	go web.Serve(b.Context(), ln, s.handle())
	const listeners, burst = 100, 8
	arrived := make(chan error)
	for range listeners {
		conn, err := net.Dial("tcp", ln.Addr().String())
		if err != nil {
			b.Fatal(err)
		}
		defer conn.Close()
		io.WriteString(conn, "GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n")
		in := bufio.NewReader(conn)
		for line := ""; !strings.HasPrefix(line, "data: "); {
			line, _ = in.ReadString('\n') // 서버의 인사까지 읽으면 열린 것이다.
		}
		go func() {
			for seen := 0; ; {
				line, err := in.ReadSlice('\n')
				if err == nil && !strings.HasPrefix(string(line), "data: ") {
					continue
				}
				if seen++; err != nil || seen%burst == 0 {
					arrived <- err
				}
				if err != nil {
					return
				}
			}
		}()
	}
	b.ReportAllocs()
	for b.Loop() {
		for range burst {
			s.room.Add("", "01234567890123456789012345678901")
		}
		for range listeners {
			if err := <-arrived; err != nil {
				b.Fatal(err)
			}
		}
	}
}

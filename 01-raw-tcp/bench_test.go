package main

import (
	"bytes"
	"io"
	"log"
	"net"
	"testing"
)

// 32바이트의 줄을 이백쉰여섯 개씩 이어 보낸다.
func BenchmarkEcho(b *testing.B) {
	log.SetOutput(io.Discard)
	ln, err := net.Listen("tcp", "localhost:0")
	if err != nil {
		b.Fatal(err)
	}
	go serve(b.Context(), ln)
	conn, err := net.Dial("tcp", ln.Addr().String())
	if err != nil {
		b.Fatal(err)
	}
	defer conn.Close()
	lines := bytes.Repeat([]byte("0123456789012345678901234567890\n"), 256)
	b.SetBytes(int64(len(lines)))
	b.ReportAllocs()
	for b.Loop() {
		conn.Write(lines)
		if _, err := io.ReadFull(conn, lines); err != nil {
			b.Fatal(err)
		}
	}
}

package main

import (
	"io"
	"log"
	"net"
	"testing"
)

func BenchmarkEcho(b *testing.B) {
	client := echoing(b)
	packet := make([]byte, 64)
	b.ReportAllocs()
	for b.Loop() {
		client.Write(packet)
		if _, err := client.Read(packet); err != nil {
			b.Fatal(err)
		}
	}
}

// echoing은 서버를 켜고, 거기에 붙은 클라이언트의 소켓을 준다.
func echoing(t testing.TB) net.Conn {
	log.SetOutput(io.Discard)
	conn, err := net.ListenUDP("udp", &net.UDPAddr{IP: net.IPv4(127, 0, 0, 1)})
	if err != nil {
		t.Fatal(err)
	}
	go serve(t.Context(), conn, 0)
	client, err := net.Dial("udp", conn.LocalAddr().String())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { client.Close() })
	return client
}

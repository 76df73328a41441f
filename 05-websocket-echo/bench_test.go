package main

import (
	"fmt"
	"io"
	"log"
	"net"
	"strings"
	"testing"

	"github.com/gorilla/websocket"
)

func BenchmarkEcho(b *testing.B) {
	log.SetOutput(io.Discard)
	ln, err := net.Listen("tcp", "localhost:0")
	if err != nil {
		b.Fatal(err)
	}
	go serve(b.Context(), ln)
	for _, size := range []int{16, 1 << 10, 64 << 10} {
		b.Run(fmt.Sprintf("%d바이트", size), func(b *testing.B) {
			dialer := websocket.Dialer{Subprotocols: []string{subprotocol}}
			c, _, err := dialer.Dial("ws://"+ln.Addr().String()+"/", nil)
			if err != nil {
				b.Fatal(err)
			}
			conn := c.NetConn()
			defer conn.Close()
			up := []byte(frame(fin|text, strings.Repeat("a", size)))
			back := make([]byte, len(up)-4) // 내려오는 프레임에는 마스킹 키가 없다.
			b.SetBytes(int64(size))
			b.ReportAllocs()
			for b.Loop() {
				conn.Write(up)
				if _, err := io.ReadFull(conn, back); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

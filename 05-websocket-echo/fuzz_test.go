package main

import (
	"context"
	"io"
	"log"
	"net"
	"testing"
	"time"

	"github.com/gorilla/websocket"
)

// 핸드셰이크 뒤에 무엇을 보내든 패닉이 나지 않고, 클라이언트가 떠나면 끝난다.
func FuzzPeer(f *testing.F) {
	f.Add([]byte(frame(fin|text, "안녕")))
	f.Add([]byte(frame(text, "a") + frame(fin|ping, "") + frame(fin|cont, "b")))
	f.Add([]byte(closeFrame(1000, "끝")))
	f.Add([]byte("\x82\xff\x7f\xff\xff\xff\xff\xff\xff\xff\x00\x00\x00\x00"))
	log.SetOutput(io.Discard)
	ln, err := net.Listen("tcp", "localhost:0")
	if err != nil {
		f.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	f.Cleanup(stop)
	go serve(ctx, ln)
	f.Fuzz(func(t *testing.T, sent []byte) {
		c, _, err := websocket.DefaultDialer.Dial("ws://"+ln.Addr().String()+"/", nil)
		if err != nil {
			t.Fatal(err)
		}
		conn := c.NetConn().(*net.TCPConn)
		defer conn.Close()
		conn.SetDeadline(time.Now().Add(5 * time.Second))
		go func() {
			conn.Write(sent)
			conn.CloseWrite()
		}()
		if _, err := io.Copy(io.Discard, conn); err != nil {
			t.Errorf("끝나지 않았다: %v", err)
		}
	})
}

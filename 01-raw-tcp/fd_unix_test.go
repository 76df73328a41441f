//go:build unix

package main

import (
	"errors"
	"io"
	"net"
	"os"
	"testing"
	"time"
)

// 커널은 기다릴 때만 시간을 잰다. 쉬지 않고 보내는 손님 앞에서도 기한은 지켜져야 한다.
func TestSyscallDeadlineHoldsUnderFlood(t *testing.T) {
	ln, err := listenSyscall("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer ln.Close()
	client, err := net.Dial("tcp", ln.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	go func() {
		flood := make([]byte, 64<<10)
		for _, err := client.Write(flood); err == nil; _, err = client.Write(flood) {
		}
	}()
	conn, err := ln.Accept()
	if err != nil {
		t.Fatal(err)
	}
	stuck := time.AfterFunc(10*time.Second, func() { client.Close() })
	defer stuck.Stop()
	conn.SetReadDeadline(time.Now().Add(100 * time.Millisecond))
	if _, err := io.Copy(io.Discard, conn); !errors.Is(err, os.ErrDeadlineExceeded) {
		t.Errorf("기한이 지났는데 %v", err)
	}
	client.Close()
	conn.Close()
}

//go:build unix

package main

import (
	"context"
	"errors"
	"io"
	"log"
	"net"
	"runtime/pprof"
	"strings"
	"syscall"
	"testing"
)

// -syscall의 조용한 클라이언트는 스레드를 붙들지 않는다. 하나씩 붙들면 만 명쯤에서 프로그램이 죽는다.
func TestSilentClientsHoldNoThreads(t *testing.T) {
	log.SetOutput(io.Discard)
	ln, err := listenSyscall("127.0.0.1:0")
	if err != nil {
		t.Skip("IPv4가 없는 컴퓨터: ", err)
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error)
	go func() { ended <- serve(ctx, ln) }()
	before := pprof.Lookup("threadcreate").Count()
	for range 300 {
		conn, err := net.Dial("tcp", ln.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		io.WriteString(conn, "a\n") // 답이 왔다면 서버는 이 연결을 읽고 있다.
		if _, err := io.ReadFull(conn, make([]byte, 2)); err != nil {
			t.Fatal(err)
		}
	}
	if more := pprof.Lookup("threadcreate").Count() - before; more > 50 {
		t.Errorf("조용한 클라이언트 300개에 스레드 %d개가 늘었다", more)
	}
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

// 파일 디스크립터가 바닥나도 -syscall 서버는 죽지 않고, 멈추라면 멈춘다.
func TestNoDescriptorsLeft(t *testing.T) {
	log.SetOutput(io.Discard)
	ln, err := listenSyscall("127.0.0.1:0")
	if err != nil {
		t.Skip("IPv4가 없는 컴퓨터: ", err)
	}
	guest, err := net.Dial("tcp", ln.Addr().String()) // 커널이 받아 두었다. accept만 하면 된다.
	if err != nil {
		t.Fatal(err)
	}
	defer guest.Close()
	var old syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_NOFILE, &old); err != nil {
		t.Fatal(err)
	}
	none := old
	none.Cur = 3
	if err := syscall.Setrlimit(syscall.RLIMIT_NOFILE, &none); err != nil {
		t.Fatal(err)
	}
	_, accepted := ln.Accept()
	syscall.Setrlimit(syscall.RLIMIT_NOFILE, &old)
	if !errors.Is(accepted, syscall.EMFILE) {
		t.Errorf("EMFILE을 바랐는데 %v", accepted)
	}
	ln.Close()
	if _, err := ln.Accept(); !errors.Is(err, net.ErrClosed) {
		t.Errorf("닫은 리스너의 Accept가 %v", err)
	}
}

func TestSyscallNeedsIPv4(t *testing.T) {
	_, err := listenSyscall("[::1]:0")
	if err == nil || !strings.Contains(err.Error(), "-syscall은 IPv4로만 됩니다") {
		t.Errorf("%v", err)
	}
}

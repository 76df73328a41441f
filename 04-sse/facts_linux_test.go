package main

import (
	"net"
	"syscall"
	"testing"
)

// Go의 리스너가 받은 연결은 TCP keep-alive를 쓴다. 조용한 연결의 상대가 말없이 사라져도 언젠가는 안다.
func TestKeepAliveIsOn(t *testing.T) {
	ln, err := net.Listen("tcp", "localhost:0")
	if err != nil {
		t.Fatal(err)
	}
	defer ln.Close()
	client, err := net.Dial("tcp", ln.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer client.Close()
	conn, err := ln.Accept()
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	raw, err := conn.(*net.TCPConn).SyscallConn()
	if err != nil {
		t.Fatal(err)
	}
	ask := func(level, option int) (value int) {
		raw.Control(func(fd uintptr) { value, err = syscall.GetsockoptInt(int(fd), level, option) })
		if err != nil {
			t.Fatal(err)
		}
		return value
	}
	idle, every, count := ask(syscall.IPPROTO_TCP, syscall.TCP_KEEPIDLE), ask(syscall.IPPROTO_TCP, syscall.TCP_KEEPINTVL), ask(syscall.IPPROTO_TCP, syscall.TCP_KEEPCNT)
	t.Logf("TCP keep-alive: %d초 조용하면 시작, %d초마다, %d번", idle, every, count)
	if ask(syscall.SOL_SOCKET, syscall.SO_KEEPALIVE) == 0 || idle+every*count != 150 {
		t.Error("2분 30초 만에 알아챌 설정이 아니다")
	}
}

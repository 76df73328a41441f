//go:build unix

package main

import (
	"fmt"
	"net"
	"os"
	"syscall"
)

const backlog = 4096 // Accept를 기다리는 연결의 최대 수. 커널이 제 한도로 줄인다

// listenSyscall은 net.Listen이 속에서 하는 일을 시스템 호출로 한다.
// 돌려주는 것이 net.Listener의 약속을 지키므로 serve와 handle은 높이를 모른다.
func listenSyscall(addr string) (net.Listener, error) {
	tcp, err := net.ResolveTCPAddr("tcp4", addr) // 생략: IPv6
	if err != nil {
		return nil, fmt.Errorf("-syscall은 IPv4로만 됩니다. IPv4 주소 찾기: %w", err)
	}
	want := &syscall.SockaddrInet4{Port: tcp.Port}
	copy(want.Addr[:], tcp.IP.To4())

	// socket: 커널에 끝점을 하나 만들고 번호(파일 디스크립터)를 받는다. 주소는 아직 없다.
	fd, err := syscall.Socket(syscall.AF_INET, syscall.SOCK_STREAM, 0)
	if err != nil {
		return nil, os.NewSyscallError("socket", err)
	}
	// 이것이 없으면 방금 끈 서버가 남긴 TIME-WAIT 때문에 한동안 같은 포트를 못 쓴다.
	syscall.SetsockoptInt(fd, syscall.SOL_SOCKET, syscall.SO_REUSEADDR, 1)
	// bind: 끝점에 주소와 포트를 붙인다. listen: 연결을 받는 소켓이 된다.
	if err := syscall.Bind(fd, want); err != nil {
		syscall.Close(fd)
		return nil, os.NewSyscallError("bind", err)
	}
	if err := syscall.Listen(fd, backlog); err != nil {
		syscall.Close(fd)
		return nil, os.NewSyscallError("listen", err)
	}
	// accept는 원래 연결이 올 때까지 돌아오지 않는다. 그러면 멈추라는 신호도 보지 못한다.
	// 기다리는 대신 바로 "없다"(EAGAIN)고 답하게 한다.
	syscall.SetNonblock(fd, true)
	bound, _ := syscall.Getsockname(fd) // 포트 0을 청했으면 커널이 고른 포트가 여기 있다.
	where := bound.(*syscall.SockaddrInet4)
	return &sysListener{
		File: os.NewFile(uintptr(fd), "listen"), // Go가 이 번호를 지켜본다. 닫으면 기다리던 쪽이 깨어난다.
		addr: &net.TCPAddr{IP: where.Addr[:], Port: where.Port},
	}, nil
}

// sysListener는 듣는 소켓이다. Close는 os.File의 것을 그대로 쓴다.
type sysListener struct {
	*os.File
	addr *net.TCPAddr
}

// Accept는 연결마다 새 소켓을 받는다. 듣는 소켓은 그대로 남아 다음 연결을 받는다.
func (l *sysListener) Accept() (net.Conn, error) {
	listening, err := l.SyscallConn()
	if err != nil {
		return nil, net.ErrClosed
	}
	var fd int
	var failed error
	// 거짓을 돌려주면 새 연결이 올 때까지 고루틴을 재운다(epoll, kqueue).
	err = listening.Read(func(number uintptr) (done bool) {
		fd, _, failed = syscall.Accept(int(number))
		return failed != syscall.EAGAIN
	})
	switch {
	case err != nil: // 닫혔다.
		return nil, net.ErrClosed
	case failed != nil:
		return nil, os.NewSyscallError("accept", failed)
	}
	return toConn(fd)
}

func (l *sysListener) Addr() net.Addr { return l.addr }

// toConn은 번호를 net.Conn에 담는다. 이제부터 read와 write는 net이 부른다. 우리가 부르면
// 기다리는 read마다 운영 체제의 스레드 하나가 서 있어야 한다.
func toConn(fd int) (net.Conn, error) {
	file := os.NewFile(uintptr(fd), "tcp")
	// FileConn은 번호를 하나 더 만들어 쓴다(dup). 번호가 바닥나서 만들지 못하면 이 연결만 닫힌다.
	defer file.Close()
	return net.FileConn(file)
}

//go:build unix

package main

import (
	"fmt"
	"io"
	"net"
	"os"
	"syscall"
	"time"
)

// backlog은 Accept를 기다리는 손님의 줄의 길이이다. 커널이 제 한도로 줄인다.
// syscall.SOMAXCONN은 Linux에서 128이라, 한꺼번에 몰려온 손님의 SYN을 버리고 1초씩 늦춘다.
const backlog = 4096

// listenSyscall은 net.Listen이 속에서 하는 일을 시스템 호출로 한다.
// 돌려주는 것이 net.Listener의 약속을 지키므로 serve와 handle은 높이를 모른다.
func listenSyscall(addr string) (net.Listener, error) {
	tcp, err := net.ResolveTCPAddr("tcp4", addr) // 생략: IPv6
	if err != nil {
		return nil, fmt.Errorf("IPv4 주소 찾기: %w", err)
	}
	want := &syscall.SockaddrInet4{Port: tcp.Port}
	copy(want.Addr[:], tcp.IP.To4())

	// socket: 커널에 끝점을 하나 만들고 번호(파일 디스크립터)를 받는다. 주소는 아직 없다.
	number, err := syscall.Socket(syscall.AF_INET, syscall.SOCK_STREAM, 0)
	if err != nil {
		return nil, os.NewSyscallError("socket", err)
	}
	syscall.CloseOnExec(number)
	// 이것이 없으면 방금 끈 서버가 남긴 TIME-WAIT 때문에 한동안 같은 포트를 못 쓴다.
	syscall.SetsockoptInt(number, syscall.SOL_SOCKET, syscall.SO_REUSEADDR, 1)
	// bind: 끝점에 주소와 포트를 붙인다. listen: 연결을 받는 소켓이 된다.
	if err := syscall.Bind(number, want); err != nil {
		syscall.Close(number)
		return nil, os.NewSyscallError("bind", err)
	}
	if err := syscall.Listen(number, backlog); err != nil {
		syscall.Close(number)
		return nil, os.NewSyscallError("listen", err)
	}
	bound, _ := syscall.Getsockname(number) // 포트 0을 청했으면 커널이 고른 포트가 여기 있다.
	return &sysListener{fd: fd{number: number}, addr: tcpAddr(bound)}, nil
}

type sysListener struct {
	fd
	addr *net.TCPAddr
}

// Accept는 손님마다 새 소켓을 받는다. 듣는 소켓은 그대로 남아 다음 손님을 받는다.
func (l *sysListener) Accept() (net.Conn, error) {
	conn := &sysConn{local: l.addr}
	_, err := l.call("accept", func(number int) (int, error) {
		accepted, peer, err := syscall.Accept(number)
		conn.number, conn.remote = accepted, tcpAddr(peer)
		return 0, err
	})
	if err != nil {
		return nil, err
	}
	syscall.CloseOnExec(conn.number)
	// Nagle 알고리즘을 끈다. net.Listen을 쓰면 Go가 말없이 해 준다.
	syscall.SetsockoptInt(conn.number, syscall.IPPROTO_TCP, syscall.TCP_NODELAY, 1)
	if l.closed.Load() { // 아래의 Close가 깨우려고 건 연결이다.
		conn.Close()
		return nil, net.ErrClosed
	}
	return conn, nil
}

// sysConn의 기한은 소켓을 읽고 쓰는 바로 그 고루틴만 정한다.
type sysConn struct {
	fd
	local, remote   *net.TCPAddr
	readBy, writeBy time.Time
}

func (c *sysConn) Read(p []byte) (int, error) {
	n, err := c.call("read", func(number int) (int, error) {
		if err := wait(number, syscall.SO_RCVTIMEO, c.readBy); err != nil {
			return 0, err
		}
		return syscall.Read(number, p)
	})
	if n == 0 && err == nil { // read의 0은 "없다"가 아니라 "끝났다"(FIN)이다.
		return 0, io.EOF
	}
	return n, err
}

// Write는 p를 다 보낼 때까지 되풀이한다. write는 송신 버퍼에 넣은 만큼만 세어 돌려준다.
func (c *sysConn) Write(p []byte) (sent int, err error) {
	for sent < len(p) && err == nil {
		var n int
		n, err = c.call("write", func(number int) (int, error) {
			if err := wait(number, syscall.SO_SNDTIMEO, c.writeBy); err != nil {
				return 0, err
			}
			return syscall.Write(number, p[sent:])
		})
		sent += n
	}
	return sent, err
}

func (c *sysConn) Close() error {
	return c.close(func() { syscall.Shutdown(c.number, syscall.SHUT_RDWR) })
}

func (c *sysConn) CloseWrite() error {
	_, err := c.call("shutdown", func(number int) (int, error) {
		return 0, syscall.Shutdown(number, syscall.SHUT_WR)
	})
	return err
}

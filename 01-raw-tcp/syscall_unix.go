//go:build unix

package main

import (
	"io"
	"net"
	"os"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
)

// listenSyscall은 net.Listen이 속에서 하는 일을 시스템 호출로 한다.
// 돌려주는 것이 net.Listener의 약속을 지키므로 serve와 handle은 높이를 모른다.
func listenSyscall(addr string) (net.Listener, error) {
	tcp, err := net.ResolveTCPAddr("tcp4", addr) // 생략: IPv6
	if err != nil {
		return nil, err
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
	if err := syscall.Listen(number, syscall.SOMAXCONN); err != nil {
		syscall.Close(number)
		return nil, os.NewSyscallError("listen", err)
	}
	bound, _ := syscall.Getsockname(number) // 포트 0을 청했으면 커널이 고른 포트가 여기 있다.
	return &sysListener{fd: fd{number: number}, addr: tcpAddr(bound)}, nil
}

func tcpAddr(sa syscall.Sockaddr) *net.TCPAddr {
	in4, ok := sa.(*syscall.SockaddrInet4)
	if !ok {
		return &net.TCPAddr{}
	}
	return &net.TCPAddr{IP: in4.Addr[:], Port: in4.Port}
}

// fd는 커널이 준 번호일 뿐이다. 닫힌 번호는 다음 소켓에 다시 쓰인다. 다른 고루틴이
// 번호를 닫은 뒤에 그 번호로 또 읽으면 남의 소켓을 읽을 수 있다. 그래서 쓰는 쪽은 using.RLock을,
// 닫는 쪽은 쓰던 쪽을 깨운 다음 using.Lock을 쥔다.
type fd struct {
	number int
	using  sync.RWMutex
	closed atomic.Bool
}

// call은 시스템 호출 하나를 부르고, 그 사정을 net이 쓰는 말로 옮긴다.
func (f *fd) call(name string, syscallFunc func(number int) (int, error)) (int, error) {
	f.using.RLock()
	defer f.using.RUnlock()
	for !f.closed.Load() {
		n, err := syscallFunc(f.number)
		switch err {
		case nil:
			return n, nil
		case syscall.EINTR: // 시그널이 깨웠을 뿐이다. 다시 부른다.
		case syscall.EAGAIN: // SO_RCVTIMEO나 SO_SNDTIMEO만큼 기다렸다.
			return 0, os.ErrDeadlineExceeded
		default:
			if !f.closed.Load() {
				return 0, os.NewSyscallError(name, err)
			}
		}
	}
	return 0, net.ErrClosed
}

// close는 wake로 기다리던 호출을 깨우고, 모두 손을 떼면 번호를 돌려준다.
func (f *fd) close(wake func()) error {
	if f.closed.Swap(true) {
		return net.ErrClosed
	}
	wake()
	f.using.Lock()
	defer f.using.Unlock()
	return syscall.Close(f.number)
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

// Close는 스스로에게 연결을 걸어 Accept를 깨운다. 어느 Unix에서나 통하는 방법이다.
func (l *sysListener) Close() error {
	return l.close(func() {
		if conn, err := net.Dial("tcp", l.addr.String()); err == nil {
			conn.Close()
		}
	})
}

func (l *sysListener) Addr() net.Addr { return l.addr }

// sysConn의 기한은 소켓을 읽고 쓰는 바로 그 고루틴만 정한다.
type sysConn struct {
	fd
	local, remote   *net.TCPAddr
	readBy, writeBy time.Time
}

func (c *sysConn) Read(p []byte) (int, error) {
	n, err := c.call("read", func(number int) (int, error) {
		wait(number, syscall.SO_RCVTIMEO, c.readBy)
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
			wait(number, syscall.SO_SNDTIMEO, c.writeBy)
			return syscall.Write(number, p[sent:])
		})
		sent += n
	}
	return sent, err
}

// wait는 다음 호출이 기다릴 시간을 커널에 알린다. 시각이 없으면 끝없이 기다린다.
func wait(number, option int, until time.Time) {
	var limit syscall.Timeval
	if !until.IsZero() {
		limit = syscall.NsecToTimeval(max(int64(time.Until(until)), int64(time.Microsecond)))
	}
	syscall.SetsockoptTimeval(number, syscall.SOL_SOCKET, option, &limit)
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

func (c *sysConn) LocalAddr() net.Addr                { return c.local }
func (c *sysConn) RemoteAddr() net.Addr               { return c.remote }
func (c *sysConn) SetReadDeadline(t time.Time) error  { c.readBy = t; return nil }
func (c *sysConn) SetWriteDeadline(t time.Time) error { c.writeBy = t; return nil }
func (c *sysConn) SetDeadline(t time.Time) error      { c.readBy, c.writeBy = t, t; return nil }

//go:build unix

package main

import (
	"net"
	"os"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
)

// 이 파일은 syscall_unix.go의 뒷일이다: 파일 디스크립터를 여럿이 함께 쓰기, 기한, 주소.
// net 패키지는 이 일을 늘 대신 해 준다.

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

// wait는 다음 호출이 기다릴 시간을 커널에 알린다. 시각이 없으면 끝없이 기다린다.
// 커널은 기다릴 때만 시간을 잰다. 올 것이 늘 있으면 기다리지 않으므로, 지났는지는 우리가 본다.
func wait(number, option int, until time.Time) error {
	var limit syscall.Timeval
	if !until.IsZero() {
		left := time.Until(until)
		if left <= 0 {
			return syscall.EAGAIN
		}
		limit = syscall.NsecToTimeval(max(int64(left), int64(time.Microsecond)))
	}
	return syscall.SetsockoptTimeval(number, syscall.SOL_SOCKET, option, &limit)
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

func tcpAddr(sa syscall.Sockaddr) *net.TCPAddr {
	in4, ok := sa.(*syscall.SockaddrInet4)
	if !ok {
		return &net.TCPAddr{}
	}
	return &net.TCPAddr{IP: in4.Addr[:], Port: in4.Port}
}

func (c *sysConn) LocalAddr() net.Addr                { return c.local }
func (c *sysConn) RemoteAddr() net.Addr               { return c.remote }
func (c *sysConn) SetReadDeadline(t time.Time) error  { c.readBy = t; return nil }
func (c *sysConn) SetWriteDeadline(t time.Time) error { c.writeBy = t; return nil }
func (c *sysConn) SetDeadline(t time.Time) error      { c.readBy, c.writeBy = t, t; return nil }

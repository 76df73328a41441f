package direct

import (
	"io"
	"net"
	"os"
	"syscall"
	"unsafe"
)

// New는 conn에 바로 읽고 쓰는 것을 만든다. 읽는 고루틴 하나와 쓰는 고루틴 하나가 함께 써도 된다.
// 데드라인과 닫기는 conn의 것이 그대로 듣는다. 소켓이 아니면(net.Pipe) conn을 돌려준다.
func New(conn net.Conn) io.ReadWriter {
	socket, ok := conn.(syscall.Conn)
	if !ok {
		return conn
	}
	raw, err := socket.SyscallConn()
	if err != nil {
		return conn
	}
	s := &stream{in: side{raw: raw}, out: side{raw: raw}}
	s.in.try, s.out.try = s.in.read, s.out.write
	return s
}

// stream은 두 방향이다.
type stream struct{ in, out side }

// side는 한 방향이다. RawConn이 try를 부르고, try가 거짓이면 소켓이 준비될 때까지 고루틴을 재웠다가 다시 부른다.
// try는 한 번만 만든다. 읽고 쓸 때마다 만들면 그만큼 메모리를 쓴다. 그래서 그때그때 다른 것은 p와 n에 둔다.
type side struct {
	raw syscall.RawConn
	try func(fd uintptr) (done bool)
	p   []byte
	n   int // 읽거나 쓴 바이트
	err error
}

func (s *stream) Read(p []byte) (int, error) {
	if len(p) == 0 {
		return 0, nil
	}
	s.in.p, s.in.n, s.in.err = p, 0, io.EOF // 0바이트를 읽고 끝나면 FIN이다.
	if err := s.in.raw.Read(s.in.try); err != nil {
		return 0, err
	}
	return s.in.n, s.in.err
}

func (d *side) read(fd uintptr) (done bool) {
	n, errno := call(syscall.SYS_READ, fd, d.p)
	if errno == syscall.EAGAIN {
		return false
	}
	if d.n = n; errno != 0 || n > 0 {
		d.err = failure("read", errno)
	}
	return true
}

func (s *stream) Write(p []byte) (int, error) {
	s.out.p, s.out.n, s.out.err = p, 0, nil
	if err := s.out.raw.Write(s.out.try); err != nil {
		return s.out.n, err
	}
	return s.out.n, s.out.err
}

// write는 다 쓸 때까지 되풀이한다. 송신 버퍼가 차면 빌 때까지 쉰다.
func (d *side) write(fd uintptr) (done bool) {
	for d.n < len(d.p) {
		n, errno := call(syscall.SYS_WRITE, fd, d.p[d.n:])
		if errno == syscall.EAGAIN {
			return false
		}
		if errno != 0 {
			d.err = failure("write", errno)
			return true
		}
		d.n += n
	}
	return true
}

// call은 시그널에 끊기면(EINTR) 다시 한다. RawSyscall이 스케줄러에 알리지 않는 시스템 호출이다.
func call(number, fd uintptr, p []byte) (n int, errno syscall.Errno) {
	for {
		got, _, errno := syscall.RawSyscall(number, fd, uintptr(unsafe.Pointer(unsafe.SliceData(p))), uintptr(len(p)))
		if errno == 0 {
			return int(got), 0
		}
		if errno != syscall.EINTR {
			return 0, errno
		}
	}
}

func failure(name string, errno syscall.Errno) error {
	if errno == 0 {
		return nil
	}
	return os.NewSyscallError(name, errno)
}

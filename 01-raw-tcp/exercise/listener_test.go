//go:build exercise

package exercise_test

import (
	"errors"
	"io"
	"net"
	"sync"
	"sync/atomic"

	"socketworkbook/01-raw-tcp/exercise"
)

var errAccept = errors.New("열린 파일이 너무 많음")

// listener는 메모리 안의 리스너이다. 포트를 쓰지 않는다.
type listener struct {
	waiting  chan net.Conn // 와 있는 클라이언트
	closed   chan struct{}
	end      error // 와 있는 클라이언트를 다 받으면 줄 오류. nil이면 더 올 때까지 기다린다
	failures atomic.Int32
	once     sync.Once
}

func newListener(end error) *listener {
	return &listener{waiting: make(chan net.Conn, 20_000), closed: make(chan struct{}), end: end}
}

// arrive는 포트가 port인 클라이언트를 하나 보내고, 그쪽의 끝을 돌려준다.
func (l *listener) arrive(port int) (client net.Conn) {
	client, server := net.Pipe()
	l.waiting <- accepted{server, port}
	return client
}

func (l *listener) Accept() (net.Conn, error) {
	select {
	case conn := <-l.waiting:
		return conn, nil
	default:
	}
	if l.end != nil && l.failures.Add(1) < 100 { // 오류를 버리고 또 부르는 풀이도 끝낸다.
		return nil, &net.OpError{Op: "accept", Net: "pipe", Err: l.end} // 진짜 리스너처럼 감싸서 준다.
	}
	if l.end != nil {
		l.Close()
	}
	select {
	case conn := <-l.waiting:
		return conn, nil
	case <-l.closed:
		return nil, &net.OpError{Op: "accept", Net: "pipe", Err: net.ErrClosed}
	}
}

// Close는 두 번 불러도 된다.
func (l *listener) Close() error {
	l.once.Do(func() { close(l.closed) })
	return nil
}

func (l *listener) Addr() net.Addr { return &net.TCPAddr{} }

// accepted는 받은 연결이다. 클라이언트마다 포트가 다르다.
type accepted struct {
	net.Conn
	port int
}

func (c accepted) RemoteAddr() net.Addr { return &net.TCPAddr{Port: c.port} }

// start는 Serve를 켜고, 돌아오면 그 오류를 줄 채널을 돌려준다.
func start(ln net.Listener, handle func(net.Conn)) chan error {
	ended := make(chan error, 1)
	go func() { ended <- exercise.Serve(ln, handle) }()
	return ended
}

// hear는 conn에서 끝까지 들은 것을 줄 채널이다.
func hear(conn net.Conn) chan string {
	heard := make(chan string, 1)
	go func() {
		text, _ := io.ReadAll(conn)
		heard <- string(text)
	}()
	return heard
}

package lessontest

import (
	"context"
	"net"
	"net/http"
	"sync"
)

// Pipe는 메모리 안의 리스너이다. synctest의 가짜 시계 안에서 진짜 서버를 켤 때 쓴다.
// 커널을 거치지 않으므로, 오가는 것을 기다리는 동안 가짜 시계가 흐를 수 있다.
type Pipe struct {
	conns  chan net.Conn
	closed chan struct{}
	once   sync.Once
}

// NewPipe는 듣고 있는 Pipe를 만든다.
func NewPipe() *Pipe {
	return &Pipe{conns: make(chan net.Conn), closed: make(chan struct{})}
}

// Dial은 연결을 하나 건다. 서버가 받을 때까지 기다린다.
func (p *Pipe) Dial() (net.Conn, error) {
	client, server := net.Pipe()
	select {
	case p.conns <- server:
		return client, nil
	case <-p.closed:
		return nil, net.ErrClosed
	}
}

// Client는 이 Pipe로만 붙는 HTTP 클라이언트이다.
func (p *Pipe) Client() *http.Client {
	return &http.Client{Transport: &http.Transport{
		DialContext: func(context.Context, string, string) (net.Conn, error) { return p.Dial() },
	}}
}

// Accept는 걸려 온 연결을 받는다.
func (p *Pipe) Accept() (net.Conn, error) {
	select {
	case conn := <-p.conns:
		return conn, nil
	case <-p.closed: // 진짜 리스너처럼 감싸서 준다.
		return nil, &net.OpError{Op: "accept", Net: "pipe", Err: net.ErrClosed}
	}
}

// Close는 더 받지 않는다.
func (p *Pipe) Close() error {
	p.once.Do(func() { close(p.closed) })
	return nil
}

// Addr은 아무 뜻이 없는 주소이다.
func (p *Pipe) Addr() net.Addr { return &net.UnixAddr{Name: "pipe", Net: "unix"} }

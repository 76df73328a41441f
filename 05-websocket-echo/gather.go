package main

import (
	"bufio"
	"errors"
	"net"
	"net/http"
	"sync"
	"time"
)

const gathered = 4 << 10 // 바이트. 이만큼까지 모은다

// gatherer는 쓴 것을 모았다가, 읽으려고 기다리기 직전에 한꺼번에 보내는 연결이다.
// 손님이 메시지 여덟 개를 이어 보냈다면 답 여덟 개가 시스템 호출 한 번으로 떠난다.
//
// 읽는 이가 이미 기다리고 있을 때 다른 고루틴이 쓴 것(핑, 닫기)은 바로 보낸다. 보내 줄 이가 없다.
type gatherer struct {
	net.Conn
	mu       sync.Mutex
	pending  []byte
	waiting  bool      // Read에 들어가 있다
	deadline time.Time // 지금 맞추어 둔 쓰기 기한. gorilla의 쓰는 자물쇠가 지킨다
}

// Read는 모은 것을 먼저 보낸다. gorilla의 버퍼가 Read를 부르는 것은 읽어 둔 것이 바닥났다는 뜻이다.
func (g *gatherer) Read(p []byte) (int, error) {
	if err := g.flush(true); err != nil {
		return 0, err
	}
	n, err := g.Conn.Read(p)
	g.mu.Lock()
	g.waiting = false
	g.mu.Unlock()
	return n, err
}

func (g *gatherer) Write(p []byte) (int, error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if !g.waiting && len(g.pending)+len(p) <= gathered {
		if g.pending == nil {
			g.pending = buffers.Get().(*[gathered]byte)[:0]
		}
		g.pending = append(g.pending, p...)
		return len(p), nil
	}
	if err := g.send(p); err != nil {
		return 0, err
	}
	return len(p), nil
}

// SetWriteDeadline은 달라진 기한만 맞춘다. gorilla는 쓸 때마다 같은 기한을 다시 맞추려 한다.
func (g *gatherer) SetWriteDeadline(deadline time.Time) error {
	if deadline.Equal(g.deadline) {
		return nil
	}
	g.deadline = deadline
	return g.Conn.SetWriteDeadline(deadline)
}

// CloseWrite는 모은 것을 보내고 FIN을 보낸다.
func (g *gatherer) CloseWrite() error {
	if err := g.flush(false); err != nil {
		return err
	}
	if half, ok := g.Conn.(interface{ CloseWrite() error }); ok {
		return half.CloseWrite()
	}
	return errors.ErrUnsupported
}

func (g *gatherer) flush(waiting bool) error {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.waiting = waiting
	return g.send(nil)
}

// send는 모은 것과 p를 베끼지 않고 이어서 보낸다(writev). 버퍼는 돌려놓는다.
// 조용한 연결은 모으는 버퍼를 가지지 않는다.
func (g *gatherer) send(p []byte) (err error) {
	switch {
	case g.pending == nil && p == nil:
		return nil
	case g.pending == nil:
		_, err = g.Conn.Write(p)
		return err
	case p == nil:
		_, err = g.Conn.Write(g.pending)
	default:
		both := net.Buffers{g.pending, p}
		_, err = both.WriteTo(g.Conn)
	}
	buffers.Put((*[gathered]byte)(g.pending[:gathered]))
	g.pending = nil
	return err
}

var buffers = sync.Pool{New: func() any { return new([gathered]byte) }}

// gathering은 gorilla가 넘겨받을 연결을 gatherer로 바꾸어 준다.
type gathering struct{ http.ResponseWriter }

func (w gathering) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	conn, buffered, err := http.NewResponseController(w.ResponseWriter).Hijack()
	if err != nil {
		return nil, nil, err
	}
	return &gatherer{Conn: conn}, buffered, nil
}

package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"sync"
	"time"

	"gvisor.dev/gvisor/pkg/tcpip"
	"socketworkbook/notes/far/link"
)

const (
	bufferSize = 64 << 10 // 바이트. 한 번에 옮기는 가장 많은 양
	firstPort  = 10_000   // 가까운 호스트가 쓰는 첫 포트
	ports      = 50_000
	farPort    = 80 // 먼 호스트가 듣는 포트. 어느 것이든 같다
)

// serveTCP는 ctx가 취소될 때까지 ln에 오는 연결을 선 너머로 나른다.
func (w *world) serveTCP(ctx context.Context, ln net.Listener) error {
	stop := context.AfterFunc(ctx, func() { ln.Close() })
	defer stop()
	var conns sync.WaitGroup
	defer conns.Wait()
	w.far.OnKnock(func(k link.Knock) { w.answer(ctx, k) })
	for {
		client, err := ln.Accept()
		if errors.Is(err, net.ErrClosed) {
			return nil
		}
		if err != nil {
			select { // 파일 디스크립터가 모자라도 조금 뒤에는 날 수 있다.
			case <-ctx.Done():
			case <-time.After(100 * time.Millisecond):
			}
			continue
		}
		number := w.open(client.RemoteAddr())
		conns.Go(func() { w.knock(ctx, number, client.(*net.TCPConn)) })
	}
}

// knock은 클라이언트의 연결 하나를 맡는다. 선을 건너가 먼 호스트에 연결한다.
func (w *world) knock(ctx context.Context, number int, client *net.TCPConn) {
	conn, err := w.near.Dial(ctx, portOf(number), tcpip.FullAddress{Addr: link.Far, Port: farPort})
	if err != nil {
		abort(client) // 서버가 거절했거나, 선이 너무 나빠서 포기했다.
		w.tell(number, "refused")
		return
	}
	join(ctx, client, conn)
	w.tell(number, "closed")
}

// answer는 먼 호스트에 온 SYN에 답한다. 진짜 서버에 먼저 붙어 보고, 서버가 거절하면 따라서 거절한다.
func (w *world) answer(ctx context.Context, k link.Knock) {
	var dialer net.Dialer
	server, err := dialer.DialContext(ctx, "tcp", w.to)
	if err != nil {
		k.Refuse()
		w.complain(fmt.Errorf("서버에 붙기: %w", err))
		return
	}
	conn, err := k.Accept()
	if err != nil {
		abort(server)
		return
	}
	join(ctx, server, conn)
}

// join은 진짜 소켓과 호스트의 연결을 두 방향이 다 끝날 때까지 잇는다. ctx가 취소되면 둘 다 부순다.
func join(ctx context.Context, a, b net.Conn) {
	defer a.Close()
	defer b.Close()
	stop := context.AfterFunc(ctx, func() { abort(a); abort(b) })
	defer stop()
	var both sync.WaitGroup
	both.Go(func() { carry(a, b) })
	both.Go(func() { carry(b, a) })
	both.Wait()
}

// carry는 한 방향을 옮긴다. 상대가 읽지 않으면 여기서도 읽지 않는다. FIN은 FIN으로, RST는 RST로 전한다.
func carry(from, to net.Conn) {
	buf := make([]byte, bufferSize)
	for {
		n, err := from.Read(buf)
		if n > 0 {
			if _, err := to.Write(buf[:n]); err != nil {
				abort(from)
				return
			}
		}
		switch {
		case err == nil:
		case errors.Is(err, io.EOF):
			to.(interface{ CloseWrite() error }).CloseWrite()
			return
		default:
			abort(to)
			return
		}
	}
}

// abort는 FIN 대신 RST로 끝낸다.
func abort(conn net.Conn) {
	switch c := conn.(type) {
	case *net.TCPConn:
		c.SetLinger(0)
		c.Close()
	case *link.Conn:
		c.Abort()
	}
}

// portOf는 number째 연결이 가까운 호스트에서 쓰는 포트이다.
func portOf(number int) uint16 { return uint16(firstPort + number%ports) }

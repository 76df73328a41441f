package relay

import (
	"context"
	"errors"
	"io"
	"net"
	"sync"
	"time"
)

const bufferSize = 64 << 10 // 바이트. 한 번에 옮기는 가장 많은 양

// TCP는 ctx가 취소될 때까지 ln에 오는 연결을 target(HOST:PORT)에 잇는다.
// 일이 있을 때마다 watch를 부른다. 같은 방향의 일은 순서대로 부르지만, 두 방향과 여러 연결은
// 동시에 부를 수 있다. watch가 돌아와야 그 바이트가 상대에게 간다. 막히면 안 된다.
func TCP(ctx context.Context, ln net.Listener, target string, watch func(Event)) error {
	stop := context.AfterFunc(ctx, func() { ln.Close() })
	defer stop()
	var conns sync.WaitGroup
	defer conns.Wait()
	for number := 1; ; number++ {
		client, err := ln.Accept()
		if errors.Is(err, net.ErrClosed) {
			return nil
		}
		if err != nil {
			select {
			case <-ctx.Done():
			case <-time.After(100 * time.Millisecond):
			}
			continue
		}
		conns.Go(func() { join(ctx, number, client, target, watch) })
	}
}

// join은 연결 하나를 맡는다.
func join(ctx context.Context, number int, client net.Conn, target string, watch func(Event)) {
	defer client.Close()
	tell := func(e Event) {
		e.Conn, e.Peer = number, client.RemoteAddr()
		watch(e)
	}
	var dialer net.Dialer
	server, err := dialer.DialContext(ctx, "tcp", target)
	if err != nil {
		tell(Event{Kind: Fail, Err: err})
		abort(client) // 서버가 거절했으니 클라이언트도 거절당한다.
		return
	}
	defer server.Close()
	stop := context.AfterFunc(ctx, func() { client.Close(); server.Close() })
	defer stop()

	tell(Event{Kind: Open, Via: server.LocalAddr()})
	var both sync.WaitGroup
	both.Go(func() { carry(client, server, Up, tell) })
	both.Go(func() { carry(server, client, Down, tell) })
	both.Wait()
	tell(Event{Kind: Close})
}

// carry는 한 방향을 옮긴다. 상대가 읽지 않으면 여기서도 읽지 않는다(막힘도 그대로 전한다).
func carry(from, to net.Conn, direction Direction, tell func(Event)) {
	buf := make([]byte, bufferSize)
	for {
		n, err := from.Read(buf)
		if n > 0 {
			tell(Event{Kind: Data, From: direction, Data: buf[:n]})
			if _, err := to.Write(buf[:n]); err != nil {
				abort(from) // 받을 쪽이 부서졌다. 보내는 쪽도 알아야 한다.
				return
			}
		}
		switch {
		case err == nil:
		case errors.Is(err, io.EOF):
			tell(Event{Kind: Finish, From: direction})
			if half, ok := to.(interface{ CloseWrite() error }); ok {
				half.CloseWrite()
			}
			return
		default:
			if !errors.Is(err, net.ErrClosed) {
				tell(Event{Kind: Reset, From: direction})
			}
			abort(to)
			return
		}
	}
}

// abort는 FIN 대신 RST로 끝낸다. SO_LINGER를 0으로 두고 닫으면 그렇게 된다.
func abort(conn net.Conn) {
	if tcp, ok := conn.(*net.TCPConn); ok {
		tcp.SetLinger(0)
	}
	conn.Close()
}

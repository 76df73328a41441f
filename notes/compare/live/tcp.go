package live

import (
	"bufio"
	"context"
	"fmt"
	"net"
	"sync"
	"time"

	"socketworkbook/internal/relay"
	"socketworkbook/notes/compare/loopback"
)

// driven은 브라우저가 열 수 없어서 서버가 클라이언트까지 대신하는 방법들이다. 보내는 쪽도 받는 쪽도 진짜 소켓이고,
// 그 사이에 중계가 선다. 소켓을 열고, 이벤트를 나르는 일을 돌려준다. 그 일은 ctx가 취소되면 모두 거두고 끝난다.
var driven = map[string]func(r *run, way string) (work func(ctx context.Context), err error){
	"tcp": driveTCP, "udp": driveUDP,
}

const retryEvery = 500 * time.Millisecond // 끊긴 TCP 클라이언트가 다시 연결하기까지

func driveTCP(r *run, way string) (func(context.Context), error) {
	server, err := loopback.Listen()
	if err != nil {
		return nil, fmt.Errorf("TCP 포트 열기: %w", err)
	}
	front, err := loopback.Listen()
	if err != nil {
		server.Close()
		return nil, fmt.Errorf("TCP 중계의 포트 열기: %w", err)
	}
	gate, err := r.lines.before(front.Addr().String(), false)
	if err != nil {
		server.Close()
		front.Close()
		return nil, err
	}
	return func(ctx context.Context) {
		stop := context.AfterFunc(ctx, func() { server.Close() })
		defer stop()
		var all sync.WaitGroup
		all.Go(func() { relay.TCP(ctx, front, server.Addr().String(), r.tallies[way].watch) })
		all.Go(func() { r.serveTCP(ctx, server) })
		all.Go(func() { r.dialTCP(ctx, gate, way) })
		all.Wait()
	}, nil
}

// serveTCP는 클라이언트에게 이벤트마다 한 줄을 보낸다. 클라이언트는 하나뿐이라 차례로 맡는다.
func (r *run) serveTCP(ctx context.Context, ln net.Listener) {
	for {
		conn, err := ln.Accept()
		if err != nil {
			return
		}
		if cut, open := r.line(); open {
			r.sendLines(ctx, conn, cut)
		}
		conn.Close()
	}
}

// sendLines는 연결이 끊기거나 ctx가 취소될 때까지 지금부터의 이벤트를 보낸다.
func (r *run) sendLines(ctx context.Context, conn net.Conn, cut <-chan struct{}) {
	for last := r.lastID(); ; {
		for _, m := range r.since(last) {
			conn.SetWriteDeadline(time.Now().Add(time.Second))
			if _, err := fmt.Fprintln(conn, m.Text); err != nil {
				return
			}
			last = m.ID
		}
		select {
		case <-r.news(last):
		case <-cut:
			return
		case <-ctx.Done():
			return
		}
	}
}

// dialTCP는 줄을 받는다. 끊기면 쉬었다가 다시 연결한다. 줄에는 이어 받는 규칙이 없으므로 그 사이의 것은 잃는다.
func (r *run) dialTCP(ctx context.Context, addr, way string) {
	for ctx.Err() == nil {
		if conn, err := net.Dial("tcp", addr); err == nil {
			stop := context.AfterFunc(ctx, func() { conn.Close() })
			for lines := bufio.NewScanner(conn); lines.Scan(); {
				r.see(way, lines.Bytes())
			}
			stop()
			conn.Close()
		}
		select {
		case <-time.After(retryEvery):
		case <-ctx.Done():
		}
	}
}

package live

import (
	"context"
	"fmt"
	"net"
	"sync"
	"time"

	"socketworkbook/internal/relay"
	"socketworkbook/notes/compare/loopback"
)

const helloEvery = 5 * time.Second // UDP 클라이언트가 제 주소를 알리는 간격

func driveUDP(r *run, way string) (func(context.Context), error) {
	server, err := loopback.ListenUDP()
	if err != nil {
		return nil, fmt.Errorf("UDP 포트 열기: %w", err)
	}
	front, err := loopback.ListenUDP()
	if err != nil {
		server.Close()
		return nil, fmt.Errorf("UDP 중계의 포트 열기: %w", err)
	}
	client, err := r.dialFront(front)
	if err != nil {
		server.Close()
		front.Close()
		return nil, fmt.Errorf("UDP 클라이언트 열기: %w", err)
	}
	return func(ctx context.Context) {
		stop := context.AfterFunc(ctx, func() { server.Close(); client.Close() })
		defer stop()
		var all sync.WaitGroup
		peers := make(chan net.Addr)
		all.Go(func() { relay.UDP(ctx, front, server.LocalAddr().String(), r.tallies[way].watch) })
		all.Go(func() { r.listenHello(ctx, server, peers) })
		all.Go(func() { r.sendDatagrams(ctx, server, peers) })
		all.Go(func() { r.sayHello(ctx, client) })
		all.Go(func() { r.readDatagrams(ctx, client, way) })
		all.Wait()
	}, nil
}

// dialFront는 중계에 붙는다. 먼 네트워크를 켰으면 선 너머에서 붙는다.
func (r *run) dialFront(front *net.UDPConn) (*net.UDPConn, error) {
	gate, err := r.lines.before(front.LocalAddr().String(), true)
	if err != nil {
		return nil, err
	}
	addr, err := net.ResolveUDPAddr("udp", gate)
	if err != nil {
		return nil, err
	}
	return net.DialUDP("udp", nil, addr)
}

// listenHello는 클라이언트가 알려 온 주소를 peers로 넘긴다.
// UDP에는 끊을 연결이 없다. 끊은 동안에는 보내는 것도 받는 것도 버린다.
func (r *run) listenHello(ctx context.Context, server *net.UDPConn, peers chan<- net.Addr) {
	packet := make([]byte, 64)
	for {
		_, from, err := server.ReadFrom(packet)
		if ctx.Err() != nil {
			return
		}
		if _, open := r.line(); err != nil || !open {
			continue // 오류는 상대의 포트가 닫혔다는 알림(ICMP)일 수 있다. Windows가 그렇다.
		}
		select {
		case peers <- from:
		case <-ctx.Done():
			return
		}
	}
}

// sendDatagrams는 클라이언트에게 이벤트마다 데이터그램 하나를 보낸다.
func (r *run) sendDatagrams(ctx context.Context, server *net.UDPConn, peers <-chan net.Addr) {
	var peer net.Addr
	for last := r.lastID(); ; {
		select {
		case peer = <-peers:
		case <-r.news(last):
		case <-ctx.Done():
			return
		}
		for _, m := range r.since(last) {
			last = m.ID
			if peer != nil && r.passes(m.ID) {
				server.WriteTo([]byte(m.Text), peer)
			}
		}
	}
}

// sayHello는 가끔 서버에게 제 주소를 알린다.
func (r *run) sayHello(ctx context.Context, client *net.UDPConn) {
	tick := time.NewTicker(helloEvery)
	defer tick.Stop()
	for {
		if _, open := r.line(); open {
			client.Write([]byte("hello"))
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return
		}
	}
}

// readDatagrams는 온 이벤트를 적어 둔다.
func (r *run) readDatagrams(ctx context.Context, client *net.UDPConn, way string) {
	for packet := make([]byte, 2048); ; {
		n, err := client.Read(packet)
		if ctx.Err() != nil {
			return
		}
		if err == nil {
			r.see(way, packet[:n])
		}
	}
}

// Package relay는 클라이언트와 서버 사이에 서서, 오가는 것을 그대로 옮기며 지켜본다.
// 바이트도, 경계도, 끝나는 모양도 바꾸지 않는다. 수업의 코드는 이것이 있는 줄도 모른다.
package relay

import (
	"context"
	"errors"
	"io"
	"net"
	"sync"
	"syscall"
	"time"
)

// Direction은 누가 보냈는지이다.
type Direction int

const (
	Up   Direction = iota // 클라이언트 → 서버
	Down                  // 서버 → 클라이언트
)

// Kind는 무슨 일이 있었는지이다.
type Kind int

const (
	Open   Kind = iota // 클라이언트가 붙었다. 서버에도 붙었다
	Data               // 바이트가 지나갔다. TCP는 읽기 한 번, UDP는 데이터그램 하나
	Finish             // 보내기를 마쳤다(FIN)
	Reset              // 연결을 부수었다(RST)
	Fail               // 서버에 붙지 못했다. Err에 까닭이 있다
	Close              // 두 방향이 모두 끝났다
)

// Event는 지나간 일 하나이다.
type Event struct {
	Conn int // 1부터 붙인 연결의 번호. UDP는 클라이언트의 주소마다 하나
	Kind Kind
	From Direction // Data, Finish, Reset에서만 뜻이 있다
	Data []byte    // Data에서만. watch가 돌아온 뒤에는 바뀔 수 있다
	Peer net.Addr  // 클라이언트의 주소
	Err  error
}

const bufferSize = 64 << 10 // 바이트. 한 번에 옮기는 가장 큰 조각

// TCP는 ctx가 닫힐 때까지 ln에 오는 연결을 target(HOST:PORT)에 잇는다.
// 일이 있을 때마다 watch를 부른다. 같은 방향의 일은 차례대로 부르지만, 두 방향과 여러 연결은
// 동시에 부를 수 있다. watch가 돌아와야 그 조각이 상대에게 간다. 막히면 안 된다.
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

	tell(Event{Kind: Open})
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

const (
	maxDatagram = 65_535
	udpIdle     = 2 * time.Minute // 이만큼 조용한 클라이언트는 잊는다
	udpClients  = 1024            // 클라이언트를 이보다 많이 기억하지 않는다
)

// UDP는 ctx가 닫힐 때까지 conn에 오는 데이터그램을 target(HOST:PORT)에 옮기고, 답을 돌려준다.
// UDP에는 연결이 없으므로 클라이언트의 주소마다 서버로 가는 소켓을 하나씩 둔다.
func UDP(ctx context.Context, conn *net.UDPConn, target string, watch func(Event)) error {
	stop := context.AfterFunc(ctx, func() { conn.Close() })
	defer stop()
	conn.SetWriteBuffer(2 * maxDatagram)

	type route struct {
		server net.Conn
		number int
	}
	var mu sync.Mutex
	routes := map[string]route{}
	var answers sync.WaitGroup
	defer answers.Wait()
	defer func() {
		mu.Lock()
		defer mu.Unlock()
		for _, r := range routes {
			r.server.Close()
		}
	}()

	buf := make([]byte, maxDatagram)
	for last := 0; ; {
		n, peer, err := conn.ReadFromUDP(buf)
		if errors.Is(err, net.ErrClosed) {
			return nil
		}
		if err != nil {
			continue
		}
		mu.Lock()
		r, known := routes[peer.String()]
		full := len(routes) >= udpClients
		mu.Unlock()
		if !known {
			if full {
				continue // UDP이다. 잃어버려도 된다.
			}
			last++
			server, err := net.Dial("udp", target)
			if err != nil {
				watch(Event{Conn: last, Kind: Fail, Peer: peer, Err: err})
				continue
			}
			server.(*net.UDPConn).SetWriteBuffer(2 * maxDatagram)
			r = route{server, last}
			mu.Lock()
			routes[peer.String()] = r
			mu.Unlock()
			watch(Event{Conn: r.number, Kind: Open, Peer: peer})
			answers.Go(func() {
				bring(r.server, conn, peer, r.number, watch)
				mu.Lock()
				delete(routes, peer.String())
				mu.Unlock()
			})
		}
		watch(Event{Conn: r.number, Kind: Data, From: Up, Data: buf[:n], Peer: peer})
		r.server.SetReadDeadline(time.Now().Add(udpIdle))
		r.server.Write(buf[:n])
	}
}

// bring은 서버의 답을 클라이언트에게 가져간다. 오래 조용하면 끝난다.
func bring(server net.Conn, conn *net.UDPConn, peer *net.UDPAddr, number int, watch func(Event)) {
	defer server.Close()
	buf := make([]byte, maxDatagram)
	for {
		n, err := server.Read(buf)
		// 닫힌 포트라는 소식(ICMP)은 상대를 정해 둔 소켓의 읽기로 온다. Windows는 번호가 다르다.
		if errors.Is(err, syscall.ECONNREFUSED) || errors.Is(err, syscall.Errno(10054)) {
			watch(Event{Conn: number, Kind: Reset, From: Down, Peer: peer})
			continue
		}
		if err != nil {
			watch(Event{Conn: number, Kind: Close, Peer: peer})
			return
		}
		watch(Event{Conn: number, Kind: Data, From: Down, Data: buf[:n], Peer: peer})
		conn.WriteToUDP(buf[:n], peer)
	}
}

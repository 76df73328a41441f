package relay

import (
	"context"
	"errors"
	"fmt"
	"net"
	"sync"
	"syscall"
	"time"
)

const (
	maxDatagram = 65_535
	udpIdle     = 2 * time.Minute // 이만큼 조용한 클라이언트는 잊는다
	udpClients  = 1024            // 클라이언트를 이보다 많이 기억하지 않는다
)

// UDP는 ctx가 취소될 때까지 conn에 오는 데이터그램을 target(HOST:PORT)에 옮기고, 응답을 돌려준다.
// UDP에는 연결이 없으므로 클라이언트의 주소마다 서버로 가는 소켓을 하나씩 둔다.
func UDP(ctx context.Context, conn *net.UDPConn, target string, watch func(Event)) error {
	// net.Dial에 이름을 주면 ::1을 고를 수 있다. UDP는 그 주소에 아무도 없어도 오류가 나지 않아 모두 잃는다.
	// 02의 서버처럼 ResolveUDPAddr로 고른다. 주소가 여럿이면 IPv4를 준다.
	server, err := net.ResolveUDPAddr("udp", target)
	if err != nil {
		return fmt.Errorf("서버의 주소 찾기: %w", err)
	}
	stop := context.AfterFunc(ctx, func() { conn.Close() })
	defer stop()
	conn.SetWriteBuffer(2 * maxDatagram)

	r := &udpRelay{conn: conn, server: server, watch: watch, routes: map[string]*route{}}
	defer r.close()
	buf := make([]byte, maxDatagram)
	for {
		n, peer, err := conn.ReadFromUDP(buf)
		if errors.Is(err, net.ErrClosed) {
			return nil
		}
		if err != nil {
			continue
		}
		if to := r.routeOf(peer); to != nil {
			r.forward(to, buf[:n])
		}
	}
}

// udpRelay는 클라이언트마다 둔 소켓들이다.
type udpRelay struct {
	conn    *net.UDPConn // 클라이언트들이 보내는 곳
	server  *net.UDPAddr
	watch   func(Event)
	last    int // 마지막으로 붙인 번호
	answers sync.WaitGroup

	mu     sync.Mutex
	routes map[string]*route // 클라이언트의 주소마다
}

// route는 클라이언트 하나와, 그를 대신해 서버와 주고받는 소켓이다.
type route struct {
	number int
	peer   *net.UDPAddr
	server *net.UDPConn
}

// routeOf는 peer의 route이다. 처음 온 클라이언트면 만든다. 만들 수 없으면 nil이고, 데이터그램은
// 버려진다. UDP이므로 잃어버려도 된다.
func (r *udpRelay) routeOf(peer *net.UDPAddr) *route {
	r.mu.Lock()
	to, full := r.routes[peer.String()], len(r.routes) >= udpClients
	r.mu.Unlock()
	if to != nil || full {
		return to
	}
	r.last++
	server, err := net.DialUDP("udp", nil, r.server)
	if err != nil {
		r.watch(Event{Conn: r.last, Kind: Fail, Peer: peer, Err: err})
		return nil
	}
	server.SetWriteBuffer(2 * maxDatagram)
	to = &route{r.last, peer, server}
	r.mu.Lock()
	r.routes[peer.String()] = to
	r.mu.Unlock()
	r.watch(Event{Conn: to.number, Kind: Open, Peer: peer, Via: server.LocalAddr()})
	r.answers.Go(func() {
		r.bring(to)
		r.mu.Lock()
		delete(r.routes, peer.String())
		r.mu.Unlock()
	})
	return to
}

func (r *udpRelay) forward(to *route, datagram []byte) {
	r.watch(Event{Conn: to.number, Kind: Data, From: Up, Data: datagram, Peer: to.peer})
	to.server.SetReadDeadline(time.Now().Add(udpIdle))
	to.server.Write(datagram)
}

// bring은 서버의 응답을 클라이언트에게 가져간다. 오래 조용하면 끝난다.
func (r *udpRelay) bring(to *route) {
	defer to.server.Close()
	buf := make([]byte, maxDatagram)
	for {
		n, err := to.server.Read(buf)
		// 닫힌 포트라는 알림(ICMP)은 상대를 정해 둔 소켓의 읽기로 온다. Windows는 번호가 다르다.
		if errors.Is(err, syscall.ECONNREFUSED) || errors.Is(err, syscall.Errno(10054)) {
			r.watch(Event{Conn: to.number, Kind: Reset, From: Down, Peer: to.peer})
			continue
		}
		if err != nil {
			r.watch(Event{Conn: to.number, Kind: Close, Peer: to.peer})
			return
		}
		r.watch(Event{Conn: to.number, Kind: Data, From: Down, Data: buf[:n], Peer: to.peer})
		r.conn.WriteToUDP(buf[:n], to.peer)
	}
}

// close는 서버로 가는 소켓을 모두 닫고, 응답을 가져가던 고루틴들이 끝나기를 기다린다.
func (r *udpRelay) close() {
	r.mu.Lock()
	for _, to := range r.routes {
		to.server.Close()
	}
	r.mu.Unlock()
	r.answers.Wait()
}

package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"sync"
	"time"

	"gvisor.dev/gvisor/pkg/tcpip"
	"gvisor.dev/gvisor/pkg/tcpip/adapters/gonet"
	"socketworkbook/notes/far/link"
)

const (
	maxDatagram  = 65_535
	socketBuffer = 4 << 20         // 바이트. 운영 체제가 이만큼 주지 않을 수도 있다
	udpIdle      = 2 * time.Minute // 이만큼 조용한 클라이언트는 잊는다
	udpClients   = 256             // 클라이언트를 이보다 많이 기억하지 않는다
)

// serveUDP는 ctx가 취소될 때까지 conn에 오는 데이터그램을 선 너머로 나른다.
// 연결이 없으므로 클라이언트의 주소마다 session 하나를 둔다.
func (w *world) serveUDP(ctx context.Context, conn *net.UDPConn) error {
	server, err := net.ResolveUDPAddr("udp", w.to)
	if err != nil {
		return fmt.Errorf("서버의 주소 찾기: %w", err)
	}
	stop := context.AfterFunc(ctx, func() { conn.Close() })
	defer stop()
	conn.SetReadBuffer(socketBuffer)
	s := &sessions{world: w, client: conn, server: server, by: map[string]*session{}}
	defer s.close()
	buf := make([]byte, maxDatagram)
	for {
		n, peer, err := conn.ReadFromUDP(buf)
		if errors.Is(err, net.ErrClosed) {
			return nil
		}
		if err != nil {
			continue // 닫힌 포트라는 알림(ICMP)일 수 있다. 다음 것을 받는다.
		}
		if to := s.of(peer); to != nil {
			to.touch()
			to.near.Write(buf[:n])
		}
	}
}

// sessions는 클라이언트마다 둔 session들이다.
type sessions struct {
	*world
	client *net.UDPConn // 클라이언트들이 보내는 곳
	server *net.UDPAddr
	carry  sync.WaitGroup

	mu sync.Mutex
	by map[string]*session
}

// session은 클라이언트 하나를 대신하는 소켓들이다. 가까운 호스트와 먼 호스트에 하나씩, 진짜 서버로 하나이다.
type session struct {
	near, far *gonet.UDPConn
	server    *net.UDPConn
}

// of는 peer의 session이다. 처음 온 클라이언트면 만든다. 만들 수 없으면 nil이고, 데이터그램은 버려진다.
func (s *sessions) of(peer *net.UDPAddr) *session {
	s.mu.Lock()
	defer s.mu.Unlock()
	if found := s.by[peer.String()]; found != nil || len(s.by) >= udpClients {
		return found
	}
	number := s.open(peer)
	made, err := s.dial(portOf(number))
	if err != nil {
		s.complain(fmt.Errorf("UDP 소켓 만들기: %w", err))
		s.tell(number, "refused")
		return nil
	}
	s.by[peer.String()] = made
	s.carry.Go(func() { move(made.far, made.server.Write) })
	s.carry.Go(func() { move(made.server, made.far.Write) })
	s.carry.Go(func() {
		move(made.near, func(p []byte) (int, error) { made.touch(); return s.client.WriteToUDP(p, peer) })
		made.close() // 오래 조용했다. 나머지 둘도 깨어나 끝난다.
		s.mu.Lock()
		delete(s.by, peer.String())
		s.mu.Unlock()
		s.tell(number, "closed")
	})
	return made
}

// dial은 session의 소켓 셋을 만든다. 두 호스트의 소켓은 같은 포트에서 서로만 본다.
func (s *sessions) dial(port uint16) (made *session, err error) {
	made = &session{}
	if made.near, err = s.near.UDP(port, &tcpip.FullAddress{Addr: link.Far, Port: port}); err != nil {
		return nil, err
	}
	if made.far, err = s.far.UDP(port, &tcpip.FullAddress{Addr: link.Near, Port: port}); err == nil {
		made.server, err = net.DialUDP("udp", nil, s.server)
	}
	if err != nil {
		made.close()
		return nil, err
	}
	made.server.SetReadBuffer(socketBuffer)
	made.touch()
	return made, nil
}

// touch는 조용한 시간을 다시 잰다.
func (s *session) touch() { s.near.SetReadDeadline(time.Now().Add(udpIdle)) }

func (s *session) close() {
	for _, conn := range []net.Conn{s.near, s.far} {
		if c, ok := conn.(*gonet.UDPConn); ok && c != nil {
			c.SetReadDeadline(time.Now()) // 닫기만 해서는 읽던 고루틴이 깨지 않는다.
			c.Close()
		}
	}
	if s.server != nil {
		s.server.Close()
	}
}

// move는 데이터그램을 하나씩 옮긴다. 경계는 그대로이다.
func move(from net.Conn, write func([]byte) (int, error)) {
	buf := make([]byte, maxDatagram)
	for {
		n, err := from.Read(buf)
		var timeout net.Error
		if errors.Is(err, net.ErrClosed) || errors.As(err, &timeout) && timeout.Timeout() {
			return
		}
		if err == nil {
			write(buf[:n]) // 보내지 못한 데이터그램은 잃은 것이다. UDP이므로 그래도 된다.
		}
	}
}

// close는 모두 닫고, 옮기던 고루틴들이 끝나기를 기다린다.
func (s *sessions) close() {
	s.mu.Lock()
	for _, session := range s.by {
		session.close()
	}
	s.mu.Unlock()
	s.carry.Wait()
}

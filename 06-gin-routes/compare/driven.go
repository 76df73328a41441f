package compare

import (
	"bufio"
	"context"
	"fmt"
	"net"
	"sync"
	"time"
)

const retryEvery = 500 * time.Millisecond // 끊긴 TCP 클라이언트가 다시 걸기까지

// sockets는 브라우저가 열 수 없어서 서버가 대신 여는 소켓 둘이다.
// 보내는 쪽도 받는 쪽도 진짜 소켓이고, 둘 다 이 프로그램 안에 있다.
type sockets struct {
	tcp net.Listener
	udp *net.UDPConn
}

func openSockets() (s sockets, err error) {
	if s.tcp, err = net.Listen("tcp", "127.0.0.1:0"); err != nil {
		return s, fmt.Errorf("TCP 포트 열기: %w", err)
	}
	if s.udp, err = net.ListenUDP("udp", &net.UDPAddr{IP: net.IPv4(127, 0, 0, 1)}); err != nil {
		s.tcp.Close()
		return s, fmt.Errorf("UDP 포트 열기: %w", err)
	}
	return s, nil
}

// drive는 ctx가 닫힐 때까지 두 소켓으로 사건을 나른다. 고루틴이 모두 끝나면 돌아온다.
func (r *Run) drive(ctx context.Context, s sockets) {
	defer context.AfterFunc(ctx, func() {
		s.tcp.Close()
		s.udp.Close()
	})()
	var all sync.WaitGroup
	all.Go(func() { r.serveTCP(ctx, s.tcp) })
	all.Go(func() { r.dialTCP(ctx, s.tcp.Addr().String()) })
	all.Go(func() { r.serveUDP(ctx, s.udp) })
	all.Go(func() { r.dialUDP(ctx, s.udp.LocalAddr().String()) })
	all.Wait()
}

// serveTCP는 사건마다 한 줄을 보낸다. 손님은 하나뿐이라 차례로 맡는다.
func (r *Run) serveTCP(ctx context.Context, ln net.Listener) {
	for {
		accepted, err := ln.Accept()
		if err != nil {
			return
		}
		c := &conn{Conn: accepted, owner: &r.TCP, forever: true}
		cut, open := r.Line()
		for last := r.Last(); open; {
			var lines []byte
			for _, m := range r.Since(last) {
				lines = append(append(lines, m.Text...), '\n')
				last = m.ID
			}
			c.SetWriteDeadline(time.Now().Add(time.Second))
			if _, err := c.Write(lines); err != nil {
				break
			}
			select {
			case <-r.News(last):
				continue
			case <-cut:
			case <-ctx.Done():
			}
			break
		}
		c.Close()
	}
}

// dialTCP는 줄을 받는다. 끊기면 쉬었다가 다시 건다. 줄에는 이어 받는 규칙이 없으므로 그 사이의 것은 잃는다.
func (r *Run) dialTCP(ctx context.Context, addr string) {
	for ctx.Err() == nil {
		if c, err := net.Dial("tcp", addr); err == nil {
			stop := context.AfterFunc(ctx, func() { c.Close() })
			for lines := bufio.NewScanner(c); lines.Scan(); {
				r.see(0, lines.Bytes())
			}
			stop()
			c.Close()
		}
		select {
		case <-time.After(retryEvery):
		case <-ctx.Done():
		}
	}
}

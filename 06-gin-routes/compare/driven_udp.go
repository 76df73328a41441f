package compare

import (
	"context"
	"net"
	"time"
)

const helloEvery = 5 * time.Second // UDP 클라이언트가 "여기 있다"고 알리는 간격

// serveUDP는 "여기 있다"고 알려 온 주소로 사건마다 데이터그램 하나를 보낸다.
// UDP에는 끊을 연결이 없다. 길이 끊긴 동안에는 보내는 것도 받는 것도 버린다.
func (r *Run) serveUDP(ctx context.Context, udp *net.UDPConn) {
	hello := make(chan net.Addr)
	go func() {
		defer close(hello)
		packet := make([]byte, 64)
		for {
			n, from, err := udp.ReadFrom(packet)
			if ctx.Err() != nil {
				return
			}
			if _, open := r.Line(); err != nil || !open {
				continue // 길이 끊겼으면 버린다. 오류는 상대의 포트가 닫혔다는 알림(ICMP)일 수 있다. Windows가 그렇다.
			}
			r.UDP.Add(Count{Up: int64(n)})
			select {
			case hello <- from:
			case <-ctx.Done():
				return
			}
		}
	}()
	var client net.Addr
	for last := r.Last(); ; {
		select {
		case from, ok := <-hello:
			if !ok {
				return
			}
			client = from
		case <-r.News(last):
		}
		for _, m := range r.Since(last) {
			last = m.ID
			if client != nil && r.passes(m.ID) {
				n, _ := udp.WriteTo([]byte(m.Text), client)
				r.UDP.Add(Count{Down: int64(n)})
			}
		}
	}
}

// dialUDP는 데이터그램을 받고, 가끔 서버에게 제 주소를 알린다.
func (r *Run) dialUDP(ctx context.Context, addr string) {
	c, err := net.Dial("udp", addr)
	if err != nil {
		return
	}
	defer context.AfterFunc(ctx, func() { c.Close() })()
	go func() {
		tick := time.NewTicker(helloEvery)
		defer tick.Stop()
		for {
			c.Write([]byte("hello"))
			select {
			case <-tick.C:
			case <-ctx.Done():
				return
			}
		}
	}()
	for packet := make([]byte, 2048); ; {
		n, err := c.Read(packet)
		if ctx.Err() != nil {
			return
		}
		if err == nil {
			r.see(1, packet[:n])
		}
	}
}

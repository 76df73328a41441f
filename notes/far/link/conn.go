package link

import (
	"context"
	"errors"

	"gvisor.dev/gvisor/pkg/tcpip"
	"gvisor.dev/gvisor/pkg/tcpip/adapters/gonet"
	"gvisor.dev/gvisor/pkg/tcpip/network/ipv4"
	"gvisor.dev/gvisor/pkg/tcpip/stack"
	"gvisor.dev/gvisor/pkg/tcpip/transport/tcp"
	"gvisor.dev/gvisor/pkg/waiter"
)

const knocking = 1024 // 아직 핸드셰이크가 끝나지 않은 연결을 이보다 많이 두지 않는다

// Conn은 호스트의 TCP 연결이다. net.Conn이고, CloseWrite가 있다.
type Conn struct {
	*gonet.TCPConn
	end tcpip.Endpoint
}

// newConn은 end를 쓰기 좋게 싼다. 상대의 RST를 잃으면 이쪽은 영영 모르므로, Go처럼 keep-alive를 켠다.
func newConn(end tcpip.Endpoint, queue *waiter.Queue) *Conn {
	end.SocketOptions().SetKeepAlive(true)
	return &Conn{gonet.NewTCPConn(queue, end), end}
}

// Abort는 FIN 대신 RST로 끝낸다.
func (c *Conn) Abort() { c.end.Abort() }

// Dial은 from 포트에서 상대 호스트의 to 포트에 연결한다.
func (h *Host) Dial(ctx context.Context, from uint16, to tcpip.FullAddress) (*Conn, error) {
	var queue waiter.Queue
	end, err := h.stack.NewEndpoint(tcp.ProtocolNumber, ipv4.ProtocolNumber, &queue)
	if err != nil {
		return nil, errors.New(err.String())
	}
	entry, ready := waiter.NewChannelEntry(waiter.WritableEvents | waiter.EventErr | waiter.EventHUp)
	queue.EventRegister(&entry)
	defer queue.EventUnregister(&entry)
	if err = end.Bind(tcpip.FullAddress{Addr: h.addr, Port: from}); err == nil {
		err = end.Connect(to)
	}
	if _, started := err.(*tcpip.ErrConnectStarted); started { // SYN을 보냈다. 왕복만큼 기다린다.
		select {
		case <-ctx.Done():
			end.Abort()
			return nil, ctx.Err()
		case <-ready:
			err = end.LastError()
		}
	}
	if err != nil {
		end.Close()
		return nil, errors.New(err.String())
	}
	return newConn(end, &queue), nil
}

// Knock은 막 도착한 SYN이다. Accept나 Refuse를 한 번 불러야 한다.
type Knock struct{ request *tcp.ForwarderRequest }

// OnKnock은 SYN이 올 때마다, 어느 포트로 왔든, 새 고루틴에서 answer를 부른다.
// 받을지 말지를 먼저 정하고 SYN에 답하므로, 거절도 진짜 서버처럼 RST로 간다.
func (h *Host) OnKnock(answer func(Knock)) {
	f := tcp.NewForwarder(h.stack, 0, knocking, func(r *tcp.ForwarderRequest) { answer(Knock{r}) })
	h.stack.SetTransportProtocolHandler(tcp.ProtocolNumber, func(id stack.TransportEndpointID, p *stack.PacketBuffer) bool {
		return f.HandlePacket(id, p)
	})
}

// Peer는 SYN을 보낸 포트이다.
func (k Knock) Peer() uint16 { return k.request.ID().RemotePort }

// Accept는 SYN+ACK로 답하고, ACK까지 오면 연결을 돌려준다.
func (k Knock) Accept() (*Conn, error) {
	var queue waiter.Queue
	end, err := k.request.CreateEndpoint(&queue)
	k.request.Complete(false)
	if err != nil {
		return nil, errors.New(err.String())
	}
	return newConn(end, &queue), nil
}

// Refuse는 RST로 답한다.
func (k Knock) Refuse() { k.request.Complete(true) }

// UDP는 from 포트의 UDP 소켓이다. to가 있으면 그곳하고만 주고받는다.
func (h *Host) UDP(from uint16, to *tcpip.FullAddress) (*gonet.UDPConn, error) {
	return gonet.DialUDP(h.stack, &tcpip.FullAddress{Addr: h.addr, Port: from}, to, ipv4.ProtocolNumber)
}

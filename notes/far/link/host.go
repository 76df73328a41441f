package link

import (
	"fmt"

	"gvisor.dev/gvisor/pkg/buffer"
	"gvisor.dev/gvisor/pkg/tcpip"
	"gvisor.dev/gvisor/pkg/tcpip/header"
	"gvisor.dev/gvisor/pkg/tcpip/link/channel"
	"gvisor.dev/gvisor/pkg/tcpip/network/ipv4"
	"gvisor.dev/gvisor/pkg/tcpip/stack"
	"gvisor.dev/gvisor/pkg/tcpip/transport/tcp"
	"gvisor.dev/gvisor/pkg/tcpip/transport/udp"
)

const (
	mtu    = 1500    // 바이트. 이더넷과 같다. 이보다 긴 데이터그램은 IP가 나눈다
	card   = 1       // 호스트의 하나뿐인 네트워크 카드
	window = 8 << 20 // 바이트. 왕복 시간이 길어도 선을 채울 만큼의 TCP 버퍼
)

// Near와 Far는 두 호스트의 주소이다. 이 프로그램 밖에서는 보이지 않는다.
var (
	Near = tcpip.AddrFrom4([4]byte{10, 0, 0, 1})
	Far  = tcpip.AddrFrom4([4]byte{10, 0, 0, 2})
)

// Host는 사용자 공간의 호스트이다. 운영 체제의 것과 따로 도는 TCP/IP 스택 하나가 들어 있다.
// 관리자 권한이 없어도 되는 이유는 패킷이 이 프로그램을 벗어나지 않기 때문이다.
type Host struct {
	stack *stack.Stack
	port  port
	addr  tcpip.Address
}

// NewHost는 주소가 addr인 호스트를 만든다. 호스트가 내보내는 패킷은 send가 받는다.
func NewHost(addr tcpip.Address, send func(packet []byte)) (*Host, error) {
	h := &Host{addr: addr, port: port{channel.New(0, mtu, ""), send}}
	h.stack = stack.New(stack.Options{
		NetworkProtocols:   []stack.NetworkProtocolFactory{ipv4.NewProtocol},
		TransportProtocols: []stack.TransportProtocolFactory{tcp.NewProtocol, udp.NewProtocol},
	})
	if err := h.stack.CreateNIC(card, h.port); err != nil {
		return nil, fmt.Errorf("네트워크 카드 만들기: %s", err)
	}
	home := tcpip.ProtocolAddress{Protocol: ipv4.ProtocolNumber, AddressWithPrefix: addr.WithPrefix()}
	if err := h.stack.AddProtocolAddress(card, home, stack.AddressProperties{}); err != nil {
		return nil, fmt.Errorf("주소 붙이기: %s", err)
	}
	h.stack.SetRouteTable([]tcpip.Route{{Destination: header.IPv4EmptySubnet, NIC: card}})
	sends := tcpip.TCPSendBufferSizeRangeOption{Min: 4 << 10, Default: 1 << 20, Max: window}
	h.stack.SetTransportProtocolOption(tcp.ProtocolNumber, &sends)
	receives := tcpip.TCPReceiveBufferSizeRangeOption{Min: 4 << 10, Default: 1 << 20, Max: window}
	h.stack.SetTransportProtocolOption(tcp.ProtocolNumber, &receives)
	datagrams := tcpip.ReceiveBufferSizeOption{Min: 4 << 10, Default: 1 << 20, Max: window}
	h.stack.SetOption(datagrams) // 선이 잃지 않은 데이터그램을 여기서 잃으면, 센 것이 맞지 않는다.
	return h, nil
}

// Deliver는 선에서 온 패킷을 호스트에 넣는다.
func (h *Host) Deliver(packet []byte) {
	p := stack.NewPacketBuffer(stack.PacketBufferOptions{Payload: buffer.MakeWithData(packet)})
	defer p.DecRef()
	h.port.InjectInbound(ipv4.ProtocolNumber, p)
}

// Close는 남은 연결을 부수고, 스택의 고루틴이 모두 끝나기를 기다린다.
func (h *Host) Close() { h.stack.Destroy() }

// port는 선을 꽂는 곳이다. 모자라는 것은 gVisor의 것을 빌린다.
type port struct {
	*channel.Endpoint
	send func(packet []byte)
}

// WritePackets는 스택이 부른다. 빌린 것의 큐에 넣는 대신 바로 선에 올린다.
func (p port) WritePackets(packets stack.PacketBufferList) (int, tcpip.Error) {
	for _, packet := range packets.AsSlice() {
		p.send(packet.ToView().AsSlice())
	}
	return packets.Len(), nil
}

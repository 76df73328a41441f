package link

import (
	"encoding/binary"
	"errors"
	"strings"
)

// Packet은 IPv4 패킷에서 읽어 낸 것이다. TCP의 Seq에서 Length까지는 그 세그먼트가 나르는 바이트의 번호와 수이다.
type Packet struct {
	Protocol         string // TCP, UDP, ICMP. UDP의 둘째 프래그먼트부터는 포트가 0이다
	FromPort, ToPort uint16
	Seq, Ack         uint32
	Flags            string // "SYN", "SYN ACK", "PSH ACK" …
	Length           int    // 헤더를 뺀 바이트
}

var errShort = errors.New("패킷이 헤더보다 짧습니다")

// Parse는 IPv4 패킷의 헤더를 읽는다(RFC 791 3.1절). 어떤 바이트가 와도 패닉하지 않는다.
func Parse(b []byte) (Packet, error) {
	if len(b) < 20 || b[0]>>4 != 4 {
		return Packet{}, errShort
	}
	header, total := int(b[0]&15)*4, int(binary.BigEndian.Uint16(b[2:]))
	if header < 20 || total < header || total > len(b) {
		return Packet{}, errShort
	}
	body := b[header:total]
	if first := binary.BigEndian.Uint16(b[6:])&0x1fff == 0; !first {
		return Packet{Protocol: protocolName(b[9]), Length: len(body)}, nil // 뒤의 프래그먼트에는 포트가 없다.
	}
	switch b[9] {
	case 6:
		return parseTCP(body)
	case 17:
		return parseUDP(body)
	}
	return Packet{Protocol: protocolName(b[9]), Length: len(body)}, nil
}

// parseTCP는 TCP의 헤더를 읽는다(RFC 9293 3.1절).
func parseTCP(b []byte) (Packet, error) {
	if len(b) < 20 {
		return Packet{}, errShort
	}
	offset := int(b[12]>>4) * 4
	if offset < 20 || offset > len(b) {
		return Packet{}, errShort
	}
	return Packet{
		Protocol: "TCP",
		FromPort: binary.BigEndian.Uint16(b), ToPort: binary.BigEndian.Uint16(b[2:]),
		Seq: binary.BigEndian.Uint32(b[4:]), Ack: binary.BigEndian.Uint32(b[8:]),
		Flags: flagNames(b[13]), Length: len(b) - offset,
	}, nil
}

// parseUDP는 UDP의 헤더를 읽는다(RFC 768). 길이 필드는 프래그먼트 전체의 것이라 여기서는 믿지 않는다.
func parseUDP(b []byte) (Packet, error) {
	if len(b) < 8 {
		return Packet{}, errShort
	}
	return Packet{
		Protocol: "UDP",
		FromPort: binary.BigEndian.Uint16(b), ToPort: binary.BigEndian.Uint16(b[2:]),
		Length: len(b) - 8,
	}, nil
}

func flagNames(bits byte) string {
	var names []string
	for i, name := range []string{"FIN", "SYN", "RST", "PSH", "ACK", "URG", "ECE", "CWR"} {
		if bits&(1<<i) != 0 {
			names = append(names, name)
		}
	}
	return strings.Join(names, " ")
}

func protocolName(number byte) string {
	switch number {
	case 1:
		return "ICMP"
	case 6:
		return "TCP"
	case 17:
		return "UDP"
	}
	return "IP"
}

// Has는 그 플래그가 있는지이다.
func (p Packet) Has(flag string) bool { return strings.Contains(p.Flags, flag) }

package relay

import (
	"context"
	"encoding/binary"
	"net"
	"net/netip"
	"testing"
	"time"
)

// listenUDP는 IPv4의 루프백에서 듣는다. IPv4가 없는 컴퓨터에서는 IPv6의 루프백이다.
func listenUDP(t *testing.T) *net.UDPConn {
	t.Helper()
	conn, err := net.ListenUDP("udp", &net.UDPAddr{IP: net.IPv4(127, 0, 0, 1)})
	if err != nil {
		conn, err = net.ListenUDP("udp", &net.UDPAddr{IP: net.IPv6loopback})
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	return conn
}

// relayUDP는 target 앞에 중계를 세운다. stop은 중계를 끝내고 기다린다.
func relayUDP(t *testing.T, target string) (addr string, l *ledger, stop func()) {
	t.Helper()
	conn := listenUDP(t)
	l = newLedger()
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- UDP(ctx, conn, target, l.watch) }()
	return conn.LocalAddr().String(), l, func() {
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	}
}

// answer는 데이터그램마다 그대로 한 번, 반으로 줄여 한 번 돌려준다.
func answer(server *net.UDPConn) {
	buf := make([]byte, maxDatagram)
	for {
		n, from, err := server.ReadFrom(buf)
		if err != nil {
			return
		}
		server.WriteTo(buf[:n], from)
		server.WriteTo(buf[:n/2], from)
	}
}

func dialUDP(t *testing.T, addr string) net.Conn {
	t.Helper()
	conn, err := net.Dial("udp", addr)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	conn.(*net.UDPConn).SetWriteBuffer(2 * maxDatagram)
	conn.SetDeadline(time.Now().Add(5 * time.Second))
	return conn
}

func TestUDP(t *testing.T) {
	server := listenUDP(t)
	go answer(server)
	addr, l, stop := relayUDP(t, server.LocalAddr().String())
	for range 2 { // 클라이언트가 둘
		conn := dialUDP(t, addr)
		buf := make([]byte, maxDatagram)
		for _, size := range []int{0, 10, 65_507} { // 경계는 그대로이다.
			conn.Write(make([]byte, size))
			for _, want := range []int{size, size / 2} {
				if n, err := conn.Read(buf); n != want || err != nil {
					t.Errorf("%d바이트를 기다렸는데 %d, %v", want, n, err)
				}
			}
		}
	}
	stop()
	if l.bytes != [2]int{2 * 65_517, 2 * (65_517 + 5 + 32_753)} {
		t.Errorf("센 바이트가 %v", l.bytes)
	}
	if got := l.kinds(); got != "열림 열림 닫힘 닫힘" {
		t.Errorf("지나간 일이 %s", got)
	}
}

// 학생의 컴퓨터에는 localhost가 127.0.0.1과 ::1 두 가지인 것이 많다. 02는 127.0.0.1에서 듣는다.
// UDP는 아무도 듣지 않는 ::1에 보내도 오류가 없으므로, 잘못 고르면 모두 조용히 잃는다.
func TestUDPChoosesTheAddressOfTheLesson(t *testing.T) {
	server := listenUDP(t)
	go answer(server)
	namesHaveTwoAddresses(t)
	host, port, _ := net.SplitHostPort(server.LocalAddr().String())
	if host != "127.0.0.1" {
		t.Skip("이 컴퓨터에는 IPv4가 없어서 고를 것이 없다")
	}
	addr, _, stop := relayUDP(t, net.JoinHostPort("both.test.", port))
	defer stop()
	conn := dialUDP(t, addr)
	conn.Write([]byte("안녕"))
	buf := make([]byte, 100)
	if n, err := conn.Read(buf); err != nil || string(buf[:n]) != "안녕" {
		t.Errorf("%q, %v를 받았다", buf[:n], err)
	}
}

// namesHaveTwoAddresses는 어떤 이름이든 127.0.0.1과 ::1이라고 답하는 이름 서버를 쓰게 한다.
func namesHaveTwoAddresses(t *testing.T) {
	t.Helper()
	names := listenUDP(t)
	go func() {
		buf := make([]byte, 512)
		for {
			n, from, err := names.ReadFrom(buf)
			if err != nil {
				return
			}
			names.WriteTo(nameAnswer(buf[:n]), from)
		}
	}()
	before := net.DefaultResolver
	t.Cleanup(func() { net.DefaultResolver = before })
	net.DefaultResolver = &net.Resolver{PreferGo: true, Dial: func(context.Context, string, string) (net.Conn, error) {
		return net.Dial("udp", names.LocalAddr().String())
	}}
}

// nameAnswer는 DNS의 질의 하나에 답한다. RFC 1035 4.1절.
func nameAnswer(query []byte) []byte {
	const head = 12
	end := head
	for query[end] != 0 { // 이름은 길이와 글자의 되풀이이고, 길이 0이 끝낸다.
		end += 1 + int(query[end])
	}
	kind := binary.BigEndian.Uint16(query[end+1:])
	question := query[head : end+5]

	addr := netip.MustParseAddr("127.0.0.1").AsSlice()
	if kind == 28 { // AAAA
		addr = netip.IPv6Loopback().AsSlice()
	}
	reply := append([]byte{query[0], query[1], 0x81, 0x80, 0, 1, 0, 1, 0, 0, 0, 0}, question...)
	reply = append(reply, 0xc0, head) // 이름은 질의에 적은 것을 가리킨다.
	reply = binary.BigEndian.AppendUint16(reply, kind)
	reply = append(reply, 0, 1, 0, 0, 0, 60, 0, byte(len(addr)))
	return append(reply, addr...)
}

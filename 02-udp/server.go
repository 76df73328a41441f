package main

import (
	"context"
	"errors"
	"log"
	"math/rand/v2"
	"net"
	"net/netip"
)

// maxDatagram은 길이 칸(16비트)이 나타낼 수 있는 가장 큰 값이다. 단위는 바이트.
// IPv4의 길이 칸은 IP 머리 20과 UDP 머리 8까지 센다. 그래서 실을 수 있는 글은
// 65,507바이트까지이다. RFC 791, RFC 768.
const maxDatagram = 65_535

// serve는 ctx가 닫힐 때까지 데이터그램을 받아 보낸 이에게 돌려준다.
// 손님이 몇이든 소켓은 하나이다. 연결이 없으니 끊을 것도, 기다려 줄 것도 없다.
// drop은 일부러 잃어버릴 몫(0~1)이다.
func serve(ctx context.Context, conn *net.UDPConn, drop float64) error {
	stop := context.AfterFunc(ctx, func() { conn.Close() })
	defer stop()

	enlarge(conn)
	// 씨앗을 정해 두면 켤 때마다 같은 차례에 잃어버린다. 반 모두가 같은 것을 본다.
	dice := rand.New(rand.NewPCG(8002, 1))
	// 버퍼가 데이터그램보다 작으면 남는 뒤쪽은 버려진다. Unix에서는 이 호출이 알려 주지도 않는다.
	buf := make([]byte, maxDatagram)
	for {
		n, from, err := conn.ReadFromUDPAddrPort(buf)
		if errors.Is(err, net.ErrClosed) {
			return nil
		}
		if err != nil {
			// 한때의 사정일 수 있다. 다음 손님은 죄가 없다.
			log.Printf("받기: %v", err)
			continue
		}
		handle(conn, buf[:n], from, dice.Float64() < drop)
	}
}

// handle은 데이터그램 하나를 돌려준다. 답은 물음보다 길지 않다. 그래서 보낸 주소를
// 속인 데이터그램이 와도, 엉뚱한 곳에 더 많은 바이트를 쏟아 주지 않는다.
func handle(conn *net.UDPConn, message []byte, from netip.AddrPort, drop bool) {
	if loops(from, conn.LocalAddr().(*net.UDPAddr).AddrPort()) {
		log.Printf("%s에서 온 %d바이트: 메아리끼리 주고받게 되므로 버림", from, len(message))
		return
	}
	if drop {
		log.Printf("%s에서 온 %d바이트: 일부러 잃어버림", from, len(message))
		return
	}
	// 빈 데이터그램도 한 통의 메시지이다. 길이가 0이어도 돌려준다.
	if _, err := conn.WriteToUDPAddrPort(message, from); err != nil {
		log.Printf("%s에게 보내기: %v", from, err)
	}
}

// loops는 답을 보내면 메아리가 끝나지 않을 상대인지 알려 준다. 우리와 같은 포트는
// 우리 자신이거나 다른 컴퓨터의 같은 서버이고, 7번은 원래의 echo 서비스이다(RFC 862).
// 보낸 주소는 누구나 속일 수 있다. 데이터그램 한 통이면 둘은 영원히 주고받는다.
func loops(from, self netip.AddrPort) bool {
	return from.Port() == self.Port() || from.Port() == 7
}

// enlarge는 보내는 버퍼를 가장 큰 데이터그램보다 크게 한다.
// macOS의 기본값으로는 9,216바이트까지만 보낼 수 있다.
func enlarge(conn *net.UDPConn) {
	conn.SetWriteBuffer(2 * maxDatagram)
}

package main

import (
	"context"
	"errors"
	"log"
	"net"
	"time"
)

// maxDatagram은 16비트로 적은 길이가 나타낼 수 있는 가장 큰 값이다. 단위는 바이트. 실제로 실리는 것은
// 이보다 짧다. IPv4에서는 65,507바이트, IPv6에서는 65,527바이트이다(client.go의 longest).
const maxDatagram = 65_535

// serve는 ctx가 취소될 때까지 데이터그램을 받아 보낸 이에게 돌려준다.
// 클라이언트가 몇이든 소켓은 하나이다. 연결이 없으니 끊을 것도, 기다려 줄 것도 없다.
func serve(ctx context.Context, conn net.PacketConn, limit *limiter) error {
	// ReadFrom은 ctx를 모른다. 소켓을 닫으면 깨어난다.
	stop := context.AfterFunc(ctx, func() { conn.Close() })
	defer stop()

	// 버퍼가 데이터그램보다 작으면 남는 뒤쪽은 버려진다. Unix에서는 이 호출이 알려 주지도 않는다.
	buffer := make([]byte, maxDatagram)
	for {
		n, from, err := conn.ReadFrom(buffer)
		if errors.Is(err, net.ErrClosed) {
			return nil
		}
		if err != nil {
			// 데이터그램 하나에서 생긴 오류이다. 다음 클라이언트와는 상관없으므로 그만두지 않는다.
			log.Printf("받기: %v", err)
			continue
		}
		if limit.allows(from.String(), time.Now()) {
			handle(conn, buffer[:n], from)
		}
	}
}

// handle은 데이터그램 하나를 돌려준다. 답은 받은 것보다 길지 않다. 그래서 보낸 주소를
// 속인 데이터그램이 와도, 엉뚱한 곳에 더 많은 바이트를 보내지 않는다.
func handle(conn net.PacketConn, message []byte, from net.Addr) {
	if loops(from, conn.LocalAddr()) {
		log.Printf("%s에서 온 %d바이트: 에코 서버끼리 주고받게 되므로 버림", from, len(message))
		return
	}
	// 빈 데이터그램도 메시지 하나이다. 길이가 0이어도 돌려준다.
	if _, err := conn.WriteTo(message, from); err != nil {
		log.Printf("%s에게 보내기: %v", from, err)
	}
}

// loops는 답을 보내면 에코가 끝나지 않을 것이 뻔한 상대인지 알려 준다. 우리와 같은 포트는
// 우리 자신이거나 다른 컴퓨터의 같은 서버이고, 7번은 원래의 echo 서비스이다(RFC 862).
// 다른 포트의 에코 서버는 주소만 보고는 알 수 없다. 그쪽은 limiter가 맡는다.
func loops(from, self net.Addr) bool {
	port := from.(*net.UDPAddr).Port
	return port == self.(*net.UDPAddr).Port || port == 7
}

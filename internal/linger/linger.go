// Package linger는 마지막 말이 상대에게 닿도록 연결을 닫는다.
package linger

import (
	"io"
	"net"
	"time"
)

// Patience는 상대가 연결을 닫기를 기다리는 가장 긴 시간이다.
const Patience = time.Second

// Close는 "나는 다 보냈다"(FIN)를 먼저 보내고, 상대도 닫을 때까지
// 오는 것을 읽어 버린 뒤 conn을 닫는다. 길어도 Patience 안에 끝난다.
//
// 읽지 않은 바이트가 남은 소켓을 닫으면 커널은 FIN 대신 RST를 보낸다.
// RST를 받은 쪽은 방금 받은 오류 문장이나 종료 프레임까지 잃을 수 있다.
// RFC 9293 3.6.1절, RFC 1122 4.2.2.13절.
func Close(conn net.Conn) {
	defer conn.Close()
	half, ok := conn.(interface{ CloseWrite() error })
	if !ok || half.CloseWrite() != nil {
		return
	}
	conn.SetReadDeadline(time.Now().Add(Patience))
	io.Copy(io.Discard, conn)
}

// 2단계: 아무리 긴 데이터그램도 자르지 않고 돌려준다.
//
//	go run ./02-udp/step2
package main

import (
	"log"
	"net"
)

var addr = "localhost:8002" // 이 컴퓨터(localhost)의 8002번 포트

func main() {
	conn, err := net.ListenPacket("udp", addr) // 소켓은 이것 하나이다. 연결을 받는 일(accept)은 없다.
	if err != nil {
		log.Fatalf("포트 열기: %v", err)
	}
	log.Printf("%s에서 데이터그램을 기다립니다", conn.LocalAddr())
	buffer := make([]byte, 65_535) // 이보다 긴 데이터그램은 없다. 길이를 16비트로 적기 때문이다.
	for {
		n, from, err := conn.ReadFrom(buffer) // 읽기 한 번이 데이터그램 하나이다. from은 거기에 적힌 보낸 주소이다.
		if err != nil {
			log.Printf("받기: %v", err)
			continue
		}
		handle(conn, buffer[:n], from)
	}
}

// handle은 데이터그램 하나를 돌려준다.
func handle(conn net.PacketConn, message []byte, from net.Addr) {
	log.Printf("%s: %q", from, message)
	conn.WriteTo(message, from)
}

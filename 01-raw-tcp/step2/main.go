// 2단계: 여러 클라이언트를 한꺼번에 맡는다.
//
//	go run ./01-raw-tcp/step2
package main

import (
	"log"
	"net"
)

var addr = "localhost:8001" // 이 컴퓨터(localhost)의 8001번 포트

func main() {
	ln, err := net.Listen("tcp", addr) // 듣는 소켓: 연결을 받기만 한다.
	if err != nil {
		log.Fatalf("포트 열기: %v", err)
	}
	log.Printf("%s에서 TCP 연결을 기다립니다", ln.Addr())
	for {
		conn, err := ln.Accept() // 연결이 올 때까지 여기서 기다린다.
		if err != nil {
			log.Fatalf("연결 받기: %v", err)
		}
		go handle(conn) // 고루틴(goroutine): handle이 끝나기를 기다리지 않고 다음 연결을 받는다.
	}
}

// handle은 클라이언트 하나를 끝까지 맡는다.
func handle(conn net.Conn) {
	defer conn.Close() // 어디에서 돌아가든 마지막에 닫는다.
	log.Printf("%s 연결됨", conn.RemoteAddr())
	buffer := make([]byte, 4)
	for {
		n, err := conn.Read(buffer) // 올 때까지 기다렸다가, 많아야 4바이트를 읽는다.
		if err != nil {
			log.Printf("%s 끝남: %v", conn.RemoteAddr(), err)
			return
		}
		log.Printf("%q", buffer[:n])
		conn.Write(buffer[:n])
	}
}

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
	ln, err := net.Listen("tcp", addr) // ln(listener)은 듣는 소켓이다. 연결을 받기만 한다.
	if err != nil {                    // nil은 "없음"이다. 오류가 있으면 알리고(Fatalf) 프로그램을 끝낸다.
		log.Fatalf("포트 열기: %v", err)
	}
	log.Printf("%s에서 TCP 연결을 기다립니다", ln.Addr())
	for {
		conn, err := ln.Accept() // 연결이 올 때까지 기다린다. conn은 그 클라이언트와 이어진 새 소켓이다.
		if err != nil {
			log.Fatalf("연결 받기: %v", err)
		}
		go handle(conn) // 고루틴(goroutine): handle이 끝나기를 기다리지 않고 다음 연결을 받는다.
	}
}

// handle은 클라이언트 하나를 끝까지 맡는다.
func handle(conn net.Conn) {
	defer conn.Close() // 이 함수가 어떻게 끝나든 마지막에 닫는다.
	log.Printf("%s 연결됨", conn.RemoteAddr())
	buffer := make([]byte, 4) // 4바이트를 담는 그릇. 무슨 일이 생기는지 보려고 작게 두었다.
	for {
		n, err := conn.Read(buffer) // 올 때까지 기다렸다가, 많아야 4바이트를 읽는다. n은 읽은 수이다.
		if err != nil {             // 상대가 다 보내고 닫아도 오류로 안다: io.EOF
			log.Printf("%s 끝남: %v", conn.RemoteAddr(), err)
			return
		}
		log.Printf("%q", buffer[:n]) // %q: 따옴표로 감싼다. 글자가 못 되는 바이트는 \xeb처럼 적는다.
		conn.Write(buffer[:n])       // 실패했다면 다음 Read가 알려 준다.
	}
}

// 3단계: 줄바꿈까지 모아서 한 줄씩 돌려준다.
//
//	go run ./01-raw-tcp/step3
package main

import (
	"bufio"
	"fmt"
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
	// Scanner는 conn에서 읽은 것을 모아 두었다가 줄로 나누어 준다. 한 줄은 64KiB까지이다.
	in := bufio.NewScanner(conn)
	for in.Scan() { // 한 줄이 다 올 때까지 기다린다. 더 올 줄이 없으면 false를 돌려준다.
		log.Printf("%q", in.Text())
		fmt.Fprintf(conn, "%s\n", in.Text()) // conn에 쓴다. Text는 줄바꿈을 뗀 것이라 다시 붙인다.
	}
	log.Printf("%s 끝남: %v", conn.RemoteAddr(), in.Err()) // 상대가 보통으로 끝냈으면 nil이다.
}

// 4단계: 기다리는 시간에 끝을 두고, 끊을 때는 이유를 알린다.
//
//	go run ./01-raw-tcp/step4
package main

import (
	"bufio"
	"errors"
	"fmt"
	"log"
	"net"
	"os"
	"time"
)

var addr = "localhost:8001" // 이 컴퓨터(localhost)의 8001번 포트

const patience = 20 * time.Second // 클라이언트를 기다리는 시간. 수업에서 보려고 짧게 두었다.

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
	extend(conn)
	for in.Scan() { // 한 줄이 다 올 때까지 기다린다. 더 올 줄이 없으면 false를 돌려준다.
		log.Printf("%q", in.Text())
		fmt.Fprintf(conn, "%s\n", in.Text()) // conn에 쓴다. Text는 줄바꿈을 뗀 것이라 다시 붙인다.
		extend(conn)
	}
	if reason := why(in.Err()); reason != "" {
		extend(conn) // 지난 데드라인을 미루어야 아래 말을 쓸 수 있다.
		fmt.Fprintf(conn, "%s. 연결을 끊습니다.\n", reason)
	}
	log.Printf("%s 끝남: %v", conn.RemoteAddr(), in.Err()) // 상대가 보통으로 끝냈으면 nil이다.
}

// extend는 데드라인(deadline)을 미룬다. 그 시각이 지나면 기다리던 읽기와 쓰기가 오류로 끝난다.
func extend(conn net.Conn) {
	conn.SetDeadline(time.Now().Add(patience))
}

// why는 우리가 연결을 끊는 이유이다. 상대가 끊었다면 빈 문자열을 돌려준다.
func why(err error) string {
	switch {
	case errors.Is(err, bufio.ErrTooLong): // errors.Is는 err이 그 오류인지 본다. 다른 오류에 싸여 있어도 안다.
		return "한 줄이 너무 깁니다"
	case errors.Is(err, os.ErrDeadlineExceeded):
		return "너무 오래 조용합니다"
	}
	return ""
}

// 4단계: 기다리는 시간에 끝을 두고, 끊을 때는 까닭을 알린다.
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
var patience = "20s"        // 이만큼 기다린다. 수업에서 보려고 짧게 두었다.

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
	// Scanner는 읽은 것을 모아 두었다가 줄로 나누어 준다. 연결이 끝나면 Scan이 거짓이다.
	in := bufio.NewScanner(conn)
	extend(conn)
	for in.Scan() {
		log.Printf("%q", in.Text())
		fmt.Fprintf(conn, "%s\n", in.Text())
		extend(conn)
	}
	if reason := why(in.Err()); reason != "" {
		extend(conn)
		fmt.Fprintf(conn, "%s. 연결을 끊습니다.\n", reason)
	}
	log.Printf("%s 끝남: %v", conn.RemoteAddr(), in.Err())
}

// extend는 데드라인(deadline)을 미룬다. 그 시각이 지나면 기다리던 읽기와 쓰기가 오류로 끝난다.
func extend(conn net.Conn) {
	wait, _ := time.ParseDuration(patience)
	conn.SetDeadline(time.Now().Add(wait))
}

// why는 우리가 끊는 까닭이다. 상대가 끊었다면 빈 글이다.
func why(err error) string {
	switch {
	case errors.Is(err, bufio.ErrTooLong): // Scanner는 64KiB까지만 모은다.
		return "한 줄이 너무 깁니다"
	case errors.Is(err, os.ErrDeadlineExceeded):
		return "너무 오래 조용합니다"
	}
	return ""
}

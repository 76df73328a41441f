// 6단계: Ctrl-C를 누르면 하던 말을 마치고 멈춘다.
//
//	go run ./01-raw-tcp/step6
package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"os"
	"os/signal"
	"sync"
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
	// ctx(context)는 "이제 그만"이라는 신호이다. Ctrl-C를 누르면 취소된다.
	ctx, _ := signal.NotifyContext(context.Background(), os.Interrupt)
	context.AfterFunc(ctx, func() { ln.Close() }) // ctx가 취소되면 이 함수를 부른다. 닫으면 Accept가 깨어난다.
	var conns sync.WaitGroup                      // 돌고 있는 고루틴의 수를 센다.
	for {
		conn, err := ln.Accept() // 연결이 올 때까지 기다린다. conn은 그 클라이언트와 이어진 새 소켓이다.
		if ctx.Err() != nil {    // 취소되었다.
			break
		}
		if err != nil {
			log.Fatalf("연결 받기: %v", err)
		}
		conns.Go(func() { handle(ctx, conn) }) // go와 같고, 세기까지 한다.
	}
	conns.Wait() // 모두 끝날 때까지 기다린다.
}

// handle은 클라이언트 하나를 끝까지 맡는다.
func handle(ctx context.Context, conn net.Conn) {
	defer finish(conn) // 이 함수가 어떻게 끝나든 마지막에 닫는다.
	log.Printf("%s 연결됨", conn.RemoteAddr())
	// Scanner는 conn에서 읽은 것을 모아 두었다가 줄로 나누어 준다. 한 줄은 64KiB까지이다.
	in := bufio.NewScanner(conn)
	extend(conn)
	// 멈출 때는 1초를 더 준다. 데드라인을 지금으로 정하면 기다리던 읽기가 바로 깨어난다.
	stop := context.AfterFunc(ctx, func() {
		time.Sleep(time.Second)
		conn.SetDeadline(time.Now())
	})
	defer stop()    // 예약을 취소한다. 이미 끝난 연결은 깨울 것이 없다.
	for in.Scan() { // 한 줄이 다 올 때까지 기다린다. 더 올 줄이 없으면 false를 돌려준다.
		log.Printf("%q", in.Text())
		fmt.Fprintf(conn, "%s\n", in.Text()) // conn에 쓴다. Text는 줄바꿈을 뗀 것이라 다시 붙인다.
		extend(conn)
	}
	if reason := why(ctx, in.Err()); reason != "" {
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
func why(ctx context.Context, err error) string {
	switch {
	case err != nil && ctx.Err() != nil:
		return "서버가 멈춥니다"
	case errors.Is(err, bufio.ErrTooLong): // errors.Is는 err이 그 오류인지 본다. 다른 오류에 싸여 있어도 안다.
		return "한 줄이 너무 깁니다"
	case errors.Is(err, os.ErrDeadlineExceeded):
		return "너무 오래 조용합니다"
	}
	return ""
}

// finish는 다 보냈다고 먼저 알린다(FIN). 그리고 상대가 닫을 때까지 오는 것을 읽어서 버린 다음 닫는다.
// 읽지 않은 바이트가 남은 소켓을 닫으면 운영 체제가 FIN 대신 RST를 보낸다.
func finish(conn net.Conn) {
	conn.(*net.TCPConn).CloseWrite() // 보내는 쪽만 닫는 것은 TCP 연결(TCPConn)만 할 수 있다.
	conn.SetDeadline(time.Now().Add(time.Second))
	io.Copy(io.Discard, conn)
	conn.Close()
}

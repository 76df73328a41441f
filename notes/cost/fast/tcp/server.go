package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"os"
	"sync"
	"syscall"
	"time"

	"socketworkbook/internal/linger"
)

const (
	maxLine      = 64 << 10         // 한 줄의 최대 길이. 단위는 바이트, 줄바꿈은 빼고 센다
	buffer       = 8 << 10          // 손님 하나에게 내주는 버퍼. 바이트
	idleTimeout  = 10 * time.Minute // 한 줄이 다 오기를 기다리는 시간
	writeTimeout = 10 * time.Second // 읽지 않는 손님을 기다리는 시간
	grace        = time.Second      // 서버가 멈출 때 남은 말을 마칠 시간
)

// serve는 ctx가 닫힐 때까지 연결을 받고, 남은 연결이 모두 끝나면 돌아온다.
func serve(ctx context.Context, ln net.Listener) error {
	// Accept는 ctx를 모른다. 리스너를 닫으면 깨어난다.
	stop := context.AfterFunc(ctx, func() { ln.Close() })
	defer stop()

	var conns sync.WaitGroup
	defer conns.Wait()
	for {
		conn, err := ln.Accept()
		if errors.Is(err, net.ErrClosed) {
			return nil
		}
		if err != nil {
			// 열린 파일이 너무 많은 것 같은 한때의 사정이다. 그만두지 않고 잠시 뒤 다시 받는다.
			log.Printf("연결 받기: %v", err)
			select {
			case <-ctx.Done():
			case <-time.After(100 * time.Millisecond):
			}
			continue
		}
		// 고루틴 하나가 손님 하나를 맡는다. 느린 손님이 뒷손님을 막지 않는다.
		conns.Go(func() { handle(ctx, conn) })
	}
}

// handle은 손님이 보낸 줄을 그대로 돌려준다. 손님이 그만 보내겠다고 하면(FIN),
// 그때까지 받은 것을 모두 돌려준 뒤 연결을 닫는다.
func handle(ctx context.Context, conn net.Conn) {
	defer linger.Close(conn)
	// 서버가 멈추면 조금 기다렸다가 닫는다. 닫으면 막혀 있던 읽기와 쓰기도 깨어난다.
	stop := context.AfterFunc(ctx, func() { time.AfterFunc(grace, func() { conn.Close() }) })
	defer stop()

	log.Printf("%s 연결됨", conn.RemoteAddr())
	switch err := echo(conn); {
	case ctx.Err() != nil:
		log.Printf("%s 서버가 멈추어 끊음", conn.RemoteAddr())
	case errors.Is(err, syscall.ECONNRESET):
		log.Printf("%s 손님이 갑자기 끊음(RST)", conn.RemoteAddr())
	case errors.Is(err, os.ErrDeadlineExceeded):
		log.Printf("%s 너무 오래 기다려서 끊음", conn.RemoteAddr())
	case err != nil:
		log.Printf("%s 끊김: %v", conn.RemoteAddr(), err)
	default:
		log.Printf("%s 끝남", conn.RemoteAddr())
	}
}

var errLineTooLong = fmt.Errorf("한 줄이 %d바이트를 넘습니다", maxLine)

// echo는 conn이 끝날 때까지 줄을 되돌려 쓴다. 상대가 FIN으로 끝내면 nil을 돌려준다.
func echo(conn net.Conn) error {
	in := bufio.NewReaderSize(conn, buffer)
	conn.SetReadDeadline(time.Now().Add(idleTimeout))
	length := 0 // 줄이 버퍼보다 길면 토막으로 돌려준다. 지금 줄에서 이미 돌려준 길이
	for {
		// 스트림에는 경계가 없다. 한 번 읽은 것에 줄이 여럿일 수도, 반 줄일 수도 있다.
		_, err := in.Peek(in.Buffered() + 1) // 한 바이트라도 더 올 때까지 기다린다.
		if err != nil && err != io.EOF {
			return err
		}
		got, _ := in.Peek(in.Buffered())
		whole := bytes.LastIndexByte(got, '\n') + 1 // 온전한 줄들의 끝
		first := bytes.IndexByte(got, '\n')         // 지금 줄의 끝
		if first < 0 {
			first = len(got)
		}
		if length+first > maxLine {
			return errors.Join(errLineTooLong, write(conn, fmt.Appendf(nil, "\n%v. 연결을 끊습니다.\n", errLineTooLong)))
		}
		switch {
		case whole > 0: // 줄이 끝났다. 기한은 줄마다 준다. 바이트마다 주면 끝없이 미룰 수 있다.
			conn.SetReadDeadline(time.Now().Add(idleTimeout))
			length = 0
		case err != nil || len(got) == in.Size(): // 줄바꿈 없는 마지막 줄이거나 긴 줄의 토막이다.
			whole = len(got)
			length += whole
		}
		// 읽어 둔 줄을 모두 한 번에 쓴다. 줄마다 쓰면 시스템 호출도 줄마다 한다.
		if err := write(conn, got[:whole]); err != nil {
			return err
		}
		in.Discard(whole)
		if err == io.EOF {
			return nil
		}
	}
}

// write는 기한을 두고 쓴다. 손님이 읽지 않으면 우리 쪽 송신 버퍼가 차서
// Write가 멈춘다. 기한이 없으면 이 고루틴은 영영 거기 서 있다.
func write(conn net.Conn, p []byte) error {
	if len(p) == 0 {
		return nil
	}
	conn.SetWriteDeadline(time.Now().Add(writeTimeout))
	_, err := conn.Write(p)
	return err
}

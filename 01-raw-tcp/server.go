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
	in := bufio.NewReader(conn)
	out := bufio.NewWriter(deadlineWriter{conn})
	length := 0 // 지금 읽고 있는 줄의 길이
	for {
		// 스트림에는 경계가 없다. 한 번 읽은 것에 줄이 여럿일 수도, 반 줄일 수도 있다.
		// 온전한 줄이 남지 않았으면 곧 기다리게 된다. 모은 답은 그 전에 한꺼번에 보낸다.
		if rest, _ := in.Peek(in.Buffered()); bytes.IndexByte(rest, '\n') < 0 {
			if err := out.Flush(); err != nil {
				return err
			}
			if length == 0 { // 기한은 줄마다 준다. 바이트마다 주면 끝없이 미룰 수 있다.
				conn.SetReadDeadline(time.Now().Add(idleTimeout))
			}
		}
		// 긴 줄은 버퍼 크기(4KiB)의 토막으로 온다. 줄 전체를 들고 있을 까닭이 없다.
		piece, err := in.ReadSlice('\n')
		length += len(bytes.TrimSuffix(piece, []byte("\n")))
		if length > maxLine {
			fmt.Fprintf(out, "\n%v. 연결을 끊습니다.\n", errLineTooLong)
			return errors.Join(errLineTooLong, out.Flush())
		}
		out.Write(piece)
		switch err {
		case nil: // 줄이 끝났다.
			length = 0
		case bufio.ErrBufferFull: // 줄이 아직 이어진다.
		case io.EOF: // 줄바꿈 없는 마지막 줄까지 돌려준다.
			return out.Flush()
		default:
			return err
		}
	}
}

// deadlineWriter는 쓸 때마다 기한을 둔다. 손님이 읽지 않으면 우리 쪽 송신 버퍼가
// 차서 Write가 멈춘다. 기한이 없으면 이 고루틴은 영영 거기 서 있다.
type deadlineWriter struct{ net.Conn }

func (w deadlineWriter) Write(p []byte) (int, error) {
	w.SetWriteDeadline(time.Now().Add(writeTimeout))
	return w.Conn.Write(p)
}

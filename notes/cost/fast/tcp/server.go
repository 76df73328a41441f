package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"os"
	"sync"
	"time"

	"socketworkbook/internal/lesson"
	"socketworkbook/internal/linger"
)

const (
	maxLine      = 64 * 1024        // 한 줄의 최대 길이. 바이트, 줄바꿈까지 센다
	idleTimeout  = 10 * time.Minute // 한 줄이 다 오기를 기다리는 시간
	writeTimeout = 10 * time.Second // 읽지 않는 클라이언트를 기다리는 시간
	grace        = time.Second      // 서버가 멈출 때 하던 말을 마칠 시간
	giveUp       = 3 * grace / 2    // 그래도 끝나지 않는 연결을 그냥 닫을 때까지의 시간
)

// 서버가 연결을 끊는 이유이다. 클라이언트에게도 알린다.
var (
	errLineTooLong = fmt.Errorf("한 줄이 %d바이트를 넘습니다", maxLine)
	errSilent      = fmt.Errorf("%v분 동안 한 줄도 오지 않았습니다", idleTimeout.Minutes())
	errStopping    = errors.New("서버가 멈춥니다")
)

// serve는 ctx가 취소될 때까지 연결을 받고, 남은 연결이 모두 끝나면 돌아온다.
func serve(ctx context.Context, ln net.Listener) error {
	// Accept는 ctx를 받지 않는다. 그래서 ctx가 취소되면 리스너를 닫아 Accept를 깨운다.
	cancel := context.AfterFunc(ctx, func() { ln.Close() })
	defer cancel()

	var conns sync.WaitGroup // 돌고 있는 고루틴의 수를 센다.
	defer conns.Wait()
	for {
		conn, err := ln.Accept()
		if errors.Is(err, net.ErrClosed) { // 위에서 우리가 닫았다.
			return nil
		}
		if err != nil {
			// 열린 파일이 너무 많은 것 같은 잠깐의 문제다. 그만두지 않고 잠시 뒤 다시 받는다.
			log.Printf("연결 받기: %v", err)
			time.Sleep(100 * time.Millisecond)
			continue
		}
		// 고루틴 하나가 클라이언트 하나를 맡는다. 느린 클라이언트가 다음 클라이언트를 막지 않는다.
		conns.Go(func() { handle(ctx, conn) })
	}
}

// handle은 클라이언트가 보낸 줄을 그대로 돌려준다. 우리가 끊을 때는 이유를 알린다.
func handle(ctx context.Context, conn net.Conn) {
	defer linger.Close(conn)
	cancel := context.AfterFunc(ctx, func() { leave(conn) })
	defer cancel()

	log.Printf("%s 연결됨", conn.RemoteAddr())
	err := echo(conn)
	if err == errSilent && ctx.Err() != nil {
		err = errStopping // 조용해서가 아니라 아래의 leave가 깨웠다.
	}
	if err == errLineTooLong || err == errSilent || err == errStopping {
		fmt.Fprintf(timed{conn}, "%v. 연결을 끊습니다.\n", err)
	}
	log.Printf("%s %s", conn.RemoteAddr(), ending(err))
}

// leave는 서버가 멈출 때 부른다. 하던 말을 마칠 시간을 준 다음, 데드라인을 지금으로 정해 기다리던
// 읽기를 깨운다. 쓰기에 막혀 있으면 그것으로는 깨지 않으므로 닫는다.
func leave(conn net.Conn) {
	time.AfterFunc(grace, func() { conn.SetReadDeadline(time.Now()) })
	time.AfterFunc(giveUp, func() { conn.Close() })
}

// timed는 쓸 때마다 데드라인을 새로 정한다. 상대가 읽지 않으면 송신 버퍼가 차서 Write가 멈춘다.
// 데드라인이 없으면 이 고루틴은 영영 거기 서 있다. Write가 있으면 Fprintf와 bufio가 여기에 쓸 수 있다.
type timed struct{ conn net.Conn }

func (t timed) Write(p []byte) (int, error) {
	t.conn.SetWriteDeadline(time.Now().Add(writeTimeout))
	return t.conn.Write(p)
}

// ending은 연결이 어떻게 끝났는지 로그에 적을 말이다.
func ending(err error) string {
	switch {
	case err == io.EOF:
		return "끝남"
	case lesson.IsReset(err):
		return "상대가 갑자기 끊음(RST)"
	case errors.Is(err, os.ErrDeadlineExceeded): // 읽기의 데드라인은 errSilent가 되었다. 남은 것은 쓰기이다.
		return "상대가 읽지 않아서 끊음"
	}
	return fmt.Sprintf("끊음: %v", err)
}

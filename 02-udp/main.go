// 02-udp는 UDP 데이터그램을 주고받는 메아리(echo) 서버와 클라이언트이다.
//
//	go run ./02-udp                          서버
//	go run ./02-udp -drop 0.3                열에 셋을 일부러 잃어버리는 서버
//	go run ./02-udp -connect localhost:8002  클라이언트 (다른 터미널에서)
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"net"
	"os"
	"strconv"

	"socketworkbook/internal/lesson"
)

func main() {
	addr := flag.String("addr", "localhost:8002", "서버가 들을 주소")
	connect := flag.String("connect", "", "클라이언트가 되어 말을 걸 서버의 주소")
	drop := 0.0
	flag.Func("drop", "서버가 일부러 잃어버릴 몫. 0.3이면 열에 셋", func(s string) (err error) {
		drop, err = share(s)
		return err
	})

	lesson.Main(func(ctx context.Context) error {
		if *connect != "" {
			return talk(ctx, *connect, os.Stdin, os.Stdout)
		}
		conn, err := listen(*addr)
		if err != nil {
			return fmt.Errorf("포트 열기: %w", err)
		}
		fmt.Fprintf(os.Stderr, "%s에서 데이터그램을 기다립니다. 멈추려면 Ctrl-C를 누르세요.\n", conn.LocalAddr())
		for _, host := range lesson.Hosts(*addr, conn.LocalAddr()) {
			fmt.Fprintf(os.Stderr, "다른 터미널에서: go run ./02-udp -connect %s\n", host)
		}
		return serve(ctx, conn, drop)
	})
}

// listen은 소켓을 만들고 주소를 붙인다. UDP에는 listen도 accept도 없다. 그것이 전부이다.
func listen(addr string) (*net.UDPConn, error) {
	local, err := net.ResolveUDPAddr("udp", addr)
	if err != nil {
		return nil, err
	}
	return net.ListenUDP("udp", local)
}

// share는 0과 1 사이의 몫을 읽는다.
func share(s string) (float64, error) {
	x, err := strconv.ParseFloat(s, 64)
	if err != nil || !(0 <= x && x <= 1) {
		return 0, errors.New("0과 1 사이의 수여야 합니다")
	}
	return x, nil
}

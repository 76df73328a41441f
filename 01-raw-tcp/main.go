// 01-raw-tcp는 TCP 소켓으로 줄을 주고받는 에코(echo) 서버와 클라이언트이다.
//
//	go run ./01-raw-tcp                          서버
//	go run ./01-raw-tcp -connect localhost:8001  클라이언트 (다른 터미널에서)
package main

import (
	"context"
	"flag"
	"fmt"
	"net"
	"os"

	"socketworkbook/internal/lesson"
)

func main() {
	addr := flag.String("addr", "localhost:8001", "서버가 들을 주소")
	connect := flag.String("connect", "", "클라이언트가 되어 붙을 서버의 주소")
	raw := flag.Bool("syscall", false, "net.Listen 대신 시스템 호출로 소켓을 만듭니다 (Unix)")

	lesson.Main(func(ctx context.Context) error {
		if *connect != "" {
			return talk(ctx, *connect, os.Stdin, os.Stdout)
		}
		ln, err := listen(*addr, *raw)
		if err != nil {
			return fmt.Errorf("포트 열기: %w", err)
		}
		fmt.Fprintf(os.Stderr, "%s에서 TCP 연결을 기다립니다. 멈추려면 Ctrl-C를 누르세요.\n", ln.Addr())
		for _, host := range lesson.Hosts(*addr, ln.Addr()) {
			fmt.Fprintf(os.Stderr, "다른 터미널에서: go run ./01-raw-tcp -connect %s\n", host)
		}
		return serve(ctx, ln)
	})
}

// listen은 같은 일을 두 높이에서 한다. 돌려주는 것의 쓰임은 같다.
func listen(addr string, raw bool) (net.Listener, error) {
	if raw {
		return listenSyscall(addr) // syscall_unix.go: socket, bind, listen
	}
	return net.Listen("tcp", addr) // 위의 셋을 한 번에
}

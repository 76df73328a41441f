// 04-sse는 서버가 먼저 말하는 대화방이다. 끝나지 않는 HTTP 응답 하나로 이벤트를 보낸다.
//
//	go run ./04-sse                          서버. 페이지를 브라우저로 연다
//	go run ./04-sse -connect localhost:8004  클라이언트 (다른 터미널에서)
package main

import (
	"context"
	"flag"
	"fmt"
	"net"
	"os"

	"socketworkbook/internal/lesson"
	"socketworkbook/internal/web"
)

func main() {
	addr := flag.String("addr", "localhost:8004", "서버가 들을 주소")
	connect := flag.String("connect", "", "클라이언트가 되어 붙을 서버의 주소")

	lesson.Main(func(ctx context.Context) error {
		if *connect != "" {
			return talk(ctx, *connect, os.Stdin, os.Stdout)
		}
		ln, err := net.Listen("tcp", *addr)
		if err != nil {
			return fmt.Errorf("포트 열기: %w", err)
		}
		web.Announce(os.Stderr, *addr, ln.Addr(), "/")
		fmt.Fprintf(os.Stderr, "다른 터미널에서: go run ./04-sse -connect %s\n", lesson.Hosts(*addr, ln.Addr())[0])
		return serve(ctx, ln)
	})
}

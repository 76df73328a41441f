// 03-http-polling은 HTTP로 하는 대화방이다. 서버는 먼저 말할 수 없으므로 손님이 자꾸 묻는다.
//
//	go run ./03-http-polling                                     서버. 페이지를 브라우저로 연다
//	go run ./03-http-polling -connect localhost:8003 -every 1s   1초마다 묻는다 (짧은 폴링)
//	go run ./03-http-polling -connect localhost:8003 -long       소식이 있을 때까지 답을 기다린다 (롱폴링)
package main

import (
	"context"
	"flag"
	"fmt"
	"net"
	"os"
	"time"

	"socketworkbook/internal/lesson"
	"socketworkbook/internal/web"
)

func main() {
	addr := flag.String("addr", "localhost:8003", "서버가 들을 주소")
	connect := flag.String("connect", "", "클라이언트가 되어 물을 서버의 주소")
	every := flag.Duration("every", time.Second, "짧은 폴링: 이만큼 쉬고 다시 묻습니다")
	long := flag.Bool("long", false, "롱폴링: 소식이 있을 때까지 서버가 답을 미룹니다")

	lesson.Main(func(ctx context.Context) error {
		if *connect != "" {
			return talk(ctx, *connect, asking{every: *every, long: *long}, os.Stdin, os.Stdout)
		}
		ln, err := net.Listen("tcp", *addr)
		if err != nil {
			return fmt.Errorf("포트 열기: %w", err)
		}
		web.Announce(os.Stderr, *addr, ln.Addr(), "/")
		fmt.Fprintf(os.Stderr, "다른 터미널에서: go run ./03-http-polling -connect %s -long\n", lesson.Hosts(*addr, ln.Addr())[0])
		return serve(ctx, ln)
	})
}

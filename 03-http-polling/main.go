// 03-http-polling은 HTTP로 하는 대화방이다. 서버는 먼저 말할 수 없으므로 클라이언트가 자꾸 요청한다.
//
//	go run ./03-http-polling                                     서버. 페이지를 브라우저로 연다
//	go run ./03-http-polling -connect localhost:8003 -every 1s   1초마다 요청한다(폴링)
//	go run ./03-http-polling -connect localhost:8003 -long       새 메시지가 있을 때까지 응답을 기다린다(롱 폴링)
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"time"

	"socketworkbook/internal/lesson"
	"socketworkbook/internal/web"
)

func main() {
	addr := flag.String("addr", "localhost:8003", "서버가 들을 주소")
	connect := flag.String("connect", "", "클라이언트가 되어 요청할 서버의 주소")
	secure := web.TLSFlag()
	every := flag.Duration("every", time.Second, "폴링: 응답을 받고 이만큼 쉰 다음 다시 요청합니다")
	long := flag.Bool("long", false, "롱 폴링: 새 메시지가 있을 때까지 서버가 응답을 미룹니다")

	lesson.Main(func(ctx context.Context) error {
		if *connect != "" {
			url, err := web.Target(*connect, *secure)
			if err != nil {
				return err
			}
			return talk(ctx, url, polling{every: *every, long: *long}, os.Stdin, os.Stdout)
		}
		ln, err := web.Listen(*addr, *secure)
		if err != nil {
			return err
		}
		web.Announce(os.Stderr, *addr, ln, "/")
		fmt.Fprintf(os.Stderr, "다른 터미널에서: go run ./03-http-polling -connect %s -long%s\n", lesson.Hosts(*addr, ln.Addr())[0], web.TLSOption(*secure))
		return serve(ctx, ln)
	})
}

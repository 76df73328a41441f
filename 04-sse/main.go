// 04-sse는 서버가 먼저 말하는 대화방이다. 끝나지 않는 HTTP 응답 하나로 이벤트를 보낸다.
//
//	go run ./04-sse                          서버. 페이지를 브라우저로 연다
//	go run ./04-sse -connect localhost:8004  클라이언트 (다른 터미널에서)
package main

import (
	"context"
	"flag"
	"fmt"
	"os"

	"socketworkbook/internal/lesson"
	"socketworkbook/internal/web"
)

func main() {
	addr := flag.String("addr", "localhost:8004", "서버가 들을 주소")
	connect := flag.String("connect", "", "클라이언트가 되어 붙을 서버의 주소")
	secure := web.TLSFlag()

	lesson.Main(func(ctx context.Context) error {
		if *connect != "" {
			url, err := web.Target(*connect, *secure)
			if err != nil {
				return err
			}
			return talk(ctx, url, os.Stdin, os.Stdout)
		}
		ln, err := web.Listen(*addr, *secure)
		if err != nil {
			return err
		}
		web.Announce(os.Stderr, *addr, ln, "/")
		fmt.Fprintf(os.Stderr, "다른 터미널에서: go run ./04-sse -connect %s%s\n", lesson.Hosts(*addr, ln.Addr())[0], web.TLSOption(*secure))
		return serve(ctx, ln)
	})
}

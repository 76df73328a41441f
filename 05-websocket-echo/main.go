// 05-websocket-echo는 WebSocket으로 받은 메시지를 그대로 돌려주는 서버와 클라이언트이다.
//
//	go run ./05-websocket-echo                          서버. /index 페이지를 브라우저로 연다
//	go run ./05-websocket-echo -connect localhost:8000  클라이언트 (다른 터미널에서)
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
	addr := flag.String("addr", "localhost:8000", "서버가 들을 주소")
	connect := flag.String("connect", "", "클라이언트가 되어 붙을 서버의 주소")
	secure := web.TLSFlag()

	lesson.Main(func(ctx context.Context) error {
		if *connect != "" {
			trust, err := web.Trust(*secure)
			if err != nil {
				return err
			}
			return talk(ctx, *connect, trust, os.Stdin, os.Stdout)
		}
		ln, err := web.Listen(*addr, *secure)
		if err != nil {
			return err
		}
		web.Announce(os.Stderr, *addr, ln, "/index")
		fmt.Fprintf(os.Stderr, "다른 터미널에서: go run ./05-websocket-echo -connect %s%s\n", lesson.Hosts(*addr, ln.Addr())[0], web.TLSOption(*secure))
		return serve(ctx, ln)
	})
}

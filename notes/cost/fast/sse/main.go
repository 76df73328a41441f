// sse는 04-sse와 같은 일을 하는 빠른 서버이다.
//
//	go run -C notes/cost ./fast/sse
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
	addr := flag.String("addr", "localhost:8004", "서버가 들을 주소")

	lesson.Main(func(ctx context.Context) error {
		ln, err := net.Listen("tcp", *addr)
		if err != nil {
			return fmt.Errorf("포트 열기: %w", err)
		}
		fmt.Fprintf(os.Stderr, "http://%s/events 에서 이벤트를 흘립니다. 멈추려면 Ctrl-C를 누르세요.\n", ln.Addr())
		return serve(ctx, ln)
	})
}

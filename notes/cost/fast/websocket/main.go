// websocket은 05-websocket-echo와 같은 일을 하는 빠른 서버이다. gorilla는 핸드셰이크에만 쓰고, 프레임은 손으로 다룬다.
//
//	go run -C notes/cost ./fast/websocket
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
	addr := flag.String("addr", "localhost:8000", "서버가 들을 주소")

	lesson.Main(func(ctx context.Context) error {
		ln, err := net.Listen("tcp", *addr)
		if err != nil {
			return fmt.Errorf("포트 열기: %w", err)
		}
		fmt.Fprintf(os.Stderr, "ws://%s/ 에서 WebSocket 연결을 기다립니다. 멈추려면 Ctrl-C를 누르세요.\n", ln.Addr())
		return serve(ctx, ln)
	})
}

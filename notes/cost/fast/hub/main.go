// hub는 이벤트 하나를 모두에게 WebSocket으로 보내는 빠른 서버이다.
// POST /burst/32를 받으면 32바이트의 이벤트 여덟 개를 낸다.
//
//	go run -C notes/cost ./fast/hub
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
	addr := flag.String("addr", "localhost:8006", "서버가 들을 주소")

	lesson.Main(func(ctx context.Context) error {
		ln, err := net.Listen("tcp", *addr)
		if err != nil {
			return fmt.Errorf("포트 열기: %w", err)
		}
		fmt.Fprintf(os.Stderr, "ws://%s/ws 에서 WebSocket 연결을 기다립니다. 멈추려면 Ctrl-C를 누르세요.\n", ln.Addr())
		return serve(ctx, ln)
	})
}

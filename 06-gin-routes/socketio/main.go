// socketio는 06의 대화방을 진짜 Socket.IO 서버 뒤에 놓은 것이다. npm의 socket.io-client가 그대로 붙는다.
// 쓰는 모듈이 많아서 프로그램을 따로 둔다. 06을 켜는 사람은 그것들을 내려받지 않는다.
//
//	go run ./06-gin-routes/socketio
//	NATS_URL=nats://localhost:4222 go run ./06-gin-routes/socketio
package main

import (
	"context"
	"embed"
	"flag"
	"fmt"
	"net"
	"net/http"
	"os"
	"time"

	"github.com/zishang520/socket.io/servers/socket/v3"

	"socketworkbook/06-gin-routes/chat"
	"socketworkbook/internal/lesson"
	"socketworkbook/internal/web"
)

//go:embed index.html hall.go
var files embed.FS

const (
	pingEvery    = 25 * time.Second // Socket.IO의 기본값. 롱 폴링의 응답도 길면 이만큼 미룬다
	writeTimeout = 10 * time.Second
	longestBody  = 16 << 10 // 바이트. 기본값 1MB는 메시지 하나에 너무 많다
)

func main() {
	addr := flag.String("addr", "localhost:8016", "서버가 들을 주소")

	lesson.Main(func(ctx context.Context) error {
		room, err := openRoom(ctx, os.Getenv("NATS_URL"))
		if err != nil {
			return err
		}
		ln, err := net.Listen("tcp", *addr)
		if err != nil {
			return fmt.Errorf("포트 열기: %w", err)
		}
		web.Announce(os.Stderr, *addr, ln, "/")
		return serve(ctx, ln, room)
	})
}

// openRoom은 대화방을 연다. natsURL이 있으면 06과 같은 방이다.
func openRoom(ctx context.Context, natsURL string) (chat.Room, error) {
	if natsURL == "" {
		return chat.NewLocal(chat.Remembered), nil
	}
	broker, err := chat.Connect(ctx, natsURL)
	if err != nil {
		return nil, err
	}
	return broker.Open(ctx, "chat", chat.Remembered)
}

// serve는 ctx가 취소될 때까지 ln에서 응답한다.
func serve(ctx context.Context, ln net.Listener, room chat.Room) error {
	options := socket.DefaultServerOptions()
	options.SetServeClient(false)
	options.SetPingInterval(pingEvery)
	options.SetMaxHttpBufferSize(longestBody)
	io := socket.NewServer(nil, options)
	newHall(ctx, io, room)

	mux := http.NewServeMux()
	mux.Handle("/socket.io/", guard(io.ServeHandler(nil)))
	mux.Handle("GET /{$}", web.Page("06-gin-routes", files, "index.html"))
	// 서버가 멈출 때 미루어 둔 롱 폴링의 응답과, HTTP에서 넘겨받은 WebSocket을 끝낸다.
	defer context.AfterFunc(ctx, func() { io.Close(nil) })()
	return web.Serve(ctx, ln, web.Korean(mux))
}

// guard는 다른 사이트의 페이지를 막고, 롱 폴링의 응답을 미룰 시간을 준다.
func guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !web.SameOrigin(w, r) {
			return
		}
		http.NewResponseController(w).SetWriteDeadline(time.Now().Add(pingEvery + writeTimeout))
		next.ServeHTTP(w, r)
	})
}

// 06-gin-routes는 지금까지의 것을 gin으로 모은 웹 앱이다.
// routes/에 라우트마다 파일 하나, views/에 페이지, public/에 그대로 내주는 파일이 있다.
//
//	go run ./06-gin-routes
package main

import (
	"context"
	"embed"
	"flag"
	"fmt"
	"net"
	"os"

	"socketworkbook/internal/lesson"
	"socketworkbook/internal/web"
	"socketworkbook/notes/compare/live"
)

// files는 프로그램 안에 넣어 둔 페이지와 파일, 그리고 페이지가 보여 줄 코드이다. 어느 폴더에서 켜도 된다.
//
//go:embed views/*.html public routes/websocket.go chat/update.go chat/room.go chat/stream.go
var files embed.FS

func main() {
	addr := flag.String("addr", "", "서버가 들을 주소. 없으면 .env의 PORT, 그것도 없으면 localhost:8006")
	secure := web.TLSFlag()
	classroom := flag.Bool("class", false, "교실을 엽니다. 휴대 전화로 들어와 함께 예상합니다. 모든 주소에서 듣습니다")

	lesson.Main(func(ctx context.Context) error {
		cfg, err := loadConfig()
		if err != nil {
			return fmt.Errorf("설정 읽기: %w", err)
		}
		if cfg.Class = *classroom; cfg.Class {
			warnFirewall(os.Stderr)
		}
		if *addr == "" {
			host := map[bool]string{false: "localhost", true: ""}[cfg.Class] // 비어 있으면 모든 주소이다.
			*addr = net.JoinHostPort(host, cfg.Port)
		}
		ln, err := web.Listen(*addr, *secure)
		if err != nil {
			return err
		}
		web.Announce(os.Stderr, *addr, ln, "/")
		compare, wait := live.Start(ctx, cfg.beside(*addr)) // 제 포트에서 따로 돈다.
		defer wait()
		return serve(ctx, ln, cfg, compare)
	})
}

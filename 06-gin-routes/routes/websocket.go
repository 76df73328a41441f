package routes

import (
	"context"
	"fmt"
	"log"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/gorilla/websocket"

	"socketworkbook/06-gin-routes/peer"
)

const speakEvery = 3 * time.Second

// WebSocket은 3초마다 한 줄을 보내고 페이지의 답을 로그에 적는 라우트이다.
func WebSocket(router *gin.RouterGroup, peers *peer.Peers) {
	router.GET("", func(c *gin.Context) {
		client := c.ClientIP() // 핸들러가 돌아간 뒤에는 c를 쓸 수 없다. gin이 다음 요청에 다시 쓴다.
		peers.Accept(c.Writer, c.Request, func(ctx context.Context, conn *websocket.Conn) {
			log.Printf("%s 연결됨", client)
			speaking, stop := context.WithCancel(ctx)
			defer stop()
			go speak(speaking, conn)
			hear := func(_ int, message []byte) error {
				log.Printf("%s의 말: %q", client, message)
				return nil
			}
			log.Printf("%s 끝남: %v", client, peer.Converse(ctx, conn, hear))
		})
	})
}

// speak는 ctx가 취소될 때까지 3초마다 한 줄을 보낸다. 이 연결에 메시지를 쓰는 고루틴은 이것뿐이다.
func speak(ctx context.Context, conn *websocket.Conn) {
	ticker := time.NewTicker(speakEvery)
	defer ticker.Stop()
	for n := 1; ; n++ {
		select {
		case <-ticker.C:
			if peer.Send(conn, websocket.TextMessage, fmt.Appendf(nil, "서버의 %d번째 말", n)) != nil {
				conn.Close() // 받지 않는 클라이언트이다. 읽고 있는 Converse도 이것으로 끝난다.
				return
			}
		case <-ctx.Done():
			return
		}
	}
}

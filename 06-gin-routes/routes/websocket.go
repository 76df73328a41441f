package routes

import (
	"context"
	"fmt"
	"log"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/gorilla/websocket"
)

const speakEvery = 3 * time.Second

// WebSocket은 3초마다 한 줄을 보내고 손님의 답을 기록하는 길이다.
func WebSocket(router *gin.RouterGroup) {
	router.GET("", func(c *gin.Context) {
		conn, ok := upgrade(c)
		if !ok {
			return
		}
		ctx, client := c.Request.Context(), c.ClientIP()
		log.Printf("%s 연결됨", client)
		hear := func(message []byte) { log.Printf("%s의 말: %q", client, message) }
		reason := attend(ctx, conn, hear, func(gone <-chan struct{}) { speak(ctx, conn, gone) })
		log.Printf("%s 끝남: %v", client, reason)
	})
}

// speak는 3초마다 한 줄을 보낸다.
func speak(ctx context.Context, conn *websocket.Conn, gone <-chan struct{}) {
	line := time.NewTicker(speakEvery)
	defer line.Stop()
	for n := 1; ; n++ {
		select {
		case <-line.C:
			conn.SetWriteDeadline(time.Now().Add(writeTimeout))
			if conn.WriteMessage(websocket.TextMessage, fmt.Appendf(nil, "서버의 %d번째 말", n)) != nil {
				return
			}
		case <-gone:
			return
		case <-ctx.Done():
			return
		}
	}
}

// Package routes는 라우트마다 파일 하나이다. express의 routes 폴더와 같다.
package routes

import (
	"fmt"
	"net/http"

	"github.com/alexedwards/scs/v2"
	"github.com/gin-gonic/gin"
)

// Lesson은 첫 페이지가 소개하는 수업 하나이다.
type Lesson struct{ Protocol, Title, Command, Address string }

var lessons = []Lesson{
	{"tcp", "01 순수 TCP 소켓", "go run ./01-raw-tcp", "localhost:8001"},
	{"udp", "02 UDP", "go run ./02-udp", "localhost:8002"},
	{"polling", "03 HTTP 폴링", "go run ./03-http-polling", "http://localhost:8003/"},
	{"sse", "04 SSE", "go run ./04-sse", "http://localhost:8004/"},
	{"ws", "05 WebSocket 에코", "go run ./05-websocket-echo", "http://localhost:8000/index"},
}

// Index는 첫 페이지의 라우트이다.
func Index(router *gin.RouterGroup, sessions *scs.SessionManager) {
	router.GET("/", func(c *gin.Context) {
		ctx := c.Request.Context()
		// 생략: 같은 사용자의 요청 둘이 겹치면 하나를 덜 센다. 꼭 맞아야 하면 세션마다 락을 건다.
		visits := sessions.GetInt(ctx, "visits") + 1
		sessions.Put(ctx, "visits", visits)
		token, expiry, err := sessions.Commit(ctx)
		if err != nil {
			panic(fmt.Errorf("세션 저장: %w", err))
		}
		sessions.WriteSessionCookie(ctx, c.Writer, token, expiry)
		c.Header("Cache-Control", "no-store") // 사용자마다 다른 페이지이다.
		c.HTML(http.StatusOK, "websocket", gin.H{"Visits": visits, "Lessons": lessons})
	})
	// 오류 페이지를 보려고 일부러 패닉하는 라우트이다.
	router.GET("/oops", func(c *gin.Context) { panic("일부러 패닉했습니다") })
}

// Package routes는 라우트마다 파일 하나이다. express의 routes 폴더와 같다.
package routes

import (
	"fmt"
	"net/http"

	"github.com/alexedwards/scs/v2"
	"github.com/gin-gonic/gin"
)

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
		c.HTML(http.StatusOK, "websocket", gin.H{"Visits": visits, "Lessons": cards()})
	})
	// 오류 페이지를 보려고 일부러 패닉하는 라우트이다.
	router.GET("/oops", func(c *gin.Context) { panic("일부러 패닉했습니다") })
}

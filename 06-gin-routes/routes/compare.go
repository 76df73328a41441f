package routes

import (
	"net"
	"net/http"
	"net/url"

	"github.com/gin-gonic/gin"

	"socketworkbook/internal/web"
)

// Compare는 비교 페이지로 보내는 라우트이다. 그 페이지는 port에서 따로 돈다(notes/compare/live).
// onlyHere이면 그 페이지는 이 컴퓨터에만 열려 있다.
func Compare(router *gin.RouterGroup, port string, onlyHere bool) {
	router.GET("", func(c *gin.Context) {
		if onlyHere && !web.FromThisComputer(c.Request) {
			c.String(http.StatusForbidden, "비교 페이지는 교사의 화면에서 함께 봅니다.")
			return
		}
		if port == "" {
			c.String(http.StatusServiceUnavailable, "비교 페이지를 켜지 못했습니다. 터미널에 이유가 적혀 있습니다.")
			return
		}
		// 호스트는 요청에 적힌 대로 쓴다. localhost라고 적으면 다른 기기는 자기 자신을 찾아간다.
		host := (&url.URL{Host: c.Request.Host}).Hostname()
		c.Redirect(http.StatusFound, "http://"+net.JoinHostPort(host, port)+"/")
	})
}

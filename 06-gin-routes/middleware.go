package main

import (
	"fmt"
	"log"
	"net/http"
	"runtime/debug"

	"github.com/alexedwards/scs/v2"
	"github.com/gin-gonic/gin"

	"socketworkbook/internal/web"
)

// recovery는 핸들러가 패닉해도 서버가 죽지 않게 한다. 이유는 로그에 남긴다.
// 사용자에게는, 그리고 어디서 패닉했는지는 detail일 때만 보인다. 오류의 속사정은 공격하는 사람에게도 쓸모가 있다.
func recovery(detail bool) gin.HandlerFunc {
	return gin.CustomRecoveryWithWriter(nil, func(c *gin.Context, reason any) {
		log.Printf("%s %q에서 패닉: %v", c.Request.Method, c.Request.URL.Path, reason)
		if c.Writer.Written() {
			c.Abort() // 이미 응답하기 시작했다. 고쳐 쓸 수 없다.
			return
		}
		if detail {
			log.Printf("%s", debug.Stack())
			c.Set("detail", fmt.Sprint(reason))
		}
		errorPage(http.StatusInternalServerError, "서버가 요청을 처리하다가 패닉했습니다")(c)
		c.Abort()
	})
}

// errorPage는 오류 페이지로 응답한다.
func errorPage(status int, sentence string) gin.HandlerFunc {
	return func(c *gin.Context) {
		c.HTML(status, "error", gin.H{
			"Status": status, "Sentence": sentence, "Path": c.Request.URL.Path, "Detail": c.GetString("detail"),
		})
	}
}

// session은 쿠키가 가리키는 세션을 요청의 ctx에 담는다. 바뀐 세션을 저장하고 쿠키를 보내는
// 일은 핸들러가 응답하기 전에 스스로 한다. scs의 LoadAndSave는 net/http의 핸들러를 감싸므로
// gin의 Use에 넣을 수 없다.
func session(sessions *scs.SessionManager) gin.HandlerFunc {
	return func(c *gin.Context) {
		token, _ := c.Cookie(sessions.Cookie.Name) // 없으면 빈 문자열이고, 새 세션이 된다.
		ctx, err := sessions.Load(c.Request.Context(), token)
		if err != nil {
			panic(fmt.Errorf("세션 읽기: %w", err))
		}
		c.Request = c.Request.WithContext(ctx)
		c.Next()
	}
}

// protect는 페이지와 파일을 지키는 헤더를 붙인다. 스크립트와 스타일은 이 서버의 파일에서만 온다.
func protect() gin.HandlerFunc {
	policy := web.Policy("'self'", "'self'")
	return func(c *gin.Context) { web.Protect(c.Writer.Header(), policy) }
}

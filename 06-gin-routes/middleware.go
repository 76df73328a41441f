package main

import (
	"fmt"
	"log"
	"net/http"
	"runtime/debug"
	"time"

	"github.com/alexedwards/scs/v2"
	"github.com/gin-gonic/gin"

	"socketworkbook/internal/web"
)

// accessLog는 요청마다 한 줄을 남긴다. Node의 morgan에 해당한다.
// 답이 끝나야 적으므로, WebSocket과 흐름의 시간은 연결이 이어진 시간이다.
func accessLog() gin.HandlerFunc {
	return gin.LoggerWithConfig(gin.LoggerConfig{
		Output: book{},
		// 생략: /compare의 실험이 보내는 요청은 1초에 수십 번이다. 그 페이지가 스스로 세어 보여 준다.
		Skip: func(c *gin.Context) bool { return c.Param("run") != "" },
		Formatter: func(p gin.LogFormatterParams) string {
			// %q는 길에 든 줄바꿈이나 제어 문자가 기록을 꾸며 내지 못하게 한다.
			return fmt.Sprintf("%s %s %d %s %q %v\n", p.TimeStamp.Format(time.TimeOnly),
				p.ClientIP, p.StatusCode, p.Method, p.Path, p.Latency.Round(time.Microsecond))
		},
	})
}

// book은 log가 적는 곳이다. 화면이 멈추어도 기다리지 않는다(internal/lesson).
type book struct{}

func (book) Write(p []byte) (int, error) { return log.Writer().Write(p) }

// recovery는 핸들러가 패닉해도 서버가 죽지 않게 한다. 까닭은 기록에 남긴다.
// 손님에게, 그리고 어디서 넘어졌는지까지는 detail일 때만 보인다. 오류의 속사정은 공격하는 사람에게도 쓸모가 있다.
func recovery(detail bool) gin.HandlerFunc {
	return gin.CustomRecoveryWithWriter(nil, func(c *gin.Context, reason any) {
		log.Printf("%s %q에서 넘어짐: %v", c.Request.Method, c.Request.URL.Path, reason)
		if c.Writer.Written() {
			c.Abort() // 이미 답하기 시작했다. 고쳐 쓸 수 없다.
			return
		}
		if detail {
			log.Printf("%s", debug.Stack())
			c.Set("detail", fmt.Sprint(reason))
		}
		errorPage(http.StatusInternalServerError, "서버가 요청을 처리하다가 넘어졌습니다")(c)
		c.Abort()
	})
}

// errorPage는 오류 페이지로 답한다.
func errorPage(status int, sentence string) gin.HandlerFunc {
	return func(c *gin.Context) {
		c.HTML(status, "error", gin.H{
			"Status": status, "Sentence": sentence, "Path": c.Request.URL.Path, "Detail": c.GetString("detail"),
		})
	}
}

// session은 쿠키가 가리키는 세션을 요청의 ctx에 담는다. 바뀐 세션을 저장하고 쿠키를 보내는
// 일은 핸들러가 답하기 전에 스스로 한다. scs의 LoadAndSave는 net/http의 핸들러를 감싸므로
// gin의 Use에 넣을 수 없다.
func session(sessions *scs.SessionManager) gin.HandlerFunc {
	return func(c *gin.Context) {
		token, _ := c.Cookie(sessions.Cookie.Name) // 없으면 빈 글이고, 새 세션이 된다.
		ctx, err := sessions.Load(c.Request.Context(), token)
		if err != nil {
			panic(fmt.Errorf("세션 읽기: %w", err))
		}
		c.Request = c.Request.WithContext(ctx)
		c.Next()
	}
}

// protect는 페이지와 파일을 지키는 머리를 붙인다. 스크립트와 모양은 이 서버의 파일에서만 온다.
func protect() gin.HandlerFunc {
	policy := web.Policy("'self'", "'self'")
	return func(c *gin.Context) {
		if c.Param("run") == "" { // /compare의 실험은 페이지가 아니다. 머리의 크기까지 잰다.
			web.Protect(c.Writer.Header(), policy)
		}
	}
}

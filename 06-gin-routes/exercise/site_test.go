//go:build exercise

package exercise_test

import (
	"errors"
	"net/http"
	"strings"
	"sync"

	"github.com/gin-gonic/gin"

	"socketworkbook/06-gin-routes/exercise"
)

// site는 AccessLog를 단 작은 사이트이다. 여러 요청을 받는다.
type site struct {
	app  *gin.Engine
	lost bool // 핸들러가 넘겨받은 연결이 서버가 준 것이 아니다

	mu     sync.Mutex
	text   strings.Builder // AccessLog가 적은 것
	writes int             // 몇 번에 적었는지
	early  bool            // 핸들러가 응답하기 전에 이미 적혀 있었다
}

func newSite() *site {
	s := &site{app: gin.New()}
	s.app.Use(exercise.AccessLog(s))
	made := func(c *gin.Context) {
		s.early = s.early || s.lines() != ""
		c.String(http.StatusCreated, "만듦")
	}
	s.app.GET("/made", made)
	s.app.POST("/made", made)
	s.app.POST("/ws", made)
	s.app.GET("/ws/about", made)
	s.app.GET("/room/:name", func(c *gin.Context) { c.String(http.StatusAccepted, c.Param("name")) })
	s.app.GET("/empty", func(c *gin.Context) { c.Writer.WriteHeaderNow() })
	s.app.GET("/nocontent", func(c *gin.Context) { c.Status(http.StatusNoContent) })
	s.app.GET("/refuse", func(c *gin.Context) { c.String(http.StatusForbidden, "안 됨") })
	s.app.GET("/oops", func(*gin.Context) { panic(errOnPurpose) })
	s.app.GET("/late", func(c *gin.Context) {
		c.String(http.StatusCreated, "만듦")
		panic(errOnPurpose)
	})
	s.app.GET("/ws", s.take)
	s.app.POST("/tunnel", s.take)
	s.app.GET("/stuck", s.take)
	s.app.GET("/nest", func(c *gin.Context) {
		s.visit("GET", "/ws", true)
		c.String(http.StatusCreated, "만듦")
	})
	s.app.GET("/nest/oops", func(*gin.Context) {
		s.visit("GET", "/ws", true)
		panic(errOnPurpose)
	})
	return s
}

var errOnPurpose = errors.New("일부러")

// take는 연결을 넘겨받는다.
func (s *site) take(c *gin.Context) {
	conn, _, err := c.Writer.Hijack()
	if err != nil {
		c.String(http.StatusInternalServerError, "넘겨받지 못함")
		return
	}
	if conn, is := conn.(*handed); !is || conn == nil {
		s.lost = true
	}
}

// Write는 AccessLog가 적는 것을 받는다.
func (s *site) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.writes++
	return s.text.Write(p)
}

// lines는 AccessLog가 적은 것이다. 줄바꿈은 ⏎로 보인다.
func (s *site) lines() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return strings.ReplaceAll(s.text.String(), "\n", "⏎")
}

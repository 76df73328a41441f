//go:build exercise

package exercise

import (
	"bufio"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/gin-gonic/gin"

	"socketworkbook/internal/exercise"
)

const (
	says200   = "넘겨준 연결을 200으로 적음"
	rawPath   = "길을 그대로 적어 기록을 꾸밀 수 있음"
	tooEarly  = "답하기 전에 적음"
	silent    = "패닉한 요청을 적지 않음"
	swallowed = "패닉을 삼킴"
)

func TestAccessLog(t *testing.T) {
	task := exercise.Task{File: "06-gin-routes/exercise/5_accesslog.go", Note: "notes/06-gin-routes.md#미들웨어"}

	for _, test := range []struct{ name, path, want, mistake string }{
		{"보통의 요청", "/made", `GET "/made" 201` + "\n", tooEarly},
		{"없는 길", "/none", `GET "/none" 404` + "\n", tooEarly},
		{"줄바꿈이 든 길", "/none%0AGET", `GET "/none\nGET" 404` + "\n", rawPath},
		{"연결을 넘겨받은 길", "/ws", `GET "/ws" 101` + "\n", says200},
		{"넘어진 길", "/oops", `GET "/oops" 500` + "\n", silent},
	} {
		task.Try(t, test.name, func(*testing.T) error {
			log, escaped := visit(test.path)
			if log == "" && test.path != "/oops" {
				return exercise.Todo
			}
			if err := exercise.Same(quoted(test.want), quoted(log), test.mistake); err != nil {
				return err
			}
			if test.path == "/oops" && !escaped {
				return exercise.Wrong{Want: "바깥까지 나간 패닉", Got: "사라진 패닉", Mistake: swallowed}
			}
			return nil
		})
	}
}

func quoted(text string) string { return "「" + strings.ReplaceAll(text, "\n", "⏎") + "」" }

// visit은 path를 한 번 찾아가고, 적힌 기록과 패닉이 바깥까지 나갔는지를 준다.
func visit(path string) (log string, escaped bool) {
	gin.SetMode(gin.ReleaseMode)
	var diary strings.Builder
	app := gin.New()
	app.Use(func(c *gin.Context) {
		defer func() { escaped = recover() != nil }()
		c.Next()
	})
	app.Use(AccessLog(&diary))
	app.GET("/made", func(c *gin.Context) { c.String(http.StatusCreated, "만듦") })
	app.GET("/oops", func(c *gin.Context) { panic("일부러") })
	app.GET("/ws", func(c *gin.Context) {
		conn, _, err := c.Writer.Hijack()
		if err == nil {
			conn.Close()
		}
	})
	app.ServeHTTP(&taking{httptest.NewRecorder()}, httptest.NewRequest("GET", path, nil))
	return diary.String(), escaped
}

// taking은 넘겨받을 수 있는 연결 위의 ResponseWriter이다.
type taking struct{ *httptest.ResponseRecorder }

func (w *taking) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	near, far := net.Pipe()
	far.Close()
	return near, bufio.NewReadWriter(bufio.NewReader(near), bufio.NewWriter(near)), nil
}

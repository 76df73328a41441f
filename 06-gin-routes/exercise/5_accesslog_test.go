//go:build exercise

package exercise

import (
	"bufio"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/gin-gonic/gin"

	"socketworkbook/internal/grader"
)

const (
	says200     = "넘겨준 연결을 200으로 적음"
	notTaken101 = "넘겨받지 못한 연결을 101로 적음"
	guesses101  = "빈 응답을 101로 적음"
	shared      = "여러 요청이 상태 하나를 함께 씀"
	rawPath     = "경로를 그대로 적어 로그를 꾸밀 수 있음"
	notPath     = "c.Request.URL.Path가 아닌 것을 적음"
	noNewline   = "줄바꿈을 적지 않음"
	twice       = "한 요청을 두 번 적음"
	tooEarly    = "답하기 전에 적거나, 답한 상태를 보지 않음"
	silent      = "패닉한 요청을 적지 않음"
	panicIs200  = "패닉한 요청을 200으로 적음"
	swallowed   = "패닉을 삼킴"
	otherPanic  = "다른 것으로 다시 패닉함"
	answersSelf = "패닉한 요청에 스스로 답함"
)

func TestAccessLog(t *testing.T) {
	task := grader.Task{File: "06-gin-routes/exercise/5_accesslog.go", Note: "notes/06-gin-routes.md#미들웨어"}

	for _, test := range []struct {
		name, path, want string
		mistakes         map[string]string // 적힌 것으로 알아보는 실수
	}{
		{"보통의 요청", "/made", `GET "/made" 201⏎`, map[string]string{
			`GET "/made" 200⏎`: tooEarly, `GET "/made" 201`: noNewline, `GET /made 201⏎`: rawPath, `GET "/made" 201⏎GET "/made" 201⏎`: twice,
		}},
		{"없는 경로", "/none", `GET "/none" 404⏎`, map[string]string{`GET "/none" 200⏎`: tooEarly, `GET "" 404⏎`: notPath}},
		{"줄바꿈이 든 경로", "/none%0AGET", `GET "/none\nGET" 404⏎`, map[string]string{`GET "/none⏎GET" 404⏎`: rawPath, `GET "/none%0AGET" 404⏎`: notPath}},
		{"빈 응답", "/empty", `GET "/empty" 200⏎`, map[string]string{`GET "/empty" 101⏎`: guesses101}},
		{"연결을 넘겨받은 라우트", "/ws", `GET "/ws" 101⏎`, map[string]string{`GET "/ws" 200⏎`: says200}},
	} {
		task.Try(t, test.name, func(*testing.T) error {
			log, reason, err := new(diary).visit(test.path)
			switch {
			case err != nil:
				return err
			case reason != nil:
				return fmt.Errorf("풀이가 패닉했습니다(panic): %v", reason)
			case log == "":
				return grader.Todo
			}
			return grader.Same(test.want, log, test.mistakes[log])
		})
	}
	task.Try(t, "연결을 넘겨받지 못한 라우트", func(*testing.T) error {
		log, _, err := new(diary).visit("/stuck")
		if err == nil && strings.Contains(log, "101") {
			err = grader.Wrong{Want: "101이 아닌 상태", Got: log, Mistake: notTaken101}
		}
		return err
	})
	task.Try(t, "패닉한 라우트", func(*testing.T) error {
		log, reason, err := new(diary).visit("/oops")
		if err != nil {
			return grader.Wrong{Want: "답하지 않음", Got: err.Error(), Mistake: answersSelf}
		}
		if err := grader.Same(`GET "/oops" 500⏎`, log, map[string]string{"": silent, `GET "/oops" 200⏎`: panicIs200}[log]); err != nil {
			return err
		}
		mistake := otherPanic
		if reason == nil {
			mistake = swallowed
		}
		return grader.Same(`바깥까지 나간 패닉 "일부러"`, fmt.Sprintf("바깥까지 나간 패닉 %q", fmt.Sprint(reason)), mistake)
	})
	task.Try(t, "연결을 넘겨받은 다음의 요청", func(*testing.T) error {
		d := new(diary)
		for _, path := range []string{"/ws", "/made", "/oops", "/made"} {
			if _, _, err := d.visit(path); err != nil {
				return err
			}
		}
		want := `GET "/ws" 101⏎GET "/made" 201⏎GET "/oops" 500⏎GET "/made" 201⏎`
		return grader.Same(want, strings.ReplaceAll(d.text.String(), "\n", "⏎"), shared)
	})
}

// diary는 AccessLog가 적은 것이다. 앱 하나가 여러 요청을 받는다.
type diary struct {
	text   strings.Builder
	app    *gin.Engine
	reason any // 바깥까지 나간 패닉
}

// visit은 path를 한 번 찾아가고, 적힌 기록과 바깥까지 나간 패닉을 준다.
func (d *diary) visit(path string) (log string, reason any, err error) {
	if d.app == nil {
		gin.SetMode(gin.ReleaseMode)
		d.app = gin.New()
		d.app.Use(func(c *gin.Context) {
			defer func() { d.reason = recover() }()
			c.Next()
		})
		d.app.Use(AccessLog(&d.text))
		d.app.GET("/made", func(c *gin.Context) { c.String(http.StatusCreated, "만듦") })
		d.app.GET("/empty", func(c *gin.Context) { c.Writer.WriteHeaderNow() })
		d.app.GET("/oops", func(c *gin.Context) { panic("일부러") })
		d.app.GET("/stuck", func(c *gin.Context) {
			if _, _, err := c.Writer.Hijack(); err != nil {
				c.String(http.StatusInternalServerError, "넘겨받지 못함")
			}
		})
		d.app.GET("/ws", func(c *gin.Context) {
			conn, _, err := c.Writer.Hijack()
			if err == nil {
				conn.Close()
			}
		})
	}
	before := d.text.Len()
	w := &taking{httptest.NewRecorder(), path == "/stuck"}
	d.app.ServeHTTP(w, httptest.NewRequest("GET", path, nil))
	if path == "/oops" && (w.Code != 200 || w.Body.Len() > 0) {
		err = fmt.Errorf("상태 %d의 답", w.Code)
	}
	return strings.ReplaceAll(d.text.String()[before:], "\n", "⏎"), d.reason, err
}

// taking은 넘겨받을 수 있는 연결 위의 ResponseWriter이다.
type taking struct {
	*httptest.ResponseRecorder
	stuck bool // 넘겨주지 못한다
}

func (w *taking) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	if w.stuck {
		return nil, nil, errors.New("넘겨줄 수 없음")
	}
	near, far := net.Pipe()
	far.Close()
	return near, bufio.NewReadWriter(bufio.NewReader(near), bufio.NewWriter(near)), nil
}

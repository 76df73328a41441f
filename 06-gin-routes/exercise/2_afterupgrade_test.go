//go:build exercise

package exercise

import (
	"fmt"
	"io"
	"log"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gin-gonic/gin"

	"socketworkbook/internal/grader"
	"socketworkbook/internal/lesson/lessontest"
)

const (
	answersTwice = "이미 응답한 클라이언트에게 또 응답함"
	httpAfter101 = "바꾼 다음에 HTTP로 또 응답함"
	noBye        = "종료 프레임을 보내지 않음"
	saysTwice    = "두 번 말함"
	neverCloses  = "넘겨받은 연결을 닫지 않음"
)

func TestAfterUpgrade(t *testing.T) {
	task := grader.Task{File: "06-gin-routes/exercise/2_afterupgrade.go", Note: "notes/06-gin-routes.md#코드"}

	task.Try(t, "보통의 요청", func(t *testing.T) error {
		got, err := greet(t, "")
		if err != nil {
			return err
		}
		status, _, _ := strings.Cut(got.wire, "\r\n")
		if err := grader.Same("HTTP/1.1 400 Bad Request", status, ""); err != nil {
			return err
		}
		return grader.Same("응답 하나", map[bool]string{true: "응답 하나", false: fmt.Sprintf("응답 %d개", got.answers)}[got.answers < 2], answersTwice)
	})
	task.Try(t, "WebSocket을 청하는 요청", func(t *testing.T) error {
		got, err := greet(t, "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n")
		if err != nil {
			return err
		}
		_, frames, _ := strings.Cut(got.wire, "\r\n\r\n")
		after, hello := strings.CutPrefix(frames, "\x81\x06안녕")
		switch {
		case !hello:
			return grader.Wrong{Want: "텍스트 프레임 81 06 ec 95 88 eb 85 95", Got: fmt.Sprintf("% x", frames)}
		case got.complaint != "":
			return grader.Wrong{Want: "조용한 서버", Got: "서버의 불평(" + got.complaint + ")", Mistake: httpAfter101}
		case strings.HasPrefix(after, "\x81"):
			return grader.Wrong{Want: "텍스트 프레임 하나", Got: "텍스트 프레임 둘", Mistake: saysTwice}
		case !strings.HasPrefix(after, "\x88"):
			return grader.Wrong{Want: "글 다음에 종료 프레임 88 02 03 e8", Got: fmt.Sprintf("%d바이트", len(after)), Mistake: noBye}
		}
		return grader.Same("닫힌 연결", map[bool]string{true: "닫힌 연결", false: "열린 연결"}[got.ended], neverCloses)
	})
}

// greeted는 Greet에게 한 번 물어서 알게 된 것이다.
type greeted struct {
	wire      string // 온 바이트
	complaint string // 서버와 gin의 불평
	answers   int    // HTTP로 답한 횟수
	ended     bool   // 연결이 닫혔다
}

// greet은 Greet에게 한 번 묻는다. 가짜 시계를 쓴다.
func greet(t *testing.T, headers string) (got greeted, err error) {
	var fallen error
	err = grader.Bubble(func() error {
		gin.SetMode(gin.ReleaseMode)
		var diary safeWriter
		app := gin.New()
		app.GET("/", func(c *gin.Context) {
			counted := &countedWriter{ResponseWriter: c.Writer}
			c.Writer = counted
			func() {
				defer grader.Recover(&fallen)
				Greet(c)
			}()
			got.answers = counted.answers
			for _, err := range c.Errors {
				io.WriteString(&diary, err.Error())
			}
		})
		pipe := lessontest.NewPipe()
		server := &http.Server{Handler: app, ErrorLog: log.New(&diary, "", 0)}
		go server.Serve(pipe)
		conn, err := pipe.Dial()
		if err != nil {
			return err
		}
		conn.SetReadDeadline(time.Now().Add(time.Hour))
		go fmt.Fprintf(conn, "GET / HTTP/1.1\r\nHost: localhost\r\n%s\r\n", headers)
		// HTTP의 연결은 열려 있다. 한 시간 동안 온 것을 본다.
		text, err := io.ReadAll(conn)
		got.wire, got.ended = string(text), err == nil
		got.complaint, _, _ = strings.Cut(diary.String(), "\n")
		conn.Close()
		server.Close()
		return nil
	})(t)
	if fallen != nil {
		err = fallen
	}
	return got, err
}

// countedWriter는 HTTP로 몇 번 답했는지 센다.
type countedWriter struct {
	gin.ResponseWriter
	answers int
}

func (w *countedWriter) Write(p []byte) (int, error) {
	w.answers++
	return w.ResponseWriter.Write(p)
}

func (w *countedWriter) WriteString(s string) (int, error) {
	w.answers++
	return w.ResponseWriter.WriteString(s)
}

type safeWriter struct {
	mu   sync.Mutex
	text strings.Builder
}

func (w *safeWriter) Write(p []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.text.Write(p)
}

func (w *safeWriter) String() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.text.String()
}

//go:build exercise

package exercise

import (
	"bufio"
	"fmt"
	"io"
	"log"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gin-gonic/gin"

	"socketworkbook/internal/exercise"
	"socketworkbook/internal/lesson/lessontest"
)

const (
	answersTwice = "이미 답한 손님에게 또 답함"
	httpAfter101 = "바꾼 다음에 HTTP로 또 답함"
	neverCloses  = "넘겨받은 연결을 닫지 않음"
)

func TestAfterUpgrade(t *testing.T) {
	task := exercise.Task{File: "06-gin-routes/exercise/2_afterupgrade.go", Note: "notes/06-gin-routes.md#기록의-200"}

	task.Try(t, "보통의 요청", func(t *testing.T) error {
		wire, _, _ := greet(t, "")
		head, body, _ := strings.Cut(wire, "\r\n\r\n")
		status, _, _ := strings.Cut(head, "\r\n")
		if err := exercise.Same("HTTP/1.1 400 Bad Request", status, ""); err != nil {
			return err
		}
		return exercise.Same("답 하나", map[bool]string{true: "답 둘", false: "답 하나"}[strings.Contains(body, "Bad Request") && strings.Contains(body, "{")], answersTwice)
	})
	task.Try(t, "WebSocket을 청하는 요청", func(t *testing.T) error {
		wire, complaints, ended := greet(t, "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n")
		_, frames, _ := strings.Cut(wire, "\r\n\r\n")
		if !strings.HasPrefix(frames, "\x81\x06안녕") {
			return exercise.Wrong{Want: "글 프레임 81 06 안녕", Got: fmt.Sprintf("% x", frames)}
		}
		if complaints != "" {
			return exercise.Wrong{Want: "조용한 서버", Got: "서버의 불평(" + complaints + ")", Mistake: httpAfter101}
		}
		return exercise.Same("닫힌 연결", map[bool]string{true: "닫힌 연결", false: "열린 연결"}[ended], neverCloses)
	})
}

// greet은 Greet에게 한 번 묻고, 온 바이트와 서버의 불평과 연결이 닫혔는지를 준다. 가짜 시계를 쓴다.
func greet(t *testing.T, headers string) (wire, complaints string, ended bool) {
	exercise.Bubble(func() error {
		gin.SetMode(gin.ReleaseMode)
		var diary safeWriter
		app := gin.New()
		app.GET("/", func(c *gin.Context) {
			Greet(c)
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
		if headers == "" { // HTTP의 연결은 열려 있다. 한 시간 동안 온 것을 본다.
			text, _ := io.ReadAll(bufio.NewReader(conn))
			wire = string(text)
		} else {
			text, err := io.ReadAll(conn)
			wire, ended = string(text), err == nil
		}
		complaints, _, _ = strings.Cut(diary.String(), "\n")
		conn.Close()
		server.Close()
		return nil
	})(t)
	return wire, complaints, ended
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

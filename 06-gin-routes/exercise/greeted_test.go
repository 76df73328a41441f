//go:build exercise

package exercise_test

import (
	"bufio"
	"fmt"
	"log"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/gin-gonic/gin"

	"socketworkbook/06-gin-routes/exercise"
	"socketworkbook/internal/grader"
	"socketworkbook/internal/lesson/lessontest"
)

// greeted는 Greet에게 한 번 요청해서 알게 된 것이다.
type greeted struct {
	wire      string // 온 바이트
	complaint string // HTTP 서버의 불평
	answers   int    // HTTP로 응답한 횟수
	late      int    // 그 가운데 연결을 넘겨받은 다음에 한 것
	closed    bool   // 넘겨받은 연결을 닫았다
}

// greet은 Greet에게 한 번 요청한다. 가짜 시계를 쓴다. 서버의 연결은 canWrite번 쓰면 끊긴다. 음수이면 끊기지 않는다.
func greet(t *testing.T, headers string, canWrite int) (got greeted, err error) {
	var broken error
	err = grader.Bubble(func() error {
		line := &fragile{Pipe: lessontest.NewPipe(), canWrite: canWrite}
		app := gin.New()
		app.GET("/", func(c *gin.Context) {
			counted := &counting{ResponseWriter: c.Writer}
			c.Writer = counted
			defer func() { got.answers, got.late = counted.answers, counted.late }()
			defer grader.Recover(&broken)
			exercise.Greet(c)
		})
		server := &http.Server{Handler: app, ErrorLog: log.New(line, "", 0)}
		go server.Serve(line)
		conn, err := line.Dial()
		if err != nil {
			return err
		}
		got.wire = listen(conn, headers)
		got.complaint, got.closed = line.end()
		conn.Close()
		server.Close()
		return nil
	})(t)
	if broken != nil {
		err = broken
	}
	return got, err
}

// listen은 요청을 보내고 온 것을 듣는다. 종료 프레임이 오면 종료 프레임으로 응답한다. HTTP의 연결은 열려 있으므로 1분(가짜 시계)만 듣는다.
func listen(conn net.Conn, headers string) string {
	conn.SetDeadline(time.Now().Add(time.Minute))
	go fmt.Fprintf(conn, "GET / HTTP/1.1\r\nHost: localhost\r\n%s\r\n", headers)
	var heard strings.Builder
	for buf := make([]byte, 4096); ; {
		n, err := conn.Read(buf)
		heard.Write(buf[:n])
		if err != nil {
			return heard.String()
		}
		if n > 0 && buf[0] == 0x88 {
			go conn.Write([]byte("\x88\x80\x00\x00\x00\x00")) // 마스킹 키가 0인 빈 종료 프레임
		}
	}
}

// counting은 HTTP로 몇 번 응답했는지 센다.
type counting struct {
	gin.ResponseWriter
	answers, late int
	taken         bool
}

func (w *counting) count() {
	w.answers++
	if w.taken {
		w.late++
	}
}

func (w *counting) Write(p []byte) (int, error) {
	w.count()
	return w.ResponseWriter.Write(p)
}

func (w *counting) WriteString(s string) (int, error) {
	w.count()
	return w.ResponseWriter.WriteString(s)
}

func (w *counting) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	w.taken = true
	return w.ResponseWriter.Hijack()
}

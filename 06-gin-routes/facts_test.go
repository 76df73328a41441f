package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gin-gonic/gin"

	"socketworkbook/internal/lesson/lessontest"
)

// 이 파일의 테스트는 노트의 "옛 노트 바로잡기"가 보여 주는 것이다. t.Log가 찍는 글을 노트가 옮겨 적는다.

// gin의 Stream은 step이 돌아와야 클라이언트가 떠난 것을 본다. 요청의 ctx를 함께 기다리면 바로 안다.
func TestStreamDoesNotNotice(t *testing.T) {
	for _, test := range []struct {
		name string
		step func(c *gin.Context, news <-chan time.Time) bool
		late bool
	}{
		{"c.Stream에서 이벤트만 기다림", func(c *gin.Context, news <-chan time.Time) bool {
			<-news
			return true
		}, true},
		{"요청의 ctx도 기다림", func(c *gin.Context, news <-chan time.Time) bool {
			select {
			case <-news:
				return true
			case <-c.Request.Context().Done():
				return false
			}
		}, false},
	} {
		synctest.Test(t, func(t *testing.T) {
			gin.SetMode(gin.ReleaseMode)
			app := gin.New()
			left := make(chan time.Time, 1)
			app.GET("/", func(c *gin.Context) {
				c.Writer.Flush()
				c.Stream(func(io.Writer) bool { return test.step(c, time.After(3*time.Second)) })
				left <- time.Now()
			})
			pipe := lessontest.NewPipe()
			server := &http.Server{Handler: app}
			go server.Serve(pipe)
			conn, err := pipe.Dial()
			if err != nil {
				t.Fatal(err)
			}
			fmt.Fprint(conn, "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
			bufio.NewReader(conn).ReadString('\n')
			synctest.Wait() // 서버는 이벤트를 기다리고 있다.
			conn.Close()    // 클라이언트가 떠났다.
			gone := time.Now()
			late := (<-left).Sub(gone)
			t.Logf("%s: 클라이언트가 떠나고 %v 뒤에 알아챔", test.name, late)
			if (late > 2*time.Second) != test.late {
				t.Error("예상과 다르다")
			}
			server.Close()
		})
	}
}

// gin의 로그는 WebSocket의 101을 200으로 적는다. 응답을 gorilla가 소켓에 바로 쓰기 때문이다.
func TestGinLoggerSays200(t *testing.T) {
	gin.SetMode(gin.ReleaseMode)
	var out bytes.Buffer
	app := gin.New()
	app.Use(gin.LoggerWithConfig(gin.LoggerConfig{Output: &out, Formatter: func(p gin.LogFormatterParams) string {
		return fmt.Sprintf("%d %s", p.StatusCode, p.Path)
	}}))
	done := make(chan struct{})
	app.GET("/ws", func(c *gin.Context) {
		conn, _, err := c.Writer.Hijack() // gorilla의 Upgrade가 하는 일
		if err == nil {
			io.WriteString(conn, "HTTP/1.1 101 Switching Protocols\r\n\r\n")
			conn.Close()
		}
	})
	pipe := lessontest.NewPipe()
	server := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		app.ServeHTTP(w, r)
		close(done)
	})}
	go server.Serve(pipe)
	defer server.Close()
	conn, err := pipe.Dial()
	if err != nil {
		t.Fatal(err)
	}
	fmt.Fprint(conn, "GET /ws HTTP/1.1\r\nHost: localhost\r\n\r\n")
	line, _ := bufio.NewReader(conn).ReadString('\n')
	<-done
	t.Logf("클라이언트가 받은 것: %q, gin의 로그: %q", strings.TrimSpace(line), out.String())
	if !strings.Contains(line, " 101 ") || out.String() != "200 /ws" {
		t.Error("예상과 다르다")
	}
}

package exercise

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"

	"github.com/gin-gonic/gin"
)

// 적는 일을 defer에 두면 어떻게 끝나든 한 줄이 남는다. recover를 부르지 않으므로 패닉은 그대로 지나간다.
// 상태는 500에서 시작하고, Next가 제대로 돌아왔을 때만 진짜 상태로 바꾼다.
// 연결을 넘겨받는 것은 gin이 알려 주지 않으므로, Writer를 감싸서 Hijack이 불리는지 엿본다.

// AccessLog는 요청마다 한 줄을 w에 적는 미들웨어이다: 메서드, %q로 적은 c.Request.URL.Path, 상태, 줄바꿈.
// 예: GET "/messages" 200
//
//   - 응답이 끝난 다음에, 미들웨어가 돌아오기 전에, Write 한 번으로 적는다. 그래야 여러 요청의 줄이 섞이지 않는다.
//   - 핸들러가 연결을 넘겨받았으면(Hijack) 상태는 101이다. gin은 200이라고 알고 있다.
//   - 핸들러가 패닉하면 500으로 적는다. 패닉은 막지 않고, 스스로 응답하지도 않는다. 노트와는 거꾸로, 이번에는
//     recovery가 바깥에 있다. 그래도 로그는 남아야 한다.
func AccessLog(w io.Writer) gin.HandlerFunc {
	return func(c *gin.Context) {
		watched := &watchedWriter{ResponseWriter: c.Writer}
		c.Writer = watched
		status := http.StatusInternalServerError
		defer func() { fmt.Fprintf(w, "%s %q %d\n", c.Request.Method, c.Request.URL.Path, status) }()
		c.Next()
		status = c.Writer.Status()
		if watched.taken {
			status = http.StatusSwitchingProtocols
		}
	}
}

// watchedWriter는 연결을 넘겨주었는지 기억한다.
type watchedWriter struct {
	gin.ResponseWriter
	taken bool
}

func (w *watchedWriter) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	conn, buffered, err := w.ResponseWriter.Hijack()
	w.taken = err == nil
	return conn, buffered, err
}

package main

import (
	"bufio"
	"errors"
	"log"
	"net"
	"net/http"
	"sync"
	"time"

	"github.com/gin-gonic/gin"
)

// accessLog는 요청마다 한 줄을 남긴다. Node의 morgan에 해당한다.
//
// gin.Logger는 핸들러가 넘겨받은 연결(WebSocket)을 200이라고 적는다. 101은 넘겨받은 쪽이 소켓에 바로 쓰기 때문이다.
// 그런 요청은 핸들러가 돌아간 뒤에도 이어지므로, 그 줄은 연결이 닫힐 때 적는다.
func accessLog() gin.HandlerFunc {
	return func(c *gin.Context) {
		// 핸들러가 돌아가면 gin은 c를 다음 요청에 다시 쓴다. 적을 것을 미리 꺼내 둔다.
		start, client, method, uri := time.Now(), c.ClientIP(), c.Request.Method, c.Request.URL.RequestURI()
		write := func(status int) {
			// %q는 주소에 든 줄바꿈이나 제어 문자가 로그를 꾸며 내지 못하게 한다.
			log.Printf("%s %d %s %q %v", client, status, method, uri, time.Since(start).Round(time.Microsecond))
		}
		watched := &watchedWriter{ResponseWriter: c.Writer, closed: func() { write(http.StatusSwitchingProtocols) }}
		c.Writer = watched
		c.Next()
		if !watched.taken {
			write(c.Writer.Status())
		}
	}
}

// watchedWriter는 핸들러가 연결을 넘겨받는지 지켜본다. 나머지는 품은 것이 그대로 한다.
type watchedWriter struct {
	gin.ResponseWriter
	taken  bool
	closed func() // 넘겨받은 연결이 닫히면 부른다
}

func (w *watchedWriter) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	conn, buffered, err := w.ResponseWriter.Hijack()
	if err != nil {
		return nil, nil, err
	}
	w.taken = true
	return &watchedConn{conn, sync.OnceFunc(w.closed)}, buffered, nil
}

// Unwrap은 http.ResponseController가 쓴다. 이것이 없으면 데드라인을 바꾸지 못한다.
func (w *watchedWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// watchedConn은 닫힐 때 closed를 한 번 부른다.
type watchedConn struct {
	net.Conn
	closed func()
}

func (c *watchedConn) Close() error {
	defer c.closed()
	return c.Conn.Close()
}

// CloseWrite는 internal/linger가 쓴다. net.Conn에는 없는 메서드여서 품는 것만으로는 생기지 않는다.
func (c *watchedConn) CloseWrite() error {
	half, ok := c.Conn.(interface{ CloseWrite() error })
	if !ok {
		return errors.ErrUnsupported
	}
	return half.CloseWrite()
}

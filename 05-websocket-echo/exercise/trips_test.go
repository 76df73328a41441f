//go:build exercise

package exercise_test

import (
	"bufio"
	"crypto/tls"
	"fmt"
	"io"
	"net"
	"net/http"
	"testing"

	"socketworkbook/05-websocket-echo/exercise"
	"socketworkbook/internal/grader"
	"socketworkbook/internal/web"
)

const (
	onlyMessage  = "메시지가 오가는 왕복만 셈"
	forgotWait   = "TCP의 연결이나 101을 기다리는 왕복을 잊음"
	forgotTLS    = "TLS의 핸드셰이크를 잊음"
	olderTLSTrip = "TLS 1.2처럼 핸드셰이크를 두 번의 왕복으로 셈"
)

func predictTrips(t *testing.T, task grader.Task) {
	task.Note = "notes/far.md#먼저-예상하기"
	task.Try(t, "Trips", func(*testing.T) error {
		mistakes := map[string]string{"1": onlyMessage, "2": forgotWait}
		return grader.Predict(exercise.Trips, mistakes, func() (string, error) { return trips(nil, nil) })
	})
	task.Try(t, "TripsTLS", func(*testing.T) error {
		mistakes := map[string]string{"1": onlyMessage, "2": forgotTLS, "3": forgotTLS, "5": olderTLSTrip}
		return grader.Predict(exercise.TripsTLS, mistakes, func() (string, error) {
			authority, err := web.OpenAuthority()
			if err != nil {
				return "", err
			}
			trust := &tls.Config{RootCAs: authority.Pool(), ServerName: "localhost", MinVersion: tls.VersionTLS13}
			return trips(authority.Config(), trust)
		})
	})
}

// trips는 진짜로 붙어서, 첫 메시지의 에코를 받을 때까지 왕복을 몇 번 했는지 센다. 쓴 다음에 읽으면 왕복 한 번이다.
// TCP의 연결은 운영 체제가 하므로 한 번을 더한다(RFC 9293 3.5절).
func trips(server, client *tls.Config) (string, error) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	defer ln.Close()
	go answerOnce(ln, server)
	raw, err := net.Dial("tcp", ln.Addr().String())
	if err != nil {
		return "", err
	}
	defer raw.Close()
	counted := &turns{Conn: raw, n: 1}
	conn := net.Conn(counted)
	if client != nil {
		conn = tls.Client(counted, client)
	}
	fmt.Fprint(conn, "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n")
	in := bufio.NewReader(conn)
	if _, err := http.ReadResponse(in, nil); err != nil {
		return "", err
	}
	conn.Write(frame("안녕", []byte{1, 2, 3, 4}))
	_, err = io.ReadFull(in, make([]byte, len(frame("안녕", nil))))
	return fmt.Sprint(counted.n), err
}

// answerOnce는 한 번 업그레이드하고, 프레임 하나를 돌려준다.
func answerOnce(ln net.Listener, config *tls.Config) {
	conn, err := ln.Accept()
	if err != nil {
		return
	}
	defer conn.Close()
	if config != nil {
		conn = tls.Server(conn, config)
	}
	in := bufio.NewReader(conn)
	if _, err := http.ReadRequest(in); err != nil {
		return
	}
	fmt.Fprint(conn, "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n")
	if _, err := io.ReadFull(in, make([]byte, len(frame("안녕", []byte{1, 2, 3, 4})))); err == nil {
		conn.Write(frame("안녕", nil))
	}
}

// turns는 쓴 다음에 읽은 횟수를 세는 연결이다.
type turns struct {
	net.Conn
	wrote bool
	n     int
}

func (c *turns) Write(p []byte) (int, error) {
	c.wrote = true
	return c.Conn.Write(p)
}

func (c *turns) Read(p []byte) (int, error) {
	n, err := c.Conn.Read(p)
	if n > 0 && c.wrote {
		c.n, c.wrote = c.n+1, false
	}
	return n, err
}

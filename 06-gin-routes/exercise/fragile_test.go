//go:build exercise

package exercise_test

import (
	"errors"
	"net"
	"strings"
	"sync"
	"testing/synctest"
	"time"

	"socketworkbook/internal/lesson/lessontest"
)

var errBroken = errors.New("연결이 부서짐")

// fragile은 몇 번 쓰면 끊기는 연결을 주는 리스너이다. HTTP 서버의 불평도 받아 적는다.
type fragile struct {
	*lessontest.Pipe

	mu         sync.Mutex
	canWrite   int // 이만큼 쓰면 끊긴다. 음수이면 끊기지 않는다
	complaints strings.Builder
	closed     bool
}

func (f *fragile) Accept() (net.Conn, error) {
	conn, err := f.Pipe.Accept()
	if err != nil {
		return nil, err
	}
	return &fragileConn{conn, f}, nil
}

// Write는 HTTP 서버의 불평을 받는다.
func (f *fragile) Write(p []byte) (int, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.complaints.Write(p)
}

// end는 서버가 하던 일을 마친 다음에, 첫 불평과 연결을 닫았는지를 준다.
func (f *fragile) end() (complaint string, closed bool) {
	time.Sleep(time.Minute) // 가짜 시계
	synctest.Wait()
	f.mu.Lock()
	defer f.mu.Unlock()
	complaint, _, _ = strings.Cut(f.complaints.String(), "\n")
	return complaint, f.closed
}

// mayWrite는 한 번 더 써도 되는지이다.
func (f *fragile) mayWrite() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.canWrite--
	return f.canWrite != -1
}

type fragileConn struct {
	net.Conn
	line *fragile
}

func (c *fragileConn) Write(p []byte) (int, error) {
	if !c.line.mayWrite() {
		c.Conn.Close() // 읽는 쪽도 끊긴다.
		return 0, errBroken
	}
	return c.Conn.Write(p)
}

func (c *fragileConn) Close() error {
	c.line.mu.Lock()
	c.line.closed = true
	c.line.mu.Unlock()
	return c.Conn.Close()
}

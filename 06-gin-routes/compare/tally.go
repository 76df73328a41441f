package compare

import (
	"context"
	"errors"
	"net"
	"net/http"
	"sync"
)

// Tally는 방법 하나가 쓴 것이다. 바이트는 서버의 연결에 오간 것으로, HTTP의 머리까지
// 들어 있고 TCP와 IP의 머리는 없다. 여러 고루틴이 함께 써도 된다.
type Tally struct {
	mu    sync.Mutex
	count Count
}

// Count는 어느 순간까지 센 것이다.
type Count struct {
	Requests int   `json:"requests"` // HTTP 요청
	Empty    int   `json:"empty"`    // 그 가운데 소식 없이 돌아간 것
	Up       int64 `json:"up"`       // 서버가 읽은 바이트
	Down     int64 `json:"down"`     // 서버가 쓴 바이트
}

// Add는 센 것을 더한다. 세지 않을 것이라면 t는 nil이다.
func (t *Tally) Add(more Count) {
	if t == nil {
		return
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.count.Requests += more.Requests
	t.count.Empty += more.Empty
	t.count.Up += more.Up
	t.count.Down += more.Down
}

// Read는 지금까지 센 것이다.
func (t *Tally) Read() Count {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.count
}

// Listener는 받은 연결마다 오가는 바이트를 세게 한다. 누구의 것인지는 Claim이 정한다.
func Listener(ln net.Listener) net.Listener { return listener{ln} }

type listener struct{ net.Listener }

func (ln listener) Accept() (net.Conn, error) {
	c, err := ln.Listener.Accept()
	if err != nil {
		return nil, err
	}
	return &conn{Conn: c}, nil
}

// ConnContext는 요청의 ctx에 연결을 담는다. web.Serve가 부른다.
func (listener) ConnContext(ctx context.Context, c net.Conn) context.Context {
	return context.WithValue(ctx, connKey{}, c)
}

type connKey struct{}

// connOf는 요청이 온 연결이다. Listener로 받은 것이 아니면 nil이다.
func connOf(r *http.Request) *conn {
	c, _ := r.Context().Value(connKey{}).(*conn)
	return c
}

// HangUp은 요청이 온 연결을 답 없이 끊는다.
func HangUp(r *http.Request) {
	if c := connOf(r); c != nil {
		c.Close()
	}
}

// conn은 바이트를 세는 연결이다. HTTP/1.1의 연결 하나는 여러 방법의 요청을 번갈아 나른다.
// 그래서 쓴 바이트는 지금 요청의 것이지만, 읽은 바이트는 다음 요청의 머리일 수 있어서
// 그 요청이 누구의 것인지 알 때까지 따로 둔다.
type conn struct {
	net.Conn
	mu      sync.Mutex
	owner   *Tally // 지금 요청의 것
	forever bool   // WebSocket이 되었다. 이제 읽는 것도 모두 owner의 것이다
	read    int64  // 아직 누구의 것도 아닌, 읽은 바이트
	head    int64  // 그 가운데 지금 요청의 것
}

func (c *conn) Read(p []byte) (int, error) {
	n, err := c.Conn.Read(p)
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.forever {
		c.owner.Add(Count{Up: int64(n)})
	} else {
		c.read += int64(n)
	}
	return n, err
}

func (c *conn) Write(p []byte) (int, error) {
	n, err := c.Conn.Write(p)
	c.mu.Lock()
	defer c.mu.Unlock()
	c.owner.Add(Count{Down: int64(n)})
	return n, err
}

// CloseWrite는 linger가 마지막 말을 보낼 때 쓴다.
func (c *conn) CloseWrite() error {
	if half, ok := c.Conn.(interface{ CloseWrite() error }); ok {
		return half.CloseWrite()
	}
	return errors.ErrUnsupported
}

// Separate는 지금까지 읽은 것을 이 요청의 것으로 친다. gin에 온 요청이 맨 먼저 지난다.
// 생략: 응답을 기다리지 않고 이어 보낸 요청(pipelining). 브라우저는 그렇게 하지 않는다.
func Separate(r *http.Request) {
	if c := connOf(r); c != nil {
		c.mu.Lock()
		defer c.mu.Unlock()
		c.owner, c.head, c.read = nil, c.read, 0
	}
}

// Claim은 이 요청에 든 바이트가 t의 것임을 알린다.
func Claim(r *http.Request, t *Tally) {
	t.Add(Count{Requests: 1})
	if c := connOf(r); c != nil {
		c.mu.Lock()
		defer c.mu.Unlock()
		c.owner = t
		t.Add(Count{Up: c.head})
	}
}

// Keep은 WebSocket이 된 연결을 끝까지 지금 주인의 것으로 친다.
func Keep(r *http.Request) {
	if c := connOf(r); c != nil {
		c.mu.Lock()
		defer c.mu.Unlock()
		c.owner.Add(Count{Up: c.read})
		c.forever, c.read = true, 0
	}
}

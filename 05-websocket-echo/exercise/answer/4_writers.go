package exercise

import (
	"io"
	"sync"
)

// 쓰는 고루틴은 한 번에 하나여야 한다. 뮤텍스를 쥐고 있는 동안 프레임 하나를 다 쓰면, 다른 프레임이 사이에 끼지 못한다.
// 헤더와 페이로드를 이어 붙이면 Write가 한 번으로 줄고, 시스템 호출도 한 번이다. 오류도 뮤텍스를 쥐고 적는다.
// 큐를 두고 고루틴 하나가 쓰게 해도 된다. 그때는 그 고루틴이 언제 끝날지 정해야 한다.

// Conn은 프레임을 쓰는 연결이다. 여러 고루틴이 함께 써도 된다.
type Conn struct {
	mu  sync.Mutex
	err error // 쓰다가 난 오류. 그다음부터는 쓰지 않는다
	w   io.Writer
}

// NewConn은 w에 쓰는 Conn을 만든다.
func NewConn(w io.Writer) *Conn { return &Conn{w: w} }

// Send는 125바이트까지의 글을 프레임 하나로 쓴다. 다 쓴 다음에 돌아온다. 한참 걸려도 끝까지 기다린다.
// 쓰지 못했으면 w가 준 오류를 돌려준다. 그다음부터는 w에 아무것도 쓰지 않고 같은 오류를 돌려준다.
func (c *Conn) Send(text string) error {
	frame := append([]byte{0x81, byte(len(text))}, text...)
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.err == nil {
		_, c.err = c.w.Write(frame)
	}
	return c.err
}

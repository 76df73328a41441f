package exercise

import (
	"io"
	"sync"
)

// 쓰는 이는 한 번에 하나여야 하고, 프레임 하나는 Write 한 번이어야 한다. 뮤텍스는 쓰기가 겹치지 않게 하고, 이어 붙인 한 덩어리는
// 누가 끼어들 틈을 없앤다. 시스템 호출도 한 번으로 줄어든다. 줄을 두고 고루틴 하나가 쓰게 해도 된다. 그때는 줄의 끝을 정해야 한다.

// Conn은 프레임을 쓰는 연결이다. 여러 고루틴이 함께 써도 된다.
type Conn struct {
	mu sync.Mutex
	w  io.Writer
}

// NewConn은 w에 쓰는 Conn을 만든다.
func NewConn(w io.Writer) *Conn { return &Conn{w: w} }

// Send는 125바이트까지의 글을 프레임 하나로 쓴다. 다 쓴 다음에 돌아온다. 쓰지 못했으면 w가 준 오류를 돌려준다.
func (c *Conn) Send(text string) error {
	frame := append([]byte{0x81, byte(len(text))}, text...)
	c.mu.Lock()
	defer c.mu.Unlock()
	_, err := c.w.Write(frame)
	return err
}

package exercise

import "io"

// Conn은 프레임을 쓰는 연결이다. 여러 고루틴이 함께 써도 되어야 한다. 필요한 필드(field)를 더해도 된다.
//
// 고칠 것: 둘이 동시에 쓰면 한 프레임의 헤더와 페이로드 사이에 다른 프레임이 끼어든다. 받는 쪽은 알아볼 수 없다.
// 쓰다가 실패한 다음에 또 쓰는 것도 그렇다. 앞의 프레임이 도중에 잘렸다면, 뒤의 프레임은 그 페이로드로 읽힌다.
type Conn struct {
	w io.Writer
}

// NewConn은 w에 쓰는 Conn을 만든다.
func NewConn(w io.Writer) *Conn { return &Conn{w: w} }

// Send는 125바이트까지의 글을 프레임 하나로 쓴다. 다 쓴 다음에 돌아온다. 한참 걸려도 끝까지 기다린다.
// 쓰지 못했으면 w가 준 오류를 돌려준다. 그다음부터는 w에 아무것도 쓰지 않고 같은 오류를 돌려준다.
func (c *Conn) Send(text string) error {
	if _, err := c.w.Write([]byte{0x81, byte(len(text))}); err != nil {
		return err
	}
	_, err := io.WriteString(c.w, text)
	return err
}

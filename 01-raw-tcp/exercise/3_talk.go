package exercise

import (
	"io"
	"net"
)

// HalfCloser는 보내는 쪽만 닫을 수 있는 연결이다. *net.TCPConn이 그렇다.
type HalfCloser interface {
	net.Conn
	CloseWrite() error // FIN을 보낸다
}

// Talk는 in을 모두 보내고, 서버가 돌려주는 것을 그대로 모두 out에 적은 다음 연결을 닫는다. 서버는 한참 뒤에 답할 수도 있다.
// 보내거나 받다가 난 오류는 돌려준다. in을 읽거나 out에 적다가 난 오류도 그렇다. 오류가 나도 연결은 닫는다.
//
// 고칠 것: 마지막 말이 사라진다. 서버는 다 받은 다음에 답하는데, 그때 우리는 이미 없다.
func Talk(conn HalfCloser, in io.Reader, out io.Writer) error {
	defer conn.Close()
	if _, err := io.Copy(conn, in); err != nil {
		return err
	}
	return nil
}

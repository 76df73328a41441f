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

// 보내기와 받기는 함께 해야 한다. 다 보낸 다음에 읽으면, 서버가 돌려주는 것이 버퍼를 가득 채워 둘 다 막힐 수 있다.
// 다 보냈으면 FIN으로 알린다. 그래야 서버가 끝을 안다. 그래도 듣기는 계속한다.
// 읽기가 끝났다는 것은 서버도 다 보냈다는 것이다. 그때 닫는다.

// Talk는 in을 모두 보내고, 서버가 돌려주는 것을 그대로 모두 out에 적은 다음 연결을 닫는다. 서버는 한참 뒤에 답할 수도 있다.
// 보내거나 받다가 난 오류는 돌려준다. in을 읽거나 out에 적다가 난 오류도 그렇다. 오류가 나도 연결은 닫는다.
func Talk(conn HalfCloser, in io.Reader, out io.Writer) error {
	defer conn.Close()
	sent := make(chan error, 1)
	go func() {
		_, err := io.Copy(conn, in)
		conn.CloseWrite()
		sent <- err
	}()
	if _, err := io.Copy(out, conn); err != nil {
		return err
	}
	return <-sent
}

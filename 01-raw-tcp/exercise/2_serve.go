package exercise

import (
	"errors"
	"net"
)

// Serve는 ln에서 클라이언트를 받아 저마다 한 번씩 handle에게 맡긴다. 함께 맡는 수에 한도는 없다. handle이 끝나면 그 연결을 닫는다.
// ln이 닫히면, 남은 클라이언트의 handle이 모두 끝난 다음에 nil을 돌려준다. Accept의 다른 오류는 그대로 돌려준다.
//
// 고칠 것: 한 번에 한 클라이언트만 맡는다. 첫 클라이언트가 아무것도 하지 않으면 뒤의 클라이언트는 모두 기다린다.
func Serve(ln net.Listener, handle func(net.Conn)) error {
	for {
		conn, err := ln.Accept()
		if errors.Is(err, net.ErrClosed) {
			return nil
		}
		if err != nil {
			return err
		}
		handle(conn)
		conn.Close()
	}
}

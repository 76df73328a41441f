package exercise

import (
	"errors"
	"net"
)

// Serve는 ln에서 손님을 받아 handle에게 맡긴다. 손님의 수에 한도는 없다. handle이 끝나면 그 연결을 닫는다.
// ln이 닫히면, 남은 손님의 handle이 모두 끝난 다음에 nil을 돌려준다. Accept의 다른 오류는 그대로 돌려준다.
//
// 고칠 것: 한 번에 한 손님만 맡는다. 첫 손님이 딴청을 부리면 뒤의 손님은 모두 기다린다.
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

package exercise

import (
	"errors"
	"net"
	"sync"
)

// 클라이언트마다 고루틴 하나를 준다. 한 클라이언트가 막혀도 Accept는 계속된다.
// WaitGroup은 남은 클라이언트의 수를 센다. defer로 기다리므로 어디로 돌아가든 기다린다.
// 닫는 일도 그 고루틴이 한다. 여기서 닫으면 아직 맡고 있는 연결을 끊게 된다.

// Serve는 ln에서 클라이언트를 받아 저마다 한 번씩 handle에게 맡긴다. 함께 맡는 수에 한도는 없다. handle이 끝나면 그 연결을 닫는다.
// ln이 닫히면, 남은 클라이언트의 handle이 모두 끝난 다음에 nil을 돌려준다. Accept의 다른 오류는 그대로 돌려준다.
func Serve(ln net.Listener, handle func(net.Conn)) error {
	var clients sync.WaitGroup
	defer clients.Wait()
	for {
		conn, err := ln.Accept()
		if errors.Is(err, net.ErrClosed) {
			return nil
		}
		if err != nil {
			return err
		}
		clients.Go(func() {
			defer conn.Close()
			handle(conn)
		})
	}
}

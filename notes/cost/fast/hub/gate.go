package main

import (
	"errors"
	"net"
	"sync"
	"time"
)

const writeTimeout = 10 * time.Second // 읽지 않는 클라이언트를 기다리는 시간

var errCloseSent = errors.New("종료 프레임을 이미 보냈다")

// gate는 종료 프레임 뒤에는 아무것도 내보내지 않는 연결이다. RFC 6455 5.5.1절.
//
// 이벤트는 carry가 gorilla를 거치지 않고 쓰고, 퐁과 종료 프레임은 gorilla가 읽다가 쓴다. 서로를 모르는 둘이
// 한 연결에 쓰므로, 둘이 모두 지나는 곳에서 지킨다. 한 번의 Write는 언제나 온전한 프레임들이다.
type gate struct {
	net.Conn
	mu     sync.Mutex
	closed bool
}

func (g *gate) Write(frames []byte) (int, error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.closed {
		return 0, errCloseSent
	}
	g.closed = frames[0] == finClose
	g.Conn.SetWriteDeadline(time.Now().Add(writeTimeout))
	return g.Conn.Write(frames)
}

// SetWriteDeadline은 아무것도 하지 않는다. gorilla는 퐁을 쓰려고 데드라인을 1초로 줄인다.
// 그러면 쓰고 있던 이벤트까지 1초 만에 실패한다.
func (g *gate) SetWriteDeadline(time.Time) error { return nil }

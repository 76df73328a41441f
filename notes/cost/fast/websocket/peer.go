package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"sync"
	"time"

	"socketworkbook/internal/linger"
	"socketworkbook/notes/cost/fast/direct"
)

const (
	maxMessage   = 1 << 20          // 바이트. 넘으면 1009로 끝낸다
	pingEvery    = 30 * time.Second // 살아 있는지 묻는 간격
	silence      = 70 * time.Second // 이만큼 아무 답도 없으면 죽은 것으로 본다
	writeTimeout = 10 * time.Second // 읽지 않는 클라이언트를 기다리는 시간
	lastWait     = time.Second      // 멈출 때 마지막 핑의 퐁을 기다리는 시간
	closeWait    = 2 * time.Second  // 멈출 때 종료 프레임까지 기다리는 시간
)

// lastPing은 서버가 멈출 때 보내는 핑의 내용이다.
const lastPing = "last"

// closing은 종료 프레임에 적을 코드와 이유다. 연결을 끝내는 오류이기도 하다.
type closeReason struct {
	code   uint16
	reason string
}

func (c closeReason) Error() string { return fmt.Sprintf("종료 코드 %d %s", c.code, c.reason) }

var (
	errGoingAway = closeReason{1001, "서버가 멈춥니다"}
	errProtocol  = closeReason{1002, "프레임이 RFC 6455에 어긋납니다"}
	errUTF8      = closeReason{1007, "UTF-8이 아닙니다"}
	errTooBig    = closeReason{1009, "메시지가 너무 깁니다"}

	errCloseSent = errors.New("종료 프레임을 이미 보냈다")
)

// peer는 WebSocket 연결 하나이다. 읽기는 run을 부른 고루틴만 한다.
type peer struct {
	ctx      context.Context // 서버가 멈추면 닫힌다
	conn     net.Conn
	socket   io.ReadWriter // conn에 바로 읽고 쓴다
	kind     byte          // 프래그먼트로 오고 있는 메시지의 종류. 없으면 0
	partial  []byte        // 그 메시지의 지금까지
	heard    bool          // 메시지나 퐁이 왔다
	extended time.Time     // 데드라인을 마지막으로 미룬 때

	mu     sync.Mutex  // 쓰기를 차례로 세운다
	closed bool        // 종료 프레임을 보냈다
	pings  *time.Timer // 고루틴 하나를 세워 두는 것보다 작다
}

// run은 연결이 끝날 때까지 메시지를 돌려주고, 끝난 이유를 돌려준다.
func (p *peer) run() error {
	defer linger.Close(p.conn)
	p.socket = direct.New(p.conn)
	p.keepAlive()
	defer p.pings.Stop()
	defer context.AfterFunc(p.ctx, p.leave)()

	in := newInput()
	defer in.giveBack()
	p.heard = true
	for {
		// 온전히 온 프레임을 모두 처리하고, 답을 한 번에 쓴다. 메시지 여덟 개에도 시스템 호출은 하나이다.
		answer, used, need, err := p.echo(in.bytes())
		if err := p.write(answer); err != nil {
			return err
		}
		if reason, ok := err.(closeReason); ok {
			p.close(reason)
		}
		if err != nil && err != errGoingAway {
			return err
		}
		in.drop(used, need)
		if err == nil { // 서버가 멈추는 참이면 읽어 둔 것부터 마저 처리한다.
			err = in.read(p.socket)
		}
		if err != nil && err != errGoingAway {
			return err
		}
	}
}

// keepAlive는 조용할 때도 상대가 살아 있는지 묻게 한다. 쓰지 못하면 그만둔다.
func (p *peer) keepAlive() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.pings = time.AfterFunc(pingEvery, func() {
		if p.control(opPing, nil) == nil {
			p.pings.Reset(pingEvery)
		}
	})
}

// leave는 서버가 멈출 때 마지막 핑을 보낸다. 바이트는 차례대로 온다. 그래서 그 퐁이 왔다면,
// 상대가 먼저 보낸 메시지는 모두 읽은 것이다. 그때 1001을 보낸다.
// 퐁도 종료 프레임도 보내지 않는 상대는 조금 기다리다가 끊는다.
func (p *peer) leave() {
	time.AfterFunc(lastWait, func() { p.close(errGoingAway) })
	time.AfterFunc(closeWait, func() { p.conn.Close() })
	p.control(opPing, []byte(lastPing))
}

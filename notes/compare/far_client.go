package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"time"

	"socketworkbook/internal/relay"
)

const (
	hello     = "Hello 0"        // 첫 메시지. 클라이언트의 화면에서 0번이다
	firstWait = 30 * time.Second // 첫 메시지를 기다리는 시간. 연결하는 패킷을 잃으면 몇 초도 걸린다
)

// visitor는 선 너머의 서버에 붙은 클라이언트이다.
type visitor struct {
	typed   io.Writer
	arrived <-chan arrival
	opened  <-chan time.Time // 클라이언트의 첫 패킷이 떠난 때
	leave   func()
}

// meet는 새로 연결해서 첫 메시지를 받는다. first는 클라이언트의 첫 패킷이 떠나고 메시지를 보기까지의 시간이다.
// 데이터그램은 사라질 수 있다. 그때는 first가 비어 있다.
func (p place) meet(ctx context.Context, w way, gate string) (*visitor, rounds, error) {
	v, err := p.enter(ctx, w, gate)
	if err != nil {
		return nil, nil, err
	}
	first, err := v.greet(ctx, w)
	if err != nil {
		v.leave()
		return nil, nil, err
	}
	return v, first, nil
}

// greet는 첫 메시지를 보내고 기다린다. 폴링, 롱 폴링, SSE는 적혀 있는 것을 기다리기만 한다.
func (v *visitor) greet(ctx context.Context, w way) (first rounds, err error) {
	if !w.http {
		if _, err := io.WriteString(v.typed, hello+"\n"); err != nil {
			return nil, fmt.Errorf("첫 메시지 보내기: %w", err)
		}
	}
	wait := firstWait
	if w.udp {
		wait = patience
	}
	select {
	case a, ok := <-v.arrived:
		if !ok {
			return nil, errGone
		}
		return rounds{milliseconds(a.at.Sub(<-v.opened))}, nil
	case <-time.After(wait):
		if w.udp {
			return nil, nil
		}
		return nil, fmt.Errorf("%v 안에 첫 메시지가 오지 않았습니다", wait)
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// enter는 gate 앞에 중계를 세우고, 거기에 클라이언트를 붙인다. 01과 02의 클라이언트는 답을 받아야 다음 줄을 보낸다.
// 그러면 왕복이 길 때 보낼 것이 밀려서, 지연이 아니라 밀린 것을 재게 된다. 그래서 그 둘은 기다리지 않는 클라이언트로 잰다.
func (p place) enter(ctx context.Context, w way, gate string) (*visitor, error) {
	ctx, stop := context.WithCancel(ctx)
	opened := make(chan time.Time, 1)
	near, err := intercept(ctx, w, gate, func(e relay.Event) {
		if e.Kind == relay.Open {
			select {
			case opened <- time.Now():
			default: // 첫 연결만 잰다.
			}
		}
	})
	if err != nil {
		stop()
		return nil, err
	}
	v := &visitor{opened: opened}
	wait := func() {
		for range v.arrived {
		}
	}
	if w.quic != nil {
		v.typed, v.arrived, err = dialQUIC(ctx, w, near, p.work.Messages)
	} else if w.udp || w.plain {
		v.typed, v.arrived, err = dialPlain(ctx, w, near, p.work.Messages)
	} else {
		var c *client
		if c, err = startClient(ctx, w, p.folder, near, p.work.Messages); err == nil {
			v.typed, v.arrived, wait = c.typed, c.arrived, c.wait
		}
	}
	if err != nil {
		stop()
		return nil, err
	}
	v.leave = func() { stop(); wait() }
	return v, nil
}

// dialPlain은 줄을 보내고, 돌아온 줄을 읽는 클라이언트이다. UDP이면 줄 하나가 데이터그램 하나이다.
func dialPlain(ctx context.Context, w way, addr string, messages int) (io.Writer, <-chan arrival, error) {
	network := "tcp"
	if w.udp {
		network = "udp"
	}
	conn, err := net.Dial(network, addr)
	if err != nil {
		return nil, nil, fmt.Errorf("붙기: %w", err)
	}
	context.AfterFunc(ctx, func() { conn.Close() })
	arrived := make(chan arrival, messages*4)
	go func() {
		defer close(arrived)
		for lines := bufio.NewScanner(conn); lines.Scan(); {
			hear(arrived, lines.Text())
		}
	}()
	return conn, arrived, nil
}

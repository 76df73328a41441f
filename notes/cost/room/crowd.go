package main

import (
	"bytes"
	"context"
	"fmt"
	"net"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gorilla/websocket"
)

const (
	patience = 60 * time.Second // 메시지 하나가 모두에게 닿을 때까지 기다리는 시간
	mark     = "message-"       // 할 말의 앞 8바이트. 나머지 24바이트는 몇 번째인지이다
	digits   = 24
)

// member는 방에 있는 사람 하나이다.
type member struct {
	conn    *websocket.Conn
	dialect dialect
	heard   chan struct{} // 메시지를 들을 때마다 하나. 연결이 끝나면 닫힌다
	bytes   atomic.Int64  // 메시지가 든 WebSocket 페이로드의 크기를 더한 것
	err     error         // heard가 닫힌 이유
	writing sync.Mutex    // 퐁과 말은 서로 다른 고루틴이 쓴다
}

// enter는 방에 들어가서, 듣는 고루틴을 켠다.
func enter(ctx context.Context, addr string, d dialect) (*member, error) {
	conn, err := d.enter(ctx, addr)
	if err != nil {
		return nil, err
	}
	if socket, ok := conn.NetConn().(*net.TCPConn); ok {
		socket.SetLinger(0) // 닫을 때 천 개가 TIME-WAIT으로 남지 않게 한다.
	}
	m := &member{conn: conn, dialect: d, heard: make(chan struct{}, 16)}
	go func() {
		defer close(m.heard)
		m.err = m.listen()
	}()
	return m, nil
}

// listen은 연결이 끝날 때까지 듣는다. 메시지는 1번부터 차례대로 한 번씩만 와야 한다.
func (m *member) listen() error {
	for last := 0; ; {
		_, frame, err := m.conn.ReadMessage()
		if err != nil {
			return err
		}
		for line := range bytes.SplitSeq(frame, []byte("\n")) { // centrifuge는 메시지를 줄로 이어 한 프레임에 담기도 한다.
			if string(line) == m.dialect.ping {
				m.write(m.dialect.pong)
			}
		}
		_, rest, found := bytes.Cut(frame, []byte(mark))
		if found {
			m.bytes.Add(int64(len(frame)))
		}
		for ; found; _, rest, found = bytes.Cut(rest, []byte(mark)) {
			n, _ := strconv.Atoi(string(rest[:min(digits, len(rest))]))
			if n != last+1 {
				return fmt.Errorf("%d번 다음에 %d번이 왔습니다", last, n)
			}
			last = n
			m.heard <- struct{}{}
		}
	}
}

func (m *member) write(message string) error {
	m.writing.Lock()
	defer m.writing.Unlock()
	return m.conn.WriteMessage(websocket.TextMessage, []byte(message))
}

// crowd는 한 방에 있는 사람들이다.
type crowd []*member

// tell은 from번째부터 메시지 n개를 한 사람이 이어서 말하고, 모두가 들을 때까지 기다린다. 말하는 사람은 번갈아 바뀐다.
// 06의 대화방은 한 사람에게 1초에 5개, 몰아서 20개까지만 받는다.
func (c crowd) tell(ctx context.Context, from, n int) error {
	speaker := c[from%len(c)]
	for i := from; i < from+n; i++ {
		if err := speaker.write(speaker.dialect.say(i, fmt.Sprintf("%s%0*d", mark, digits, i))); err != nil {
			return fmt.Errorf("말하기: %w", err)
		}
	}
	ctx, stop := context.WithTimeout(ctx, patience)
	defer stop()
	for i, m := range c {
		if err := m.hear(ctx, n); err != nil {
			return fmt.Errorf("%d명 가운데 %d번째 사람이 듣지 못했습니다: %w", len(c), i+1, err)
		}
	}
	return nil
}

// hear는 메시지 n개를 들을 때까지 기다린다.
func (m *member) hear(ctx context.Context, n int) error {
	for range n {
		select {
		case _, ok := <-m.heard:
			if !ok {
				return m.err
			}
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}

// received는 지금까지 메시지를 담고 온 페이로드의 크기이다.
func (c crowd) received() (total int64) {
	for _, m := range c {
		total += m.bytes.Load()
	}
	return total
}

func (c crowd) leave() {
	for _, m := range c {
		m.conn.Close()
	}
	for _, m := range c {
		for range m.heard { // 닫힐 때까지
		}
	}
}

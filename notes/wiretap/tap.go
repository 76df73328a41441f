package main

import (
	"fmt"
	"sync"
	"time"

	"socketworkbook/internal/relay"
)

// note는 화면에 적을 일 하나이다.
type note struct {
	At       time.Duration // 시작하고 흐른 시간
	Conn     int
	From     relay.Direction
	Lost     bool     // 가다가 사라졌다. 먼 네트워크에서만 보인다
	Arrow    bool     // 한쪽에서 다른 쪽으로 간 것인가. 아니면 연결에 생긴 일이다
	Protocol string   // TCP, UDP, TLS, HTTP, SSE, WS
	Size     int      // 선 위의 바이트
	Title    string   // 한 줄
	More     []string // 이어지는 줄
	Raw      []byte   // 선 위의 바이트 그대로, 앞의 maxRaw까지
}

// tap은 중계가 알려 주는 일을 note로 바꾼다. 바이트를 바꾸지 않고, 어떤 바이트가 와도
// 멈추지 않으며, 연결마다 정해진 만큼만 기억한다.
type tap struct {
	begin time.Time
	emit  func(note)
	mu    sync.Mutex
	conns map[int]*conversation
	via   map[string]int // 서버로 가는 소켓의 주소 → 연결의 번호. 먼 네트워크에서만 적는다. 포트의 수보다 많아지지 않는다
}

func newTap(emit func(note)) *tap {
	return &tap{begin: time.Now(), emit: emit, conns: map[int]*conversation{}}
}

// show는 모든 note가 지나는 곳이다. 선에서 온 글이 섞여 있으므로 여기서 한 번에 걸러 낸다.
// 그래서 화면에도 순서도에도 제어 문자가 그대로 나가지 않는다.
func (t *tap) show(n note) {
	n.At = time.Since(t.begin)
	n.Title = visible(n.Title)
	for i, line := range n.More {
		n.More[i] = visible(line)
	}
	t.emit(n)
}

// watch는 TCP의 일을 받는다.
func (t *tap) watch(e relay.Event) { t.conversation(e).watch(e) }

// conversation은 e의 연결이다. 처음 보는 연결이면 만들고, 끝나는 연결이면 잊는다.
func (t *tap) conversation(e relay.Event) *conversation {
	t.remember(e)
	t.mu.Lock()
	defer t.mu.Unlock()
	c := t.conns[e.Conn]
	if c == nil {
		c = newConversation(t, e.Conn)
		t.conns[e.Conn] = c
	}
	if e.Kind == relay.Close || e.Kind == relay.Fail {
		delete(t.conns, e.Conn)
	}
	return c
}

// watchUDP는 UDP의 일을 받는다. 데이터그램 하나가 메시지 하나이다.
func (t *tap) watchUDP(e relay.Event) {
	t.remember(e)
	c := &conversation{tap: t, number: e.Conn}
	switch e.Kind {
	case relay.Open:
		c.say("UDP", fmt.Sprintf("새 클라이언트 %s. 연결한 것은 아님", e.Peer))
	case relay.Data:
		c.send(e.From, "UDP", e.Data, len(e.Data), fmt.Sprintf("데이터그램 %s", preview(e.Data)))
	case relay.Reset:
		c.send(e.From, "UDP", nil, 0, "ICMP: 그런 포트는 없음")
	case relay.Close:
		c.say("UDP", "이 클라이언트와는 끝남")
	case relay.Fail:
		c.say("UDP", fmt.Sprintf("서버로 가는 소켓을 열지 못함: %v", e.Err))
	}
}

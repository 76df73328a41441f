package main

import (
	"bytes"
	"fmt"
	"sync"

	"socketworkbook/internal/relay"
)

const maxRaw = 256 // 바이트. -hex로 보일 앞부분

// conversation은 연결 하나이다. 두 방향은 서로를 알아야 한다: 응답의 모양은 요청에 달렸고,
// 101이 오면 두 방향이 함께 WebSocket이 된다.
type conversation struct {
	tap     *tap
	number  int
	mu      sync.Mutex
	streams [2]*stream

	asked      []question // 아직 응답이 오지 않은 HTTP 요청
	compressed bool       // WebSocket: permessage-deflate를 쓰기로 했다
	tlsVersion uint16     // 서버가 고른 TLS의 버전. 아직 모르면 0
}

func newConversation(t *tap, number int) *conversation {
	c := &conversation{tap: t, number: number}
	c.streams[relay.Up] = &stream{conversation: c, from: relay.Up, step: sniff}
	c.streams[relay.Down] = &stream{conversation: c, from: relay.Down, step: serverFirst}
	return c
}

// watch는 이 연결의 일을 받는다. 두 방향의 일을 동시에 받아도 된다.
func (c *conversation) watch(e relay.Event) {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch e.Kind {
	case relay.Open:
		c.say("TCP", fmt.Sprintf("연결됨. 클라이언트는 %s", e.Peer))
	case relay.Data:
		c.feed(e.From, e.Data)
	case relay.Finish:
		c.finish(e.From, "TCP", "FIN: 더 보낼 것이 없음")
	case relay.Reset:
		c.finish(e.From, "TCP", "RST: 연결을 부숨")
	case relay.Close:
		c.say("TCP", "연결이 끝남")
	case relay.Fail:
		c.say("TCP", fmt.Sprintf("서버에 붙지 못함: %v", e.Err))
	}
}

// say는 연결에 생긴 일을, send는 한쪽이 보낸 것을 적는다.
func (c *conversation) say(protocol, title string) {
	c.tap.show(note{Conn: c.number, Protocol: protocol, Title: title})
}

func (c *conversation) send(from relay.Direction, protocol string, raw []byte, size int, title string, more ...string) {
	c.tap.show(note{
		Conn: c.number, From: from, Arrow: true, Protocol: protocol,
		Size: size, Title: title, More: more, Raw: bytes.Clone(raw[:min(len(raw), maxRaw)]),
	})
}

// feed는 한쪽이 보낸 바이트를 받아, 알아볼 수 있는 데까지 읽는다.
//
// 한 방향의 step은 다른 방향이 무엇을 읽을지 바꿀 수 있지만, 그 step을 부르지는 않는다. 부르면 그쪽에서
// 다시 이쪽을 불러, 아직 가져가지 않은 바이트를 두 번 읽는다. 그래서 두 방향을 여기서만 번갈아 부른다.
func (c *conversation) feed(from relay.Direction, p []byte) {
	c.streams[from].buf = append(c.streams[from].buf, p...)
	up, down := c.streams[relay.Up], c.streams[relay.Down]
	for up.advance() || down.advance() {
	}
}

// finish는 한 방향이 끝났을 때이다. 덜 온 것도 보여 준다.
func (c *conversation) finish(from relay.Direction, protocol, title string) {
	s := c.streams[from]
	s.finishBody()
	if len(s.buf) > 0 {
		s.send(from, "TCP", s.buf, len(s.buf), fmt.Sprintf("덜 온 채 끝난 %d바이트 %s", len(s.buf), preview(s.buf)))
		s.buf = nil
	}
	s.send(from, protocol, nil, 0, title)
}

// give는 알아보기를 포기한다. 이제부터 두 방향 모두 바이트를 그대로 보인다. 길이를 알고 읽던 것이 있으면
// 그것까지는 읽는다. 이유를 한 문장으로 적는다.
func (c *conversation) give(reason string) {
	if reason != "" {
		c.say("TCP", "더 풀지 않고 그대로 보임: "+reason)
	}
	for _, each := range c.streams {
		if each.body.protocol != "" {
			each.body.next = plain
		} else {
			each.step = plain
		}
	}
}

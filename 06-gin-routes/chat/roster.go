package chat

import (
	"context"
	"encoding/json"
	"maps"
	"slices"
	"time"

	"github.com/nats-io/nats.go"
)

const rosterEvery = 20 * time.Second // 바뀐 것이 없어도 이만큼마다 알린다. 죽은 프로세스는 알리지 못한다

// roster는 다른 프로세스가 알려 준 사람들이다.
type roster struct {
	names map[string]string // 방문자 → 이름
	until time.Time         // 그 프로세스의 신호가 이때까지 없으면 죽은 것이다
}

// hear는 다른 프로세스가 알려 온 사람들을 적는다. 처음 듣는 프로세스이면 이 프로세스의 사람들도 알려 준다.
func (p *People) hear(process string, names map[string]string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if _, known := p.others[process]; !known {
		p.share(p.mine())
	}
	p.others[process] = roster{names, time.Now().Add(patience)}
	p.update()
}

// update는 바뀐 것이 있으면 알린다. 방금 알렸으면 perTell이 지난 다음에 알린다.
// 천 명이 한꺼번에 들어올 때 한 명마다 모두에게 알리면, 목록을 백만 번 보낸다.
func (p *People) update() {
	wait := time.Until(p.next)
	switch {
	case wait <= 0:
		p.tell()
	case !p.later:
		p.later = true
		time.AfterFunc(wait, func() {
			p.mu.Lock()
			defer p.mu.Unlock()
			p.tell()
		})
	}
}

// tell은 이름을 다시 모은다. 이 프로세스의 사람이 바뀌었으면 다른 프로세스에 알리고, 이름이 바뀌었으면
// 기다리던 고루틴을 깨운다. 두 프로세스에 탭을 하나씩 연 사람은 한 사람이다.
func (p *People) tell() {
	p.next, p.later = time.Now().Add(perTell), false
	mine := p.mine()
	if !maps.Equal(mine, p.shared) {
		p.shared = mine
		p.share(mine)
	}
	all := maps.Clone(mine)
	for _, they := range p.others {
		maps.Copy(all, they.names)
	}
	names := slices.Sorted(maps.Values(all))
	if slices.Equal(names, p.names) {
		return
	}
	p.names = names
	close(p.changed)
	p.changed = make(chan struct{})
}

// mine은 이 프로세스의 사람들이다: 방문자 → 이름.
func (p *People) mine() map[string]string {
	mine := map[string]string{}
	for visitor, one := range p.here {
		mine[visitor] = one.name
	}
	return mine
}

// sharePeople은 방을 함께 쓰는 프로세스끼리 누가 있는지 알린다.
// 스트림이 아니라 보통의 NATS 메시지이다. 놓쳐도 다음 것이 오면 되므로 적어 둘 이유가 없다.
func (s *Stream) sharePeople(ctx context.Context, people *People) {
	subject := s.name + ".here"
	me := nats.NewInbox() // 프로세스마다 다른 이름
	tell := func(mine map[string]string) {
		data, _ := json.Marshal(mine) // 글만 있어서 실패하지 않는다.
		s.broker.conn.PublishMsg(&nats.Msg{Subject: subject, Header: nats.Header{"Process": {me}}, Data: data})
	}
	s.broker.conn.Subscribe(subject, func(msg *nats.Msg) {
		var names map[string]string
		if from := msg.Header.Get("Process"); from != me && json.Unmarshal(msg.Data, &names) == nil {
			people.hear(from, names)
		}
	})
	people.share = tell
	go func() {
		s.broker.conn.Flush() // 듣기 시작한 다음에 알린다. 거꾸로 하면 답을 듣지 못한다.
		ticker := time.NewTicker(rosterEvery)
		defer ticker.Stop()
		for {
			people.mu.Lock()
			mine := people.mine()
			people.mu.Unlock()
			tell(mine)
			select {
			case <-ticker.C:
			case <-ctx.Done():
				tell(nil) // 이 프로세스의 사람들은 다른 곳으로 옮겨 간다.
				return
			}
		}
	}()
}

package chat

import (
	"context"
	"encoding/json"
	"time"

	"github.com/nats-io/nats.go"
)

const rosterEvery = 20 * time.Second // 바뀐 것이 없어도 이만큼마다 알린다. 죽은 프로세스는 알리지 못한다

// sharePeople은 방을 함께 쓰는 프로세스끼리 누가 있는지 알린다.
// 스트림이 아니라 보통의 NATS 메시지이다. 놓쳐도 다음 것이 오면 되므로 적어 둘 이유가 없다.
func (s *Stream) sharePeople(ctx context.Context, people *People) {
	subject := s.name + ".here"
	me := nats.NewInbox() // 프로세스마다 다른 이름
	tell := func(names []string) {
		data, _ := json.Marshal(names) // 글만 있어서 실패하지 않는다.
		s.broker.conn.PublishMsg(&nats.Msg{Subject: subject, Header: nats.Header{"Process": {me}}, Data: data})
	}
	s.broker.conn.Subscribe(subject, func(msg *nats.Msg) {
		var names []string
		if from := msg.Header.Get("Process"); from != me && json.Unmarshal(msg.Data, &names) == nil {
			people.hear(from, names)
		}
	})
	people.share = tell
	go func() {
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

package chat

import (
	"context"
	"encoding/json"
	"log"
	"sync"

	"github.com/gorilla/websocket"

	"socketworkbook/06-gin-routes/peer"
)

// Talk는 WebSocket으로 방을 드나든다. 연결이 끝나면 돌아온다.
func (c *Chat) Talk(ctx context.Context, conn *websocket.Conn, who Visitor, at place) {
	leave := c.people.enter(who.ID, who.Name)
	defer leave()
	ctx, stop := context.WithCancel(ctx)
	defer stop()

	out := &writer{conn: conn}
	go func() {
		deliver := func(now update) error { return out.update(&c.frames, now) }
		if c.follow(ctx, at, deliver) != nil && ctx.Err() == nil {
			conn.Close() // 받지 않는 클라이언트이다. 읽고 있는 Converse도 이것으로 끝난다.
		}
	}()
	err := peer.Converse(ctx, conn, func(_ int, message []byte) error {
		var m said
		if json.Unmarshal(message, &m) != nil {
			return out.reply(reply{Refused: "메시지는 key와 text가 있는 JSON이어야 합니다."})
		}
		return out.reply(c.say(ctx, who, m))
	})
	log.Printf("%s 방의 WebSocket이 끝남: %v", who.Name, err)
}

// writer는 연결 하나에 쓴다. 새 메시지와 답은 서로 다른 고루틴이 쓴다. gorilla의 연결에는 한 번에 하나만 써야 한다.
type writer struct {
	mu   sync.Mutex
	conn *websocket.Conn
}

func (w *writer) update(frames *frames, now update) error {
	frame, err := frames.of(now)
	if err != nil {
		return err
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	return peer.SendPrepared(w.conn, frame)
}

func (w *writer) reply(r reply) error {
	data, _ := json.Marshal(r) // 우리가 만든 값이라 실패하지 않는다.
	w.mu.Lock()
	defer w.mu.Unlock()
	return peer.Send(w.conn, websocket.TextMessage, data)
}

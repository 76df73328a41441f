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

	// 새 메시지와 답은 서로 다른 고루틴이 쓴다. gorilla의 연결에는 한 번에 하나만 써야 한다.
	var writing sync.Mutex
	deliver := func(now update) error {
		frame, err := c.frames.of(now)
		if err != nil {
			return err
		}
		writing.Lock()
		defer writing.Unlock()
		return peer.SendPrepared(conn, frame)
	}
	answer := func(r reply) error {
		data, _ := json.Marshal(r) // 우리가 만든 값이라 실패하지 않는다.
		writing.Lock()
		defer writing.Unlock()
		return peer.Send(conn, websocket.TextMessage, data)
	}
	go func() {
		if c.follow(ctx, at, deliver) != nil && ctx.Err() == nil {
			conn.Close() // 받지 않는 클라이언트이다. 읽고 있는 Converse도 이것으로 끝난다.
		}
	}()
	err := peer.Converse(ctx, conn, func(_ int, message []byte) error {
		var m said
		if json.Unmarshal(message, &m) != nil {
			return answer(reply{Refused: "메시지는 key와 text가 있는 JSON이어야 합니다."})
		}
		return answer(c.say(ctx, who, m))
	})
	log.Printf("%s 방의 WebSocket이 끝남: %v", who.Name, err)
}

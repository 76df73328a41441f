package chat

import (
	"context"
	"encoding/json"
	"errors"
	"log"
	"sync"

	"github.com/gorilla/websocket"

	"socketworkbook/06-gin-routes/peer"
)

const longestFrame = 8 << 10 // 바이트. 1,000자와 번호표가 들어간다

var errBadFrame = errors.New("모르는 메시지")

// Talk는 WebSocket으로 방을 드나든다. 연결이 끝나면 돌아온다.
func (c *Chat) Talk(ctx context.Context, conn *websocket.Conn, who Visitor, at place) {
	leave := c.people.enter(who.ID, who.Name)
	defer leave()
	ctx, stop := context.WithCancel(ctx)
	defer stop()

	// 새 메시지와 답은 서로 다른 고루틴이 쓴다. gorilla의 연결에는 한 번에 하나만 써야 한다.
	var writing sync.Mutex
	send := func(value any) error {
		data, _ := json.Marshal(value) // 우리가 만든 값이라 실패하지 않는다.
		writing.Lock()
		defer writing.Unlock()
		return peer.Send(conn, websocket.TextMessage, data)
	}
	go func() {
		if c.follow(ctx, at, func(now update) error { return send(now) }) != nil && ctx.Err() == nil {
			conn.Close() // 받지 않는 클라이언트이다. 읽고 있는 Converse도 이것으로 끝난다.
		}
	}()
	err := peer.Converse(ctx, conn, func(_ int, message []byte) error {
		var m said
		if len(message) > longestFrame || json.Unmarshal(message, &m) != nil {
			return errBadFrame
		}
		return send(c.say(ctx, who, m))
	})
	log.Printf("%s 방의 WebSocket이 끝남: %v", who.Name, err)
}

package live

import (
	"context"
	"net/http"

	"github.com/gorilla/websocket"

	"socketworkbook/06-gin-routes/peer"
)

// ws는 WebSocket으로 흘린다. WebSocket에는 다시 온 클라이언트가 어디까지 받았는지 말하는 규칙이
// 없다. 그래서 언제 오든 지금부터이다.
func (s *site) ws(w http.ResponseWriter, r *http.Request, run *run, cut <-chan struct{}) {
	last := run.lastID()
	s.peers.Accept(w, r, func(ctx context.Context, conn *websocket.Conn) {
		pushing, stop := context.WithCancel(ctx)
		defer stop()
		go push(pushing, conn, run, last, cut)
		peer.Converse(ctx, conn, func(int, []byte) error { return nil })
	})
}

// push는 last번 다음의 이벤트를 메시지로 보낸다. 클라이언트마다 큐를 두지 않는다. room이 마지막 이벤트들을
// 기억하고, 여기서는 어디까지 보냈는지만 안다. 느린 클라이언트 때문에 쌓이는 것이 없다.
// 너무 뒤처지면 사이의 이벤트를 건너뛴다.
func push(ctx context.Context, conn *websocket.Conn, run *run, last uint64, cut <-chan struct{}) {
	for {
		for _, m := range run.since(last) {
			if peer.Send(conn, websocket.TextMessage, []byte(m.Text)) != nil {
				conn.Close() // 받지 않는 클라이언트이다. 읽고 있는 Converse도 이것으로 끝난다.
				return
			}
			last = m.ID
		}
		select {
		case <-run.news(last):
		case <-cut:
			conn.Close()
			return
		case <-ctx.Done():
			return
		}
	}
}

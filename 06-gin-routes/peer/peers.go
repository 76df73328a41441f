// Package peer는 WebSocket으로 하는 대화이다. peer.go는 05의 것과 같다.
// 3초 페이지와 비교 페이지가 함께 쓴다.
package peer

import (
	"context"
	"net/http"
	"sync"
	"time"

	"github.com/gorilla/websocket"
)

// Peers는 WebSocket이 된 연결들이다. HTTP 서버는 넘겨준 연결을 모르므로 우리가 세고 우리가 기다린다.
type Peers struct {
	ctx   context.Context // 서버가 멈추면 닫힌다
	conns sync.WaitGroup
}

// New는 ctx가 취소되면 모두에게 1001을 보낼 빈 Peers를 만든다.
func New(ctx context.Context) *Peers { return &Peers{ctx: ctx} }

// Wait는 넘겨받은 연결이 모두 끝나기를 기다린다. HTTP 서버가 끝난 다음에 부른다.
func (p *Peers) Wait() { p.conns.Wait() }

// Accept는 요청을 연결로 바꾸어 새 고루틴의 talk에 넘긴다. 바꾸지 못하면 스스로 오류로 응답하고 false를 돌려준다.
// 핸들러는 바로 돌아간다. HTTP가 쓰던 버퍼와 스택은 그때 없어진다. 요청의 ctx도 그때 닫히므로
// talk에는 서버의 ctx를 준다. 연결은 talk가 닫는다(Converse가 하는 일이다).
func (p *Peers) Accept(w http.ResponseWriter, r *http.Request, talk func(context.Context, *websocket.Conn)) bool {
	p.conns.Add(1) // 바꾸기 전에 센다. 바꾼 다음에 세면, 그 사이에 멈추는 서버가 이 연결을 모른다.
	conn, ok := upgrade(w, r)
	if !ok {
		p.conns.Done()
		return false
	}
	go func() {
		defer p.conns.Done()
		talk(p.ctx, conn)
	}()
	return true
}

// SendPrepared는 여럿에게 보내려고 미리 적어 둔 메시지 하나를 Send처럼 쓴다.
func SendPrepared(conn *websocket.Conn, message *websocket.PreparedMessage) error {
	conn.SetWriteDeadline(time.Now().Add(writeTimeout))
	return ignoreCloseSent(conn.WritePreparedMessage(message))
}

// upgrader는 Origin이 있으면 Host와 같은지 본다. 다르면 403이다.
var upgrader = websocket.Upgrader{
	// 읽는 버퍼는 연결마다 하나씩 든다. 조용한 연결이 훨씬 많으므로 작게 둔다. 바이트이다.
	// 쓰는 버퍼는 쓰는 동안에만 있으면 되므로 연결들이 돌려 쓴다.
	ReadBufferSize: 1 << 10, WriteBufferSize: 1 << 10, WriteBufferPool: &sync.Pool{},
	Error: func(w http.ResponseWriter, r *http.Request, status int, reason error) {
		w.Header().Set("Sec-WebSocket-Version", "13") // 다른 버전으로 청했다면 아는 버전을 알린다(RFC 6455 4.4절).
		http.Error(w, "WebSocket으로 바꿀 수 없습니다: "+reason.Error(), status)
	},
}

// upgrade는 101로 응답하고 연결을 넘겨받는다. 안 되면 스스로 오류로 응답한다.
func upgrade(w http.ResponseWriter, r *http.Request) (*websocket.Conn, bool) {
	// RFC 6455 4.2.1절은 HTTP/1.1 이상을 요구한다. gorilla는 보지 않는다.
	if !r.ProtoAtLeast(1, 1) {
		http.Error(w, "WebSocket은 HTTP/1.1부터 됩니다", http.StatusBadRequest)
		return nil, false
	}
	conn, err := upgrader.Upgrade(w, r, nil)
	return conn, err == nil
}

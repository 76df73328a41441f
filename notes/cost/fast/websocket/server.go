package main

import (
	"context"
	_ "embed"
	"io"
	"log"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"

	"github.com/gorilla/websocket"

	"socketworkbook/internal/web"
)

const subprotocol = "example-echo"

//go:embed index.html
var index string

var upgrader = websocket.Upgrader{
	Subprotocols: []string{subprotocol},
	Error: func(w http.ResponseWriter, r *http.Request, status int, reason error) {
		w.Header().Set("Sec-WebSocket-Version", "13")
		http.Error(w, "WebSocket으로 바꿀 수 없습니다: "+reason.Error(), status)
	},
}

type server struct {
	ctx   context.Context // 서버가 멈추면 닫힌다
	conns sync.WaitGroup  // WebSocket이 된 연결
}

// serve는 ctx가 닫힐 때까지 ln에서 HTTP와 WebSocket으로 답한다.
func serve(ctx context.Context, ln net.Listener) error {
	s := &server{ctx: ctx}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", s.root)
	mux.Handle("GET /index", web.Page(index))
	err := web.Serve(ctx, ln, web.Korean(mux))
	s.conns.Wait()
	return err
}

// root는 보통의 요청에는 글로 답하고, WebSocket을 청하는 요청은 연결로 바꾼다.
func (s *server) root(w http.ResponseWriter, r *http.Request) {
	if !websocket.IsWebSocketUpgrade(r) {
		io.WriteString(w, "Web Socket")
		return
	}
	s.conns.Add(1) // 바꾸기 전에 센다. 그 사이에 멈추는 서버도 이 연결을 안다.
	conn, ok := upgrade(w, r)
	if !ok {
		s.conns.Done()
		return
	}
	// 새 고루틴을 세우고 돌아간다. HTTP가 쓰던 버퍼와 스택은 이제 쓸 일이 없다.
	go func() {
		defer s.conns.Done()
		log.Printf("%s 연결됨", conn.RemoteAddr())
		err := (&peer{ctx: s.ctx, conn: conn}).run()
		log.Printf("%s 끝남: %v", conn.RemoteAddr(), err)
	}()
}

// upgrade는 101로 답하고 TCP 연결을 넘겨받는다. 안 되면 스스로 오류로 답한다.
func upgrade(w http.ResponseWriter, r *http.Request) (net.Conn, bool) {
	if !r.ProtoAtLeast(1, 1) {
		http.Error(w, "WebSocket은 HTTP/1.1부터 됩니다", http.StatusBadRequest)
		return nil, false
	}
	if lines := r.Header.Values("Sec-WebSocket-Protocol"); len(lines) > 1 {
		r.Header.Set("Sec-WebSocket-Protocol", strings.Join(lines, ", "))
	}
	if asked := websocket.Subprotocols(r); len(asked) > 0 && !slices.Contains(asked, subprotocol) {
		http.Error(w, "이 서버가 아는 서브프로토콜은 "+subprotocol+"뿐입니다", http.StatusBadRequest)
		return nil, false
	}
	conn, err := upgrader.Upgrade(w, r, nil)
	if err != nil {
		log.Printf("%s 거절: %v", r.RemoteAddr, err)
		return nil, false
	}
	return conn.NetConn(), true
}

package main

import (
	"context"
	"embed"
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

// subprotocol은 둘이 나눌 말의 이름이다. 서버가 확인해 주지 않으면 브라우저가 연결을 그만둔다.
const subprotocol = "example-echo"

//go:embed index.html
var page embed.FS

// upgrader는 HTTP 요청을 WebSocket 연결로 바꾼다. Origin이 있으면 Host와 같아야 한다.
// WebSocket에는 CORS 검사가 없어서, 이 검사가 없으면 아무 사이트나 사용자의 브라우저로 들어온다.
var upgrader = websocket.Upgrader{
	Subprotocols: []string{subprotocol},
	Error: func(w http.ResponseWriter, r *http.Request, status int, reason error) {
		w.Header().Set("Sec-WebSocket-Version", "13") // 다른 버전으로 청했다면 아는 버전을 알린다(RFC 6455 4.4절).
		http.Error(w, "WebSocket으로 바꿀 수 없습니다: "+reason.Error(), status)
	},
}

type server struct {
	ctx   context.Context // 서버가 멈추면 닫힌다
	page  http.Handler
	conns sync.WaitGroup // WebSocket이 된 연결
}

// serve는 ctx가 닫힐 때까지 ln에서 HTTP와 WebSocket으로 응답한다.
func serve(ctx context.Context, ln net.Listener) error {
	s := &server{ctx: ctx, page: web.Page("05-websocket-echo", page, "index.html")}
	err := web.Serve(ctx, ln, s.handle())
	// HTTP에서 가져온 연결은 HTTP 서버의 것이 아니다. 우리가 세고 우리가 기다린다.
	s.conns.Wait()
	return err
}

// handle은 어떤 경로의 요청을 누가 맡는지 정한다.
func (s *server) handle() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", s.root)
	mux.Handle("GET /index", s.page)
	return web.Korean(mux)
}

// root는 보통의 요청에는 글로 응답하고, WebSocket을 청하는 요청은 연결로 바꾸어 대화한다.
func (s *server) root(w http.ResponseWriter, r *http.Request) {
	if !websocket.IsWebSocketUpgrade(r) {
		io.WriteString(w, "Web Socket")
		return
	}
	s.conns.Add(1) // 바꾸기 전에 센다. 바꾼 다음에 세면, 그 사이에 멈추는 서버가 이 연결을 모른다.
	conn, ok := upgrade(w, r)
	if !ok {
		s.conns.Done()
		return
	}
	// 대화는 새 고루틴이 맡고 핸들러는 돌아간다. HTTP가 쓰던 버퍼와 스택은 이제 쓸 일이 없다.
	// 이 요청의 ctx는 돌아가면 닫히므로 서버의 것을 준다.
	go func() {
		defer s.conns.Done()
		log.Printf("%s 연결됨", conn.RemoteAddr())
		err := (&peer{ctx: s.ctx, conn: conn}).run()
		log.Printf("%s 끝남: %v", conn.RemoteAddr(), err)
	}()
}

// upgrade는 101로 응답하고 TCP 연결을 넘겨받는다. 안 되면 스스로 오류로 응답한다.
func upgrade(w http.ResponseWriter, r *http.Request) (net.Conn, bool) {
	// gorilla가 보지 않는 것을 먼저 본다. RFC 6455 4.2.1절은 HTTP/1.1 이상을 요구하고,
	// 브라우저는 자기가 청한 서브프로토콜을 서버가 확인해 주지 않으면 연결을 그만둔다.
	if !r.ProtoAtLeast(1, 1) {
		http.Error(w, "WebSocket은 HTTP/1.1부터 됩니다", http.StatusBadRequest)
		return nil, false
	}
	// 여러 줄로 나눈 헤더는 쉼표로 이은 한 줄과 같다(RFC 9110 5.3절). gorilla는 첫 줄만 본다.
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
	return conn.NetConn(), true // 프레임은 gorilla를 거치지 않고 손으로 다룬다.
}

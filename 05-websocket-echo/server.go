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

// subprotocol은 둘이 나눌 말의 이름이다. 서버가 확인해 주지 않으면 브라우저가 연결을 그만둔다.
const subprotocol = "example-echo"

//go:embed index.html
var index string

// upgrader는 HTTP 요청을 WebSocket 연결로 바꾼다. Origin이 있으면 Host와 같아야 한다.
// WebSocket에는 CORS 검사가 없어서, 이 검사가 없으면 아무 사이트나 손님의 브라우저로 들어온다.
var upgrader = websocket.Upgrader{
	Subprotocols: []string{subprotocol},
	// 쓰는 버퍼는 쓰는 동안만 빌린다. gatherer가 모으는 크기보다 작아야 머리와 몸이 한 번에 떠난다.
	ReadBufferSize:  readBuffer,
	WriteBufferSize: gathered / 4,
	WriteBufferPool: &sync.Pool{},
	Error: func(w http.ResponseWriter, r *http.Request, status int, reason error) {
		http.Error(w, "WebSocket으로 바꿀 수 없습니다: "+reason.Error(), status)
	},
}

type server struct {
	ctx   context.Context // 서버가 멈추면 닫힌다
	page  http.Handler
	conns sync.WaitGroup
}

// serve는 ctx가 닫힐 때까지 ln에서 HTTP와 WebSocket으로 답한다.
func serve(ctx context.Context, ln net.Listener) error {
	s := &server{ctx: ctx, page: web.Page(index)}
	err := web.Serve(ctx, ln, s.handle())
	// HTTP에서 가져온 연결은 HTTP 서버의 것이 아니다. 우리가 세고 우리가 기다린다.
	s.conns.Wait()
	return err
}

// handle은 어떤 길의 요청을 누가 맡는지 정한다.
func (s *server) handle() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", s.root)
	mux.Handle("GET /index", s.page)
	mux.HandleFunc("/{$}", web.Only("GET, HEAD"))
	mux.HandleFunc("/index", web.Only("GET, HEAD"))
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		http.Error(w, "그런 주소는 없습니다. / 와 /index 만 있습니다.", http.StatusNotFound)
	})
	return mux
}

// root는 보통의 요청에는 글로 답하고, WebSocket을 청하는 요청은 연결로 바꾼다.
func (s *server) root(w http.ResponseWriter, r *http.Request) {
	if !websocket.IsWebSocketUpgrade(r) {
		io.WriteString(w, "Web Socket")
		return
	}
	conn, ok := upgrade(w, r)
	if !ok {
		return
	}
	log.Printf("%s 연결됨", conn.RemoteAddr())
	// 고루틴을 새로 세우고 돌아간다. HTTP가 쓰던 버퍼와 스택은 이제 쓸 일이 없다.
	// 이 요청의 ctx는 돌아가면 닫히므로 서버의 것을 준다.
	s.conns.Go(func() { (&peer{conn: conn}).run(s.ctx) })
}

// upgrade는 101로 답하고 연결을 넘겨받는다. 안 되면 스스로 오류로 답한다.
func upgrade(w http.ResponseWriter, r *http.Request) (*websocket.Conn, bool) {
	// gorilla가 보지 않는 것을 먼저 본다. RFC 6455 4.2.1절은 HTTP/1.1 이상을 요구하고,
	// 브라우저는 자기가 청한 하위 프로토콜을 서버가 확인해 주지 않으면 연결을 그만둔다.
	if !r.ProtoAtLeast(1, 1) {
		http.Error(w, "WebSocket은 HTTP/1.1부터 됩니다", http.StatusBadRequest)
		return nil, false
	}
	// 여러 줄로 나눈 머리는 쉼표로 이은 한 줄과 같다(RFC 9110 5.3절). gorilla는 첫 줄만 본다.
	if lines := r.Header.Values("Sec-WebSocket-Protocol"); len(lines) > 1 {
		r.Header.Set("Sec-WebSocket-Protocol", strings.Join(lines, ", "))
	}
	if asked := websocket.Subprotocols(r); len(asked) > 0 && !slices.Contains(asked, subprotocol) {
		http.Error(w, "이 서버가 아는 하위 프로토콜은 "+subprotocol+"뿐입니다", http.StatusBadRequest)
		return nil, false
	}
	conn, err := upgrader.Upgrade(gathering{w}, r, nil)
	if err != nil {
		log.Printf("%s 거절: %v", r.RemoteAddr, err)
		return nil, false
	}
	return conn, true
}

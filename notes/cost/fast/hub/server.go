package main

import (
	"bufio"
	"context"
	"log"
	"net"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/gorilla/websocket"

	"socketworkbook/internal/linger"
	"socketworkbook/internal/room"
	"socketworkbook/internal/web"
)

const (
	remembered  = 512              // 기억하는 이벤트의 수
	burst       = 8                // 한 번에 내는 이벤트의 수
	maxEvent    = 1024             // 이벤트 하나의 크기. 바이트
	maxHeard    = 4 << 10          // 클라이언트가 보내는 메시지의 크기. 바이트
	silence     = 70 * time.Second // 이만큼 퐁이 없으면 죽은 것으로 본다
	controlWait = time.Second      // 종료 프레임을 쓰는 시간
)

// hub는 이벤트들과, 그것을 받는 연결들이다.
type hub struct {
	ctx    context.Context // 서버가 멈추면 닫힌다
	events *room.Room
	shared shared
	conns  sync.WaitGroup
}

func newHub(ctx context.Context) *hub { return &hub{ctx: ctx, events: room.New(remembered)} }

// serve는 ctx가 닫힐 때까지 ln에서 HTTP와 WebSocket으로 답한다.
func serve(ctx context.Context, ln net.Listener) error { return newHub(ctx).serve(ln) }

func (h *hub) serve(ln net.Listener) error {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /ws", h.join)
	mux.HandleFunc("POST /burst/{size}", h.burst)
	err := web.Serve(h.ctx, ln, web.Korean(mux))
	h.conns.Wait()
	return err
}

// burst는 size바이트의 이벤트를 여덟 개 낸다.
func (h *hub) burst(w http.ResponseWriter, r *http.Request) {
	size, err := strconv.Atoi(r.PathValue("size"))
	if err != nil || size < 1 || size > maxEvent {
		web.Error(w, http.StatusBadRequest, "이벤트의 크기는 1부터 1024까지입니다")
		return
	}
	h.emit(burst, size)
	w.WriteHeader(http.StatusNoContent)
}

func (h *hub) emit(times, size int) {
	for range times {
		h.events.Add("", strings.Repeat(".", size))
	}
}

// join은 요청을 WebSocket 연결로 바꾼다. 들어온 다음에 난 이벤트부터 받는다.
func (h *hub) join(w http.ResponseWriter, r *http.Request) {
	h.conns.Add(1)
	last := h.last()
	var upgrader websocket.Upgrader
	conn, err := upgrader.Upgrade(gated{w}, r, nil)
	if err != nil {
		h.conns.Done()
		return
	}
	go func() {
		defer h.conns.Done()
		defer linger.Close(conn.NetConn().(*gate).Conn)
		gone := make(chan struct{})
		go listen(conn, gone)
		log.Printf("%s 끝남: %v", conn.RemoteAddr(), h.carry(conn.NetConn(), last, gone))
		// 서버가 멈추어 끝났다면 그렇다고 알린다. 종료 프레임을 이미 보냈다면 gate가 버린다.
		conn.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(websocket.CloseGoingAway, ""), time.Now().Add(controlWait))
	}()
}

// listen은 클라이언트가 떠날 때까지 읽고 gone을 닫는다. 핑과 종료 프레임에는 gorilla가 답한다.
func listen(conn *websocket.Conn, gone chan<- struct{}) {
	defer close(gone)
	extend := func(string) error { return conn.SetReadDeadline(time.Now().Add(silence)) }
	extend("")
	conn.SetPongHandler(extend)
	conn.SetReadLimit(maxHeard)
	for {
		if _, _, err := conn.NextReader(); err != nil {
			return
		}
	}
}

func (h *hub) last() uint64 {
	messages, _ := h.events.Since(0)
	if len(messages) == 0 {
		return 0
	}
	return messages[len(messages)-1].ID
}

// gated는 gorilla가 넘겨받을 연결을 gate로 바꾸어 준다.
type gated struct{ http.ResponseWriter }

func (w gated) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	conn, buffered, err := http.NewResponseController(w.ResponseWriter).Hijack()
	return &gate{Conn: conn}, buffered, err
}

package plain

import (
	"net"
	"net/http"
	"strconv"
	"strings"
	"sync"

	"github.com/gorilla/websocket"
)

// hub는 흔한 대화방 모양이다. 클라이언트마다 채널과 쓰는 고루틴을 둔다.
type hub struct {
	mu      sync.Mutex
	clients map[chan []byte]bool
}

// tellAll은 이벤트마다, 클라이언트마다 WriteMessage를 부른다.
func tellAll(ln net.Listener) error {
	h := &hub{clients: map[chan []byte]bool{}}
	http.HandleFunc("/ws", h.join)
	http.HandleFunc("POST /burst/{size}", h.burst)
	return http.Serve(ln, nil)
}

func (h *hub) join(w http.ResponseWriter, r *http.Request) {
	var upgrader websocket.Upgrader
	conn, err := upgrader.Upgrade(w, r, nil)
	if err != nil {
		return
	}
	defer conn.Close()
	send := make(chan []byte, 256)
	h.mu.Lock()
	h.clients[send] = true
	h.mu.Unlock()
	go func() {
		for event := range send {
			if conn.WriteMessage(websocket.TextMessage, event) != nil {
				conn.Close()
			}
		}
	}()
	for {
		if _, _, err := conn.ReadMessage(); err != nil {
			break
		}
	}
	h.mu.Lock()
	delete(h.clients, send)
	close(send)
	h.mu.Unlock()
}

// burst는 {size}바이트의 이벤트 여덟 개를 모두에게 보낸다.
func (h *hub) burst(w http.ResponseWriter, r *http.Request) {
	size, _ := strconv.Atoi(r.PathValue("size"))
	event := []byte(strings.Repeat(".", size))
	h.mu.Lock()
	defer h.mu.Unlock()
	for range 8 {
		for client := range h.clients {
			select {
			case client <- event:
			default: // 너무 밀린 클라이언트는 이 이벤트를 잃는다.
			}
		}
	}
}

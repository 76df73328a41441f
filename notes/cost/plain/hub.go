package plain

import (
	"net"
	"net/http"
	"strconv"
	"strings"
	"sync"

	"github.com/gorilla/websocket"
)

// tellAll은 흔한 대화방 모양이다. 클라이언트마다 채널과 쓰는 고루틴을 두고, 이벤트마다 WriteMessage를 부른다.
// POST /burst/{size}는 size바이트의 이벤트 여덟 개를 모두에게 보낸다.
func tellAll(ln net.Listener) error {
	var mu sync.Mutex
	clients := map[chan []byte]bool{}
	var upgrader websocket.Upgrader

	http.HandleFunc("/ws", func(w http.ResponseWriter, r *http.Request) {
		conn, err := upgrader.Upgrade(w, r, nil)
		if err != nil {
			return
		}
		defer conn.Close()
		send := make(chan []byte, 256)
		mu.Lock()
		clients[send] = true
		mu.Unlock()
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
		mu.Lock()
		delete(clients, send)
		close(send)
		mu.Unlock()
	})
	http.HandleFunc("POST /burst/{size}", func(w http.ResponseWriter, r *http.Request) {
		size, _ := strconv.Atoi(r.PathValue("size"))
		event := []byte(strings.Repeat(".", size))
		mu.Lock()
		defer mu.Unlock()
		for range 8 {
			for client := range clients {
				select {
				case client <- event:
				default: // 너무 밀린 클라이언트는 이 이벤트를 잃는다.
				}
			}
		}
	})
	return http.Serve(ln, nil)
}

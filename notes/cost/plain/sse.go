package plain

import (
	"fmt"
	"net"
	"net/http"
	"sync"
)

// streamEvents는 클라이언트마다 채널을 하나 두고, 이벤트가 올 때마다 쓰고 내보낸다(Flush).
func streamEvents(ln net.Listener) error {
	var mu sync.Mutex
	clients := map[chan string]bool{}
	id := 0

	http.HandleFunc("GET /events", func(w http.ResponseWriter, r *http.Request) {
		events := make(chan string, 16)
		mu.Lock()
		clients[events] = true
		mu.Unlock()
		defer func() {
			mu.Lock()
			delete(clients, events)
			mu.Unlock()
		}()
		w.Header().Set("Content-Type", "text/event-stream")
		fmt.Fprint(w, "event: welcome\ndata: 어서 오세요\n\n")
		w.(http.Flusher).Flush()
		for {
			select {
			case event := <-events:
				fmt.Fprint(w, event)
				w.(http.Flusher).Flush()
			case <-r.Context().Done():
				return
			}
		}
	})
	http.HandleFunc("POST /messages", func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		id++
		for client := range clients {
			client <- fmt.Sprintf("id: %d\ndata: %s\n\n", id, r.PostFormValue("text"))
		}
		w.WriteHeader(http.StatusCreated)
	})
	return http.Serve(ln, nil)
}

package plain

import (
	"fmt"
	"net"
	"net/http"
	"sync"
)

// room은 클라이언트마다 채널을 하나 둔다.
type room struct {
	mu      sync.Mutex
	clients map[chan string]bool
	last    int
}

// streamEvents는 이벤트가 올 때마다 쓰고 내보낸다(Flush).
func streamEvents(ln net.Listener) error {
	r := &room{clients: map[chan string]bool{}}
	http.HandleFunc("GET /events", r.events)
	http.HandleFunc("POST /messages", r.add)
	return http.Serve(ln, nil)
}

func (r *room) events(w http.ResponseWriter, request *http.Request) {
	events := make(chan string, 16)
	r.mu.Lock()
	r.clients[events] = true
	r.mu.Unlock()
	defer func() {
		r.mu.Lock()
		delete(r.clients, events)
		r.mu.Unlock()
	}()
	w.Header().Set("Content-Type", "text/event-stream")
	fmt.Fprint(w, "event: welcome\ndata: 어서 오세요\n\n")
	w.(http.Flusher).Flush()
	for {
		select {
		case event := <-events:
			fmt.Fprint(w, event)
			w.(http.Flusher).Flush()
		case <-request.Context().Done():
			return
		}
	}
}

func (r *room) add(w http.ResponseWriter, request *http.Request) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.last++
	for client := range r.clients {
		client <- fmt.Sprintf("id: %d\ndata: %s\n\n", r.last, request.PostFormValue("text"))
	}
	w.WriteHeader(http.StatusCreated)
}

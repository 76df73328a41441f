package live

import (
	"fmt"
	"net/http"
	"strconv"
	"time"
)

const heartbeat = 15 * time.Second // 조용할 때도 이만큼마다 한 줄

// sse는 끝나지 않는 응답으로 흘린다. 다시 온 브라우저는 Last-Event-ID에 마지막 번호를 적어 온다.
func (s *site) sse(w http.ResponseWriter, r *http.Request, run *run, cut <-chan struct{}) {
	last := after(r)
	if id, err := strconv.ParseUint(r.Header.Get("Last-Event-ID"), 10, 64); err == nil {
		last = id
	}
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	beat := time.NewTicker(heartbeat)
	defer beat.Stop()
	stream := http.NewResponseController(w)
	fmt.Fprint(w, "retry: 1000\n\n")
	for {
		stream.SetWriteDeadline(time.Now().Add(writeTimeout))
		for _, m := range run.since(last) {
			fmt.Fprintf(w, "id: %d\ndata: %s\n\n", m.ID, m.Text)
			last = m.ID
		}
		if stream.Flush() != nil {
			return
		}
		select {
		case <-run.news(last):
		case <-beat.C:
			fmt.Fprint(w, ":\n\n")
		case <-cut:
			hangUp()
		case <-r.Context().Done():
			return
		}
	}
}

package class

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"time"
)

const (
	heartbeat    = 15 * time.Second // 조용한 스트림에도 이만큼마다 한 줄
	writeTimeout = 10 * time.Second // 읽지 않는 클라이언트를 기다리는 시간
)

// Follow는 look이 돌려주는 것이 바뀔 때마다 SSE(text/event-stream)로 보낸다. 같은 것은 다시 보내지 않는다.
func Follow(w http.ResponseWriter, r *http.Request, look func() (View, <-chan struct{})) {
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	if r.Method == http.MethodHead {
		return
	}
	beat := time.NewTicker(heartbeat)
	defer beat.Stop()
	var sent []byte
	for {
		now, changed := look()
		data, _ := json.Marshal(now) // 줄바꿈은 JSON에서 \n으로 적히므로 한 줄이다.
		if !bytes.Equal(data, sent) {
			if send(w, "data: %s\n\n", data) != nil {
				return
			}
			sent = data
		}
		select {
		case <-changed:
		case <-beat.C:
			if send(w, ": 아직 여기 있습니다\n\n") != nil {
				return
			}
		case <-r.Context().Done():
			send(w, "") // 마지막 조각을 쓸 시간을 준다.
			return
		}
	}
}

// send는 데드라인을 두고 쓴다. 조용한 동안에는 데드라인이 없다. HTTP/2는 데드라인이 지나는 순간 끊는다.
func send(w http.ResponseWriter, format string, args ...any) error {
	control := http.NewResponseController(w)
	control.SetWriteDeadline(time.Now().Add(writeTimeout))
	if _, err := fmt.Fprintf(w, format, args...); err != nil {
		return err
	}
	if err := control.Flush(); err != nil {
		return err
	}
	return control.SetWriteDeadline(time.Time{})
}

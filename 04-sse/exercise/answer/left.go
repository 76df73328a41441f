package exercise

import (
	"fmt"
	"net/http"
)

// 기다리는 자리마다 손님이 떠나는 것도 함께 기다린다. 요청의 Context는 손님이 끊거나 서버가 멈추면 닫힌다.
// range로 채널만 기다리면, 다음 소식을 받아 쓰다가 실패해야 안다. 그 소식은 이미 채널에서 꺼냈으므로 사라진다.

// Follow는 news에 온 소식을 하나씩 흘려보낸다. 손님이 떠나거나 news가 닫히면 끝난다.
func Follow(w http.ResponseWriter, r *http.Request, news <-chan string) {
	w.Header().Set("Content-Type", "text/event-stream")
	control := http.NewResponseController(w)
	control.Flush()
	for {
		select {
		case text, open := <-news:
			if !open {
				return
			}
			fmt.Fprintf(w, "data: %s\n\n", text)
			if control.Flush() != nil {
				return
			}
		case <-r.Context().Done():
			return
		}
	}
}

package exercise

import (
	"fmt"
	"net/http"
	"time"
)

// Ticks는 손님이 떠날 때까지 5초마다 이벤트를 하나씩 보낸다. 처음 것은 바로 보낸다.
// 서버의 WriteTimeout은 10초이다. 10초 동안 읽지 않는 손님은 끊는다.
//
// 고칠 것: 흐름이 10초 만에 잘린다. 이벤트가 바로 보이지 않기도 한다.
func Ticks(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/event-stream")
	clock := time.NewTicker(5 * time.Second)
	defer clock.Stop()
	for n := 1; ; n++ {
		fmt.Fprintf(w, "data: %d\n\n", n)
		select {
		case <-clock.C:
		case <-r.Context().Done():
			return
		}
	}
}

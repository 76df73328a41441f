package exercise

import (
	"fmt"
	"net/http"
	"time"
)

// 서버의 WriteTimeout은 응답 하나 전체의 기한이다. 흐름은 끝나지 않으므로, 쓸 때마다 지금부터 다시 10초를 준다.
// 기한을 없애면 흐름은 잘리지 않지만, 읽지 않는 손님이 고루틴을 영영 붙든다. 쓴 것은 버퍼에 모이므로 바로 내보내고,
// 내보내지 못했으면 손님이 없는 것이니 그만둔다.

// Ticks는 손님이 떠날 때까지 5초마다 이벤트를 하나씩 보낸다. 처음 것은 바로 보낸다.
// 서버의 WriteTimeout은 10초이다. 10초 동안 읽지 않는 손님은 끊는다.
func Ticks(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/event-stream")
	control := http.NewResponseController(w)
	clock := time.NewTicker(5 * time.Second)
	defer clock.Stop()
	for n := 1; ; n++ {
		control.SetWriteDeadline(time.Now().Add(10 * time.Second))
		fmt.Fprintf(w, "data: %d\n\n", n)
		if control.Flush() != nil {
			return
		}
		select {
		case <-clock.C:
		case <-r.Context().Done():
			return
		}
	}
}

package exercise

import (
	"fmt"
	"net/http"
	"time"
)

// Patience는 읽지 않는 손님을 기다려 주는 시간이다.
const Patience = 10 * time.Second

// 기한은 "이때까지"라는 시각이지 "이만큼"이라는 길이가 아니다. 그래서 쓸 때마다 지금부터 다시 준다.
// 쓰기 바로 앞에서 미룬다. 쓴 다음에 미루면, 조용한 동안 그 기한이 지나 버려서 다음 소식이 나가지 못한다.
// 기한을 없애면(time.Time{}) 흐름은 잘리지 않지만, 읽지 않는 손님이 이 고루틴을 영영 붙들어 둔다.
// 내보내다 난 오류는 손님이 없다는 뜻이다. 바로 돌아간다.

// Stream은 news에 온 글을 이벤트로 흘린다. news가 닫히거나 손님이 떠나면 돌아온다.
// 흐름이 아무리 오래 열려 있어도, 그 사이에 아무리 오래 조용해도 괜찮다.
// 쓰기 하나가 Patience 안에 끝나지 않으면(손님이 읽지 않으면) 그 손님은 끊는다.
func Stream(w http.ResponseWriter, r *http.Request, news <-chan string) {
	w.Header().Set("Content-Type", "text/event-stream")
	control := http.NewResponseController(w)
	if control.Flush() != nil { // 첫 소식이 오기 전에 머리부터 보낸다.
		return
	}
	for {
		select {
		case text, ok := <-news:
			if !ok {
				return
			}
			control.SetWriteDeadline(time.Now().Add(Patience))
			fmt.Fprintf(w, "data: %s\n\n", text)
			if control.Flush() != nil {
				return
			}
		case <-r.Context().Done():
			return
		}
	}
}

package exercise

import (
	"fmt"
	"net/http"
	"time"
)

// Patience는 읽지 않는 클라이언트를 기다려 주는 시간이다.
const Patience = 10 * time.Second

// 데드라인은 "이때까지"라는 시각이지 "이만큼"이라는 길이가 아니다. 그래서 쓸 때마다 지금부터 다시 준다.
// 쓰기 바로 앞에서 미룬다. 쓴 다음에 미루면, 조용한 동안 그 데드라인이 지나 버려서 다음 메시지가 나가지 못한다.
// 데드라인을 없애면(time.Time{}) 스트림은 잘리지 않지만, 읽지 않는 클라이언트가 이 고루틴을 영영 붙들어 둔다.
// 내보내다 난 오류는 클라이언트가 없다는 뜻이다. 바로 돌아간다.

// Stream은 news에 온 메시지를 하나씩 이벤트로 보낸다. 응답의 Content-Type은 text/event-stream이다. 빈 문자열도 메시지이다.
// news가 닫히거나 클라이언트가 떠나거나 내보내다(Flush) 오류가 나면 돌아온다.
// 스트림이 아무리 오래 열려 있어도, 그 사이에 아무리 오래 조용해도 괜찮다.
// 쓰기 하나가 Patience 안에 끝나지 않으면(클라이언트가 읽지 않으면) 그 클라이언트는 끊는다.
func Stream(w http.ResponseWriter, r *http.Request, news <-chan string) {
	w.Header().Set("Content-Type", "text/event-stream")
	control := http.NewResponseController(w)
	if control.Flush() != nil { // 첫 메시지가 오기 전에 헤더부터 보낸다.
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

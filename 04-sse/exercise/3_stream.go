package exercise

import (
	"fmt"
	"net/http"
	"time"
)

// Patience는 읽지 않는 클라이언트를 기다려 주는 시간이다.
const Patience = 10 * time.Second

// Stream은 news에 온 메시지를 하나씩 이벤트로 보낸다. 응답의 Content-Type은 text/event-stream이다. 빈 문자열도 메시지이다.
// news가 닫히거나 클라이언트가 떠나거나 내보내다(Flush) 오류가 나면 돌아온다.
// 스트림이 아무리 오래 열려 있어도, 그 사이에 아무리 오래 조용해도 괜찮다.
// 쓰기 하나가 Patience 안에 끝나지 않으면(클라이언트가 읽지 않으면) 그 클라이언트는 끊는다.
//
// 고칠 것: http.Server의 WriteTimeout이 10초이면, 잘 읽는 클라이언트의 스트림도 10초 만에 잘린다.
// WriteTimeout은 응답 하나 전체의 데드라인이다. 서버의 설정은 다른 경로도 쓰므로 그대로 둔다.
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
			fmt.Fprintf(w, "data: %s\n\n", text)
			if control.Flush() != nil {
				return
			}
		case <-r.Context().Done():
			return
		}
	}
}

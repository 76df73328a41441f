package exercise

import (
	"fmt"
	"net/http"
	"time"
)

// Patience는 읽지 않는 손님을 기다려 주는 시간이다.
const Patience = 10 * time.Second

// Stream은 news에 온 글을 이벤트로 흘린다. news가 닫히거나 손님이 떠나면 돌아온다.
// 흐름이 아무리 오래 열려 있어도, 그 사이에 아무리 오래 조용해도 괜찮다.
// 쓰기 하나가 Patience 안에 끝나지 않으면(손님이 읽지 않으면) 그 손님은 끊는다.
//
// 고칠 것: http.Server의 WriteTimeout이 10초이면, 잘 읽는 손님의 흐름도 10초 만에 잘린다.
// WriteTimeout은 응답 하나 전체의 기한이다. 서버의 설정은 다른 길(path)도 쓰므로 그대로 둔다.
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
			fmt.Fprintf(w, "data: %s\n\n", text)
			if control.Flush() != nil {
				return
			}
		case <-r.Context().Done():
			return
		}
	}
}

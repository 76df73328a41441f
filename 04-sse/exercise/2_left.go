package exercise

import (
	"fmt"
	"net/http"
)

// Listen은 메시지를 나누어 주는 곳의 명단에 클라이언트를 딱 한 번 올리고(subscribe), 메시지를 하나씩 이벤트로 보낸다.
// 응답의 Content-Type은 text/event-stream이다. 빈 문자열도 메시지이다.
// news가 닫히거나 클라이언트가 떠나거나 내보내다(Flush) 오류가 나면 바로 돌아온다. 돌아오기 전에 leave를 딱 한 번 불러 명단에서 뺀다.
//
// 고칠 것: 클라이언트가 떠나도 모른다. 다음 메시지가 올 때까지 고루틴과 명단의 자리가 그대로 남는다.
// 메시지가 드문 곳에서는 떠난 클라이언트가 끝없이 쌓인다.
func Listen(w http.ResponseWriter, r *http.Request, subscribe func() (news <-chan string, leave func())) {
	news, leave := subscribe()
	w.Header().Set("Content-Type", "text/event-stream")
	control := http.NewResponseController(w)
	control.Flush() // 첫 메시지가 오기 전에 헤더부터 보낸다.
	for text := range news {
		fmt.Fprintf(w, "data: %s\n\n", text)
		if control.Flush() != nil {
			break
		}
	}
	leave()
}

package exercise

import (
	"fmt"
	"net/http"
)

// 기다릴 것이 둘이면 select로 함께 기다린다. net/http는 연결을 엿보고 있다가, 클라이언트가 떠나면 요청의 Context를 취소한다.
// 서버가 BaseContext로 준 것이 취소되어도 같이 취소되므로, 서버를 끌 때도 여기로 나온다.
// 돌아가는 곳이 셋이 되었다. leave를 defer로 걸면 어디로 나가든, 패닉이 나더라도 명단에서 빠진다.
// range는 채널이 닫히면 스스로 끝났지만 select는 그렇지 않다. 닫힌 채널은 빈 문자열을 끝없이 준다. ok를 보아야 한다.

// Listen은 메시지를 나누어 주는 곳의 명단에 클라이언트를 딱 한 번 올리고(subscribe), 메시지를 하나씩 이벤트로 보낸다.
// 응답의 Content-Type은 text/event-stream이다. 빈 문자열도 메시지이다.
// news가 닫히거나 클라이언트가 떠나거나 내보내다(Flush) 오류가 나면 바로 돌아온다. 돌아오기 전에 leave를 딱 한 번 불러 명단에서 뺀다.
func Listen(w http.ResponseWriter, r *http.Request, subscribe func() (news <-chan string, leave func())) {
	news, leave := subscribe()
	defer leave()
	w.Header().Set("Content-Type", "text/event-stream")
	control := http.NewResponseController(w)
	control.Flush() // 첫 메시지가 오기 전에 헤더부터 보낸다.
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

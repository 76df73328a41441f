package exercise

import (
	"fmt"
	"net/http"
)

// Follow는 news에 온 소식을 하나씩 흘려보낸다. 손님이 떠나거나 news가 닫히면 끝난다.
//
// 고칠 것: 손님이 떠난 것을 다음 소식이 올 때까지 모른다. 그 소식은 아무도 받지 못하고 사라진다.
func Follow(w http.ResponseWriter, r *http.Request, news <-chan string) {
	w.Header().Set("Content-Type", "text/event-stream")
	control := http.NewResponseController(w)
	control.Flush()
	for text := range news {
		fmt.Fprintf(w, "data: %s\n\n", text)
		if control.Flush() != nil {
			return
		}
	}
}

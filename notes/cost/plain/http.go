package plain

import (
	"cmp"
	"encoding/json"
	"net"
	"net/http"
	"strconv"
	"time"
)

// answerPolls는 핸들러가 하나뿐인 net/http이다. 빈 방에 온 폴링에 답하는 것은 03과 같고, 세션은 없다.
// 데드라인만은 수업의 서버와 같다. 데드라인 없는 HTTP 서버는 비교할 상대가 아니라 고장 난 서버이다.
func answerPolls(ln net.Listener) error {
	server := &http.Server{
		ReadTimeout: 10 * time.Second, WriteTimeout: 10 * time.Second, IdleTimeout: 2 * time.Minute,
		Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			query := r.URL.Query()
			if _, err := strconv.ParseUint(cmp.Or(query.Get("after"), "0"), 10, 64); err != nil {
				http.Error(w, err.Error(), http.StatusBadRequest)
				return
			}
			if wait, _ := time.ParseDuration(query.Get("wait")); wait > 0 {
				select {
				case <-time.After(wait):
				case <-r.Context().Done():
				}
			}
			w.Header().Set("Content-Type", "application/json")
			json.NewEncoder(w).Encode([]string{})
		}),
	}
	return server.Serve(ln)
}

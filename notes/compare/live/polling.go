package live

import (
	"net/http"
	"strconv"
	"time"

	"socketworkbook/internal/web"
)

const (
	longestWait  = 25 * time.Second // 롱 폴링이 응답을 미루는 가장 긴 시간
	writeTimeout = 10 * time.Second // 읽지 않는 클라이언트를 기다리는 시간
)

// polling은 바로 응답한다. 새 이벤트가 없으면 빈 응답이다.
func (s *site) polling(w http.ResponseWriter, r *http.Request, run *run, _ <-chan struct{}) {
	answer(w, r, run, "polling")
}

// longPolling은 새 이벤트가 생길 때까지 응답을 미룬다.
func (s *site) longPolling(w http.ResponseWriter, r *http.Request, run *run, cut <-chan struct{}) {
	http.NewResponseController(w).SetWriteDeadline(time.Now().Add(longestWait + writeTimeout))
	select {
	case <-run.news(after(r)):
	case <-time.After(longestWait):
	case <-cut:
		hangUp()
	case <-r.Context().Done():
	}
	answer(w, r, run, "longpolling")
}

func answer(w http.ResponseWriter, r *http.Request, run *run, way string) {
	messages := run.since(after(r))
	if len(messages) == 0 {
		run.tallies[way].add(count{Empty: 1})
	}
	web.JSON(w, http.StatusOK, messages)
}

// after는 페이지가 마지막으로 받은 번호이다. 숫자가 아니면 0이다.
func after(r *http.Request) uint64 {
	id, _ := strconv.ParseUint(r.URL.Query().Get("after"), 10, 64)
	return id
}

package live

import (
	"fmt"
	"time"
)

// report는 지금의 모습이다. 페이지에 JSON으로 보낸다.
type report struct {
	Last   uint64           `json:"last"` // 마지막 이벤트의 번호
	Cut    cut              `json:"cut"`
	Counts map[string]count `json:"counts"` // 방법마다

	// 지난번에 알린 뒤로 이벤트를 만든 때, 그리고 서버가 대신 여는 방법들이 받은 것이다.
	Emitted []int64           `json:"emitted"`
	Seen    map[string][]seen `json:"seen"`
}

// report는 지금의 모습을 적는다. 알린 것은 잊는다.
func (r *run) report() report {
	counts := map[string]count{}
	for way, tally := range r.tallies {
		counts[way] = tally.read()
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	now := report{r.last, r.cuts, counts, r.emitted, r.seen}
	r.emitted, r.seen = nil, map[string][]seen{}
	return now
}

// seen은 서버 안의 클라이언트가 이벤트 하나를 받은 일이다. 시각은 유닉스 마이크로초이다.
type seen struct {
	ID      uint64 `json:"id"`
	Emitted int64  `json:"emitted"`
	At      int64  `json:"at"`
}

// see는 way로 받은 이벤트 하나를 적어 둔다.
func (r *run) see(way string, text []byte) {
	s := seen{At: time.Now().UnixMicro()}
	if _, err := fmt.Sscan(string(text), &s.ID, &s.Emitted); err != nil {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.seen[way]) < mostUntold {
		r.seen[way] = append(r.seen[way], s)
	}
}

package compare

import (
	"fmt"
	"time"
)

// Report는 지금의 모습이다. 페이지에 JSON으로 보낸다.
type Report struct {
	Last   uint64           `json:"last"` // 마지막으로 난 사건
	Cut    Cut              `json:"cut"`
	Counts map[string]Count `json:"counts"`

	// 지난번에 알린 뒤로 사건이 난 때, 그리고 TCP와 UDP의 클라이언트가 받은 것이다.
	Emitted []int64 `json:"emitted"`
	TCP     []Seen  `json:"tcp"`
	UDP     []Seen  `json:"udp"`
}

// Report는 지금의 모습을 적는다. 알린 것은 잊는다.
func (r *Run) Report() Report {
	counts := map[string]Count{
		"polling": r.Polling.Read(), "longpolling": r.LongPolling.Read(), "sse": r.SSE.Read(),
		"ws": r.WebSocket.Read(), "tcp": r.TCP.Read(), "udp": r.UDP.Read(),
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	report := Report{r.last, r.cuts, counts, r.emitted, r.seen[0], r.seen[1]}
	r.emitted, r.seen = nil, [2][]Seen{}
	return report
}

// Seen은 TCP나 UDP의 클라이언트가 사건 하나를 받은 일이다. 시각은 유닉스 마이크로초이다.
type Seen struct {
	ID      uint64 `json:"id"`
	Emitted int64  `json:"emitted"`
	At      int64  `json:"at"`
}

// see는 받은 사건 하나를 적어 둔다. which는 0이 TCP, 1이 UDP이다.
func (r *Run) see(which int, text []byte) {
	s := Seen{At: time.Now().UnixMicro()}
	if _, err := fmt.Sscan(string(text), &s.ID, &s.Emitted); err != nil {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.seen[which]) < mostUntold {
		r.seen[which] = append(r.seen[which], s)
	}
}

package live

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"time"

	"socketworkbook/internal/room"
)

const (
	remembered = 512  // 기억하는 이벤트의 수. 가장 빠를 때 25초치이다
	mostUntold = 1000 // 알리지 못한 일을 이보다 많이 쌓지 않는다
)

// settings는 이벤트를 어떻게 만들지이다.
type settings struct {
	Rate   float64 `json:"rate"`   // 1초에 만드는 이벤트의 수. 0.5~20
	Size   int     `json:"size"`   // 이벤트 하나의 크기. 32~1024바이트
	Silent bool    `json:"silent"` // 아무것도 만들지 않는다
	RTT    int     `json:"rtt"`    // 왕복 시간. 0~400ms. 먼 네트워크를 켰을 때만
	Loss   float64 `json:"loss"`   // 사라질 확률. 0~10%. 먼 네트워크를 켰을 때만
}

// Run은 페이지 하나가 하는 실험이다. 이벤트를 만들고, 방법마다의 셈을 가진다.
type run struct {
	tallies map[string]*tally // 방법마다 하나
	room    *room.Room
	lines   lines

	mu       sync.Mutex
	settings settings
	changed  chan struct{} // 닫히면 새 설정을 읽는다
	last     uint64        // 마지막 이벤트의 번호
	cut      chan struct{} // 닫히면 열려 있는 연결이 모두 끊긴다
	cuts     cut           // 마지막으로 끊은 일
	ended    bool          // 끝난 실험의 연결은 다시 열리지 않는다
	emitted  []int64       // 아직 알리지 않은, 이벤트를 만든 때
	seen     map[string][]seen
}

func newRun() *run {
	r := &run{
		tallies:  map[string]*tally{},
		room:     room.New(remembered),
		settings: settings{Rate: 2, Size: 32, Silent: true},
		changed:  make(chan struct{}),
		cut:      make(chan struct{}),
		seen:     map[string][]seen{},
	}
	for way := range opened {
		r.tallies[way] = &tally{}
	}
	for way := range driven {
		r.tallies[way] = &tally{}
	}
	for way := range quicWays {
		r.tallies[way] = &tally{}
	}
	return r
}

// set은 설정을 바꾼다. 범위를 벗어난 값은 가까운 끝으로 옮긴다.
func (r *run) set(s settings) {
	s.Rate = min(max(s.Rate, 0.5), 20)
	s.Size = min(max(s.Size, 32), 1024)
	s.RTT = min(max(s.RTT, 0), 400)
	s.Loss = min(max(s.Loss, 0), 10)
	r.lines.set(s)
	r.mu.Lock()
	defer r.mu.Unlock()
	r.settings = s
	close(r.changed)
	r.changed = make(chan struct{})
}

// flow는 ctx가 취소될 때까지 이벤트를 만든다. 간격은 고르지 않다. 고르면 폴링의 박자와 맞물려
// 지연이 늘 길거나 늘 짧게 나온다.
func (r *run) flow(ctx context.Context) {
	for {
		r.mu.Lock()
		s, changed := r.settings, r.changed
		r.mu.Unlock()
		var next <-chan time.Time
		if !s.Silent {
			next = time.After(time.Duration((0.5 + rand.Float64()) / s.Rate * float64(time.Second)))
		}
		select {
		case <-next:
			r.emit(s.Size)
		case <-changed:
		case <-ctx.Done():
			return
		}
	}
}

// emit은 이벤트 하나를 만든다: 번호, 만든 시각(유닉스 마이크로초), 그리고 size바이트가 되도록 채운 점들.
func (r *run) emit(size int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.last++
	now := time.Now().UnixMicro()
	if len(r.emitted) < mostUntold {
		r.emitted = append(r.emitted, now)
	}
	text := fmt.Sprintf("%d %d ", r.last, now)
	r.room.Add("", text+strings.Repeat(".", max(0, size-len(text))))
}

// lastID는 마지막 이벤트의 번호이다. 아직 없으면 0이다.
func (r *run) lastID() uint64 {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.last
}

// since와 news는 room의 것과 같다.
func (r *run) since(after uint64) []room.Message {
	messages, _ := r.room.Since(after)
	return messages
}

func (r *run) news(after uint64) <-chan struct{} { return r.room.News(after) }

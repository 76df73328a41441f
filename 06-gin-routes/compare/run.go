// Package compare는 /compare 페이지의 속이다. 사건의 샘 하나를 여섯 방법으로 나르고,
// 방법마다 서버의 연결에 오간 바이트를 센다.
package compare

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
	remembered = 512  // 기억하는 사건의 수. 가장 빠를 때 25초치이다
	mostUntold = 1000 // 알리지 못한 일을 이보다 많이 쌓지 않는다
)

// Settings는 샘의 모양이다.
type Settings struct {
	Rate   float64 `json:"rate"`   // 1초에 나는 사건의 수. 0.5~20
	Size   int     `json:"size"`   // 사건 하나의 크기. 32~1024바이트
	Silent bool    `json:"silent"` // 잠근 샘에서는 아무것도 나지 않는다
}

// Run은 페이지 하나가 하는 실험이다. 샘 하나와 여섯 방법의 셈을 가진다.
type Run struct {
	Polling, LongPolling, SSE, WebSocket, TCP, UDP Tally

	room *room.Room

	mu       sync.Mutex
	settings Settings
	changed  chan struct{} // 닫히면 샘이 새 모양을 읽는다
	last     uint64        // 마지막으로 난 사건의 번호
	cut      chan struct{} // 닫히면 열려 있는 연결이 모두 끊긴다
	cuts     Cut           // 마지막으로 끊은 일
	ended    bool          // 끝난 실험의 길은 다시 열리지 않는다
	emitted  []int64       // 아직 알리지 않은 사건이 난 때
	seen     [2][]Seen     // 아직 알리지 않은, TCP와 UDP의 클라이언트가 받은 것
}

func newRun() *Run {
	return &Run{
		room:     room.New(remembered),
		settings: Settings{Rate: 2, Size: 32, Silent: true},
		changed:  make(chan struct{}),
		cut:      make(chan struct{}),
	}
}

// Set은 샘의 모양을 바꾼다. 범위를 벗어난 값은 가까운 끝으로 옮긴다.
func (r *Run) Set(s Settings) {
	s.Rate = min(max(s.Rate, 0.5), 20)
	s.Size = min(max(s.Size, 32), 1024)
	r.mu.Lock()
	defer r.mu.Unlock()
	r.settings = s
	close(r.changed)
	r.changed = make(chan struct{})
}

// flow는 ctx가 닫힐 때까지 사건을 낸다. 간격은 고르지 않다. 고르면 폴링의 박자와 맞물려
// 지연이 늘 길거나 늘 짧게 나온다.
func (r *Run) flow(ctx context.Context) {
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
			r.Emit(s.Size)
		case <-changed:
		case <-ctx.Done():
			return
		}
	}
}

// Emit은 사건 하나를 낸다: 번호, 난 시각(유닉스 마이크로초), 그리고 size바이트가 되도록 채운 점들.
func (r *Run) Emit(size int) {
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

// Last는 마지막으로 난 사건의 번호이다. 아직 없으면 0이다.
func (r *Run) Last() uint64 {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.last
}

// Since와 News는 room의 것과 같다.
func (r *Run) Since(after uint64) []room.Message {
	messages, _ := r.room.Since(after)
	return messages
}

func (r *Run) News(after uint64) <-chan struct{} { return r.room.News(after) }

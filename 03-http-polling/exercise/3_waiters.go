package exercise

import (
	"context"
	"sync"
)

// Hub는 메시지를 기다리는 클라이언트의 목록이다. 여러 고루틴이 함께 쓴다.
type Hub struct {
	mu      sync.Mutex
	waiters map[chan string]bool
}

// NewHub는 아무도 기다리지 않는 Hub를 만든다.
func NewHub() *Hub {
	return &Hub{waiters: map[chan string]bool{}}
}

// Wait는 다음 메시지를 기다려 돌려준다. 클라이언트가 먼저 떠나면(ctx가 취소되면) 바로 ctx의 오류를 돌려준다.
// 돌아온 다음에 고루틴을 남기지 않는다.
// 며칠이든 기다리고, 기다리는 동안 깨어나 보지 않는다. 클라이언트 만 개가 저마다 10밀리초마다 깨어나 보면, 아무 말이 없어도
// 서버는 1초에 백만 번 깨어난다. 그러고도 메시지는 늦게 닿는다. 그것은 서버 안으로 옮겨 온 폴링이다.
//
// 고칠 것: 클라이언트가 떠나도 목록에 남는다. 서버를 오래 켜 두면 목록이 끝없이 길어진다.
func (h *Hub) Wait(ctx context.Context) (string, error) {
	ch := make(chan string)
	h.mu.Lock()
	h.waiters[ch] = true
	h.mu.Unlock()

	select {
	case text := <-ch:
		return text, nil
	case <-ctx.Done():
		return "", ctx.Err()
	}
}

// Tell은 목록에 있는 클라이언트 모두에게 메시지를 알리고 목록에서 뺀다. 아직 받으러 오지 않은 클라이언트도 받는다.
// 느리거나 떠난 클라이언트 때문에 막히지 않고, 고루틴을 잠깐도 남기지 않는다.
//
// 고칠 것: 떠난 클라이언트에게 말하다가 영영 멈춘다. 락을 쥔 채이므로 서버가 모두 멈춘다.
func (h *Hub) Tell(text string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for ch := range h.waiters {
		ch <- text
		delete(h.waiters, ch)
	}
}

// Waiting은 지금 기다리는 클라이언트의 수이다.
func (h *Hub) Waiting() int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return len(h.waiters)
}

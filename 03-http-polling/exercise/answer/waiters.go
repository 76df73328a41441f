package exercise

import (
	"context"
	"sync"
)

// 명단 대신 채널 하나를 함께 기다린다. 닫으면 모두가 깨어나고, 종을 치는 이는 아무도 기다리지 않는다. 남는 것은 세는 수뿐이고,
// 들어온 이가 나갈 때 defer로 반드시 줄인다. 종을 친 다음에는 새 채널로 바꾸어, 나중에 온 손님은 다음 종을 기다린다.

// Bell은 기다리는 손님들을 깨우는 종이다. 여러 고루틴이 함께 써도 된다.
type Bell struct {
	mu      sync.Mutex
	news    chan struct{} // 다음 Ring이 닫는다. 기다리는 이가 없으면 nil
	waiting int
}

// Wait는 종이 울리면 nil을, 그 전에 ctx가 닫히면(손님이 떠나면) ctx.Err()를 준다.
func (b *Bell) Wait(ctx context.Context) error {
	news := b.enter()
	defer b.leave()
	select {
	case <-news:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Ring은 지금 기다리는 손님을 모두 깨운다. 아무도 기다리지 않는다.
func (b *Bell) Ring() {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.news != nil {
		close(b.news)
		b.news = nil
	}
}

// Len은 지금 기다리는 손님의 수이다.
func (b *Bell) Len() int {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.waiting
}

func (b *Bell) enter() <-chan struct{} {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.news == nil {
		b.news = make(chan struct{})
	}
	b.waiting++
	return b.news
}

func (b *Bell) leave() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.waiting--
}

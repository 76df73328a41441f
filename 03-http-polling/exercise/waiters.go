package exercise

import (
	"context"
	"sync"
)

// Bell은 기다리는 손님들을 깨우는 종이다. 여러 고루틴이 함께 써도 된다.
//
// 고칠 것: 손님이 떠날 때마다 명단이 한 줄씩 길어진다. 떠난 손님이 있으면 종을 치다가 멈추기도 한다.
type Bell struct {
	mu      sync.Mutex
	waiters []chan struct{}
}

// Wait는 종이 울리면 nil을, 그 전에 ctx가 닫히면(손님이 떠나면) ctx.Err()를 준다.
func (b *Bell) Wait(ctx context.Context) error {
	waiter := make(chan struct{})
	b.mu.Lock()
	b.waiters = append(b.waiters, waiter)
	b.mu.Unlock()
	select {
	case <-waiter:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Ring은 지금 기다리는 손님을 모두 깨운다. 아무도 기다리지 않는다.
func (b *Bell) Ring() {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, waiter := range b.waiters {
		waiter <- struct{}{}
	}
	b.waiters = nil
}

// Len은 지금 기다리는 손님의 수이다.
func (b *Bell) Len() int {
	b.mu.Lock()
	defer b.mu.Unlock()
	return len(b.waiters)
}

//go:build exercise

package exercise_test

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"
)

// meddler는 짓궂은 클라이언트의 ctx이다. 풀이가 Done을 n번째로 부를 때 do를 끼워 넣는다.
// 풀이가 살펴본 다음, 기다리기 바로 앞의 틈에서 일이 벌어지게 하는 것이다.
type meddler struct {
	context.Context
	calls atomic.Int32 // do까지 남은 횟수
	once  sync.Once
	do    func()
	over  chan bool // do가 끝나면 닫힌다
}

func meddle(ctx context.Context, n int32, do func()) *meddler {
	m := &meddler{Context: ctx, do: do, over: make(chan bool)}
	m.calls.Store(n)
	return m
}

func (m *meddler) fire() {
	m.once.Do(func() {
		go func() {
			defer close(m.over)
			m.do()
		}()
	})
}

func (m *meddler) Done() <-chan struct{} {
	if m.calls.Add(-1) == 0 {
		m.fire()
		// 락을 쥔 채 Done을 부르는 풀이라면 do가 끝나지 못한다. 그것도 틀리지 않았으므로 놓아준다.
		for range 5_000 {
			if ended(m.over) {
				break
			}
			runtime.Gosched()
		}
	}
	return m.Context.Done()
}

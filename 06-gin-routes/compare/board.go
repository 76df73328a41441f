package compare

import (
	"context"
	"crypto/rand"
	"errors"
	"sync"
)

const mostRuns = 100 // 한 교실이 탭을 셋씩 열어도 넉넉하다

// ErrFull은 실험이 이미 mostRuns개일 때의 오류이다.
var ErrFull = errors.New("실험이 너무 많습니다. 열어 둔 탭을 닫아 주세요")

// Board는 지금 하고 있는 실험들이다.
type Board struct {
	mu   sync.Mutex
	runs map[string]*Run
}

// NewBoard는 빈 Board를 만든다.
func NewBoard() *Board { return &Board{runs: map[string]*Run{}} }

// Start는 실험을 하나 시작한다. id는 짐작할 수 없다. 아는 페이지만 이 실험의 사건을 받을 수 있다. 끊고 바꾸는 것은 조종줄만 한다.
// end는 실험을 끝내고, 남은 것이 없어지기를 기다린다. 오류는 ErrFull이거나, 소켓을 더 열 수 없다는 것이다.
func (b *Board) Start() (id string, run *Run, end func(), err error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.runs) >= mostRuns {
		return "", nil, nil, ErrFull
	}
	sockets, err := openSockets()
	if err != nil {
		return "", nil, nil, err
	}
	id, run = rand.Text(), newRun()
	b.runs[id] = run
	ctx, cancel := context.WithCancel(context.Background())
	var all sync.WaitGroup
	all.Go(func() { run.flow(ctx) })
	all.Go(func() { run.drive(ctx, sockets) })
	return id, run, func() {
		b.mu.Lock()
		delete(b.runs, id)
		b.mu.Unlock()
		run.end()
		cancel()
		all.Wait()
	}, nil
}

// Find는 id의 실험을 찾는다. 없으면 nil이다.
func (b *Board) Find(id string) *Run {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.runs[id]
}

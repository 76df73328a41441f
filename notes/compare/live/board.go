package live

import (
	"context"
	"crypto/rand"
	"errors"
	"sync"
)

const mostRuns = 100 // 한 교실이 탭을 셋씩 열어도 넉넉하다

var errFull = errors.New("실험이 너무 많습니다. 열어 둔 탭을 닫아 주세요")

// board는 지금 하고 있는 실험들이다.
type board struct {
	mu   sync.Mutex
	runs map[string]*run
	far  *distant
}

func newBoard() *board { return &board{runs: map[string]*run{}} }

// start는 실험을 하나 시작한다. id는 짐작할 수 없다. 아는 페이지만 이 실험의 이벤트를 받을 수 있다.
// end는 실험을 끝내고, 남은 것이 없어지기를 기다린다. 오류는 errFull이거나, 소켓을 더 열 수 없다는 것이다.
func (b *board) start() (id string, run *run, end func(), err error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.runs) >= mostRuns || b.far != nil && len(b.runs) >= mostDistant {
		return "", nil, nil, errFull
	}
	run = newRun()
	run.lines.far = b.far
	ctx, cancel := context.WithCancel(context.Background())
	var all sync.WaitGroup
	for way, drive := range driven {
		work, err := drive(run, way)
		if err != nil {
			cancel()
			all.Wait()
			run.lines.hang()
			return "", nil, nil, err
		}
		all.Go(func() { work(ctx) })
	}
	all.Go(func() { run.flow(ctx) })
	id = rand.Text()
	b.runs[id] = run
	return id, run, func() {
		b.mu.Lock()
		delete(b.runs, id)
		b.mu.Unlock()
		run.end()
		cancel()
		all.Wait()
		run.lines.hang()
	}, nil
}

// find는 id의 실험을 찾는다. 없으면 nil이다.
func (b *board) find(id string) *run {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.runs[id]
}

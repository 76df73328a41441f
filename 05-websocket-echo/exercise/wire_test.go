//go:build exercise

package exercise_test

import (
	"bytes"
	"runtime"
	"sync"
	"sync/atomic"
	"time"
)

// slowWire는 느린 연결이다. 쓰는 데 시간이 걸려서, 그 사이에 다른 고루틴이 쓸 수 있다.
type slowWire struct {
	entered chan struct{} // 첫 쓰기가 시작되면 닫힌다
	release chan struct{} // 첫 쓰기는 이것이 닫힐 때까지 막힌다. nil이면 막히지 않는다
	fails   bool          // 첫 쓰기는 막혔다가 실패한다. 그다음부터는 실패하지 않는다

	mu         sync.Mutex
	text       bytes.Buffer
	writes     int
	writing    int // 지금 쓰고 있는 고루틴의 수
	overlapped bool
	split      bool // 프레임 하나가 아닌 쓰기가 있었다
}

func newWire() *slowWire { return &slowWire{entered: make(chan struct{})} }

// stuckWire는 첫 쓰기가 release를 닫을 때까지 막히는 연결이다.
func stuckWire() *slowWire {
	w := newWire()
	w.release = make(chan struct{})
	return w
}

func (w *slowWire) Write(p []byte) (int, error) {
	w.mu.Lock()
	first := w.writes == 0
	w.writes++
	w.writing++
	w.overlapped = w.overlapped || w.writing > 1
	w.split = w.split || len(p) < 2 || p[0] != 0x81 || len(p) != 2+int(p[1])
	w.mu.Unlock()
	if first {
		close(w.entered)
	}
	if first && w.release != nil {
		<-w.release
	} else {
		// 1ms 넘게 기다린 고루틴은 뮤텍스를 먼저 얻는다. 그래서 틈이 있으면 꼭 끼어든다.
		time.Sleep(2 * time.Millisecond)
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.writing--
	if first && w.fails {
		return 0, errBroken
	}
	return w.text.Write(p)
}

// written은 지금까지 쓴 바이트와, 쓰기가 겹쳤는지와, 프레임을 나누어 썼는지이다.
func (w *slowWire) written() (text string, overlapped, split bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.text.String(), w.overlapped, w.split
}

// quickWire는 쓰기가 겹쳤는지만 보는 빠른 연결이다.
type quickWire struct {
	writing    atomic.Int32
	overlapped atomic.Bool
}

func (w *quickWire) Write(p []byte) (int, error) {
	if w.writing.Add(1) > 1 {
		w.overlapped.Store(true)
	}
	runtime.Gosched()
	w.writing.Add(-1)
	return len(p), nil
}

package lesson

import (
	"fmt"
	"io"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

const (
	queued   = 4096                   // 아직 쓰지 못한 로그의 수. 넘으면 버리고 센다
	patience = 500 * time.Millisecond // 닫을 때 느린 화면을 기다리는 시간
)

// Diary는 기다리지 않는 io.Writer이다. 화면이 멈추어도 Write는 바로 돌아온다.
//
// 화면은 쉽게 멈춘다. 터미널에서 Ctrl-S를 누르거나 Windows의 콘솔에서 글을 고르면, 풀 때까지
// 쓰기가 막힌다. 로그를 바로 쓰는 서버라면 그동안 아무에게도 답하지 못한다.
type Diary struct {
	lines   chan []byte
	skipped atomic.Int64  // 버린 수
	done    chan struct{} // 밀린 것까지 다 적으면 닫힌다

	mu     sync.Mutex
	closed bool
}

// NewDiary는 out에 적는 Diary를 만든다. 다 쓰면 Close를 부른다.
func NewDiary(out io.Writer) *Diary {
	d := &Diary{lines: make(chan []byte, queued), done: make(chan struct{})}
	go func() {
		defer close(d.done)
		for line := range d.lines {
			d.put(out, line)
		}
	}()
	return d
}

func (d *Diary) put(out io.Writer, line []byte) {
	if skipped := d.skipped.Swap(0); skipped > 0 {
		fmt.Fprintf(out, "화면이 느려서 %d가지를 적지 못했습니다.\n", skipped)
	}
	out.Write(line)
}

// Write는 p를 큐에 넣는다. 큐가 가득 차 있거나 닫혔으면 버린다. 늘 성공한다.
func (d *Diary) Write(p []byte) (int, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.closed {
		return len(p), nil
	}
	select {
	case d.lines <- slices.Clone(p): // 부른 쪽은 p를 다시 쓴다.
	default:
		d.skipped.Add(1)
	}
	return len(p), nil
}

// Close는 밀린 것을 적는다. 멈춘 화면은 500ms만 기다린다. 그 뒤의 Write는 버려진다. 한 번만 부른다.
func (d *Diary) Close() error {
	d.mu.Lock()
	d.closed = true
	close(d.lines)
	d.mu.Unlock()
	select {
	case <-d.done:
	case <-time.After(patience):
	}
	return nil
}

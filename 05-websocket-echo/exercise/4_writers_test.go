//go:build exercise

package exercise

import (
	"fmt"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"socketworkbook/internal/exercise"
)

const (
	interleaved = "머리와 몸 사이에 다른 프레임이 끼어듦"
	atOnce      = "쓰기가 겹쳐서 바이트가 섞임"
	lostFrames  = "프레임을 잃음"
)

func TestWriters(t *testing.T) {
	task := exercise.Task{File: "05-websocket-echo/exercise/4_writers.go", Note: "notes/05-websocket-echo.md#gorilla가-해-주지-않는-것"}

	task.Try(t, "셋이 함께 쓰기", func(*testing.T) error {
		wire := &slowWire{}
		conn := NewConn(wire)
		var all sync.WaitGroup
		for _, text := range []string{"하나", "둘", "셋"} {
			all.Go(func() {
				for range 8 {
					conn.Send(text)
				}
			})
		}
		all.Wait()
		const whole = 8 * (2 + 6 + 2 + 3 + 2 + 3)
		for late := time.Now().Add(time.Second); wire.length() < whole && time.Now().Before(late); {
			runtime.Gosched() // 쓰는 고루틴을 따로 두었다면 다 쓸 때까지
		}
		wire.mu.Lock()
		defer wire.mu.Unlock()
		if wire.overlapped {
			return exercise.Wrong{Want: "한 번에 하나씩 쓰기", Got: "겹친 쓰기", Mistake: atOnce}
		}
		count := map[string]int{}
		for rest := wire.text.String(); rest != ""; {
			if len(rest) < 2 || rest[0] != 0x81 || len(rest) < 2+int(rest[1]) {
				return exercise.Wrong{Want: "온전한 프레임", Got: fmt.Sprintf("%q", rest[:min(len(rest), 12)]), Mistake: interleaved}
			}
			text := rest[2 : 2+int(rest[1])]
			if text != "하나" && text != "둘" && text != "셋" {
				return exercise.Wrong{Want: "온전한 프레임", Got: fmt.Sprintf("%q라는 글", text), Mistake: interleaved}
			}
			count[text]++
			rest = rest[2+int(rest[1]):]
		}
		return exercise.Same("하나 8, 둘 8, 셋 8", fmt.Sprintf("하나 %d, 둘 %d, 셋 %d", count["하나"], count["둘"], count["셋"]), lostFrames)
	})
}

// slowWire는 느린 연결이다. 쓰는 데 시간이 걸려서, 그 사이에 다른 고루틴이 쓸 수 있다.
type slowWire struct {
	mu         sync.Mutex
	text       strings.Builder
	writing    bool
	overlapped bool
}

func (w *slowWire) Write(p []byte) (int, error) {
	w.mu.Lock()
	w.overlapped = w.overlapped || w.writing
	w.writing = true
	w.mu.Unlock()
	time.Sleep(2 * time.Millisecond) // 느린 선이다. 1ms가 넘게 기다린 고루틴은 자물쇠를 먼저 얻으므로, 틈이 있으면 꼭 끼어든다.
	w.mu.Lock()
	defer w.mu.Unlock()
	w.writing = false
	return w.text.Write(p)
}

func (w *slowWire) length() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.text.Len()
}

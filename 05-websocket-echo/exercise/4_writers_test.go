//go:build exercise

package exercise

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"socketworkbook/internal/grader"
)

const (
	interleaved = "헤더와 페이로드 사이에 다른 프레임이 끼어듦"
	atOnce      = "쓰기가 겹쳐서 바이트가 섞임"
	lostFrames  = "프레임을 잃음"
	overwritten = "다른 고루틴의 프레임으로 덮어씀"
	otherShape  = "프레임의 모양을 바꿈"
	tooSoon     = "다 쓰기 전에 돌아옴"
	errorLost   = "쓰기의 오류를 버림"
	oneLock     = "연결 모두가 뮤텍스 하나를 씀"
)

func TestWriters(t *testing.T) {
	task := grader.Task{File: "05-websocket-echo/exercise/4_writers.go", Note: "notes/05-websocket-echo.md#gorilla가-해-주지-않는-것"}

	task.Try(t, "혼자 쓰기", func(*testing.T) error {
		wire := &slowWire{}
		if err := NewConn(wire).Send("하나"); err != nil {
			return err
		}
		got, mistake := wire.bytes(), otherShape
		if got == "" {
			got, mistake = "아무것도 쓰지 않음", tooSoon
		}
		return grader.Same("81 06 ed 95 98 eb 82 98", got, mistake)
	})
	task.Try(t, "끊긴 연결", func(*testing.T) error {
		conn := NewConn(&slowWire{cut: true})
		for range 2 { // 오류가 난 다음에도 멈추지 않는다.
			if err := conn.Send("하나"); !errors.Is(err, errWire) {
				return grader.Wrong{Want: "연결이 준 오류", Got: fmt.Sprintf("오류 %v", err), Mistake: errorLost}
			}
		}
		return nil
	})
	task.Try(t, "막힌 연결 옆의 연결", func(*testing.T) error {
		stuck := &slowWire{entered: make(chan bool), release: make(chan bool)}
		defer close(stuck.release)
		go NewConn(stuck).Send("하나")
		<-stuck.entered
		sent := make(chan error, 1)
		go func() { sent <- NewConn(&slowWire{}).Send("둘") }()
		select {
		case err := <-sent:
			return err
		case <-time.After(time.Second):
			return grader.Wrong{Want: "바로 돌아오는 Send", Got: "남의 연결을 기다리는 Send", Mistake: oneLock}
		}
	})
	task.Try(t, "셋이 동시에 쓰기", func(*testing.T) error {
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
		wire.mu.Lock()
		defer wire.mu.Unlock()
		if wire.overlapped {
			return grader.Wrong{Want: "한 번에 하나씩 쓰기", Got: "겹친 쓰기", Mistake: atOnce}
		}
		broken := interleaved
		if !wire.split { // 쓰기마다 프레임 하나인데도 깨졌다. 쓰기 전에 망가진 것이다.
			broken = overwritten
		}
		count, total := map[string]int{}, 0
		for rest := wire.text.String(); rest != ""; {
			if len(rest) < 2 || rest[0] != 0x81 || len(rest) < 2+int(rest[1]) {
				return grader.Wrong{Want: "온전한 프레임", Got: fmt.Sprintf("% x", rest[:min(len(rest), 12)]), Mistake: broken}
			}
			text := rest[2 : 2+int(rest[1])]
			if text != "하나" && text != "둘" && text != "셋" {
				return grader.Wrong{Want: "온전한 프레임", Got: fmt.Sprintf("페이로드의 자리에 적힌 % x", text), Mistake: broken}
			}
			count[text]++
			total++
			rest = rest[2+int(rest[1]):]
		}
		return grader.Same("하나 8, 둘 8, 셋 8", fmt.Sprintf("하나 %d, 둘 %d, 셋 %d", count["하나"], count["둘"], count["셋"]), map[bool]string{true: overwritten, false: lostFrames}[total == 24])
	})
}

var errWire = errors.New("연결이 끊김")

// slowWire는 느린 연결이다. 쓰는 데 시간이 걸려서, 그 사이에 다른 고루틴이 쓸 수 있다.
type slowWire struct {
	cut              bool      // 끊겼다
	entered, release chan bool // 있으면, 쓰기가 들어온 것을 알리고 놓아줄 때까지 막는다
	once             sync.Once

	mu         sync.Mutex
	text       strings.Builder
	writing    bool
	overlapped bool
	split      bool // 프레임의 헤더로 시작하지 않은 쓰기가 있었다
}

func (w *slowWire) Write(p []byte) (int, error) {
	if w.cut {
		return 0, errWire
	}
	if w.entered != nil {
		w.once.Do(func() { close(w.entered) })
		<-w.release
		return 0, errWire
	}
	w.mu.Lock()
	w.overlapped = w.overlapped || w.writing
	w.writing = true
	w.mu.Unlock()
	time.Sleep(2 * time.Millisecond) // 느린 선이다. 1ms가 넘게 기다린 고루틴은 락을 먼저 얻으므로, 틈이 있으면 꼭 끼어든다.
	w.mu.Lock()
	defer w.mu.Unlock()
	w.writing = false
	w.split = w.split || len(p) < 3 || p[0] != 0x81
	return w.text.Write(p)
}

func (w *slowWire) bytes() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return fmt.Sprintf("% x", w.text.String())
}

//go:build exercise

package exercise_test

import (
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"
	"time"

	"socketworkbook/01-raw-tcp/exercise"
	"socketworkbook/internal/grader"
)

const (
	waitsAfter   = "줄이 다 왔는데 더 기다림"
	waitsForEnd  = "한도를 넘었는데 줄의 끝을 기다림"
	fixedBuffer  = "버퍼보다 긴 줄을 한도 안인데도 거절함"
	keepsAll     = "꺼낸 줄까지 계속 모아 둠"
	sharedBuffer = "Lines 둘이 버퍼를 함께 씀"
)

// waitingLines는 언제 돌려주는지, 메모리가 늘지 않는지 본다.
func waitingLines(t *testing.T, task grader.Task) {
	task.Try(t, "한 줄이 오고 상대가 말을 멈춤", grader.Bubble(func() error { return answersNow("하나\n", `"하나"`, waitsAfter) }))
	task.Try(t, "한도를 넘기고 상대가 말을 멈춤", grader.Bubble(func() error { return answersNow(full+"a", "ErrLineTooLong", waitsForEnd) }))
	task.Try(t, "한도가 10만 바이트일 때 10만 바이트인 줄", func(*testing.T) error {
		line, err := exercise.NewLines(strings.NewReader(strings.Repeat("a", 100_000)+"\n"), 100_000).Next()
		mistake := map[string]string{"ErrLineTooLong": fixedBuffer}[lineError(err)]
		return grader.Same("100000바이트(오류 없음)", fmt.Sprintf("%d바이트(%s)", len(line), lineError(err)), mistake)
	})
	task.Try(t, "두 스트림을 번갈아 읽기", func(*testing.T) error {
		a := exercise.NewLines(strings.NewReader("a1\na2\na3\n"), most)
		b := exercise.NewLines(strings.NewReader("b1\nb2\nb3\n"), most)
		var got strings.Builder
		for range 3 {
			one, _ := a.Next()
			two, _ := b.Next()
			fmt.Fprintf(&got, "%q %q ", one, two)
		}
		return grader.Same(`"a1" "b1" "a2" "b2" "a3" "b3" `, got.String(), sharedBuffer)
	})
	task.Try(t, "백만 줄", func(*testing.T) error { return aMillion() })
}

// answersNow는 stream이 오고 상대가 말을 멈추었을 때 Next가 바로 want를 돌려주는지 본다.
func answersNow(stream, want, mistake string) error {
	more := make(chan struct{})
	answered := make(chan string, 1)
	lines := exercise.NewLines(&stalled{strings.NewReader(stream), more}, most)
	go func() {
		line, err := lines.Next()
		got := fmt.Sprintf("%q", line)
		if err != nil {
			got = lineError(err)
		}
		answered <- got
	}()
	got := "기다림"
	select {
	case got = <-answered:
		mistake = ""
	case <-time.After(time.Hour): // 가짜 시계
	}
	close(more)
	return grader.Same(want, got, mistake)
}

// aMillion은 줄을 아무리 많이 꺼내도 메모리가 늘지 않는지 본다.
func aMillion() error {
	lines := exercise.NewLines(io.LimitReader(&repeating{}, 2_000_000), most)
	before := heap()
	for count := 0; ; count++ {
		line, err := lines.Next()
		if count == 999_999 {
			grown := heap() - before
			runtime.KeepAlive(lines)
			if grown > 512<<10 {
				return grader.Wrong{Want: "늘지 않은 메모리", Got: fmt.Sprintf("%dKiB 늘어난 메모리", grown>>10), Mistake: keepsAll}
			}
		}
		if err != nil {
			return grader.Same("1000000줄, io.EOF", fmt.Sprintf("%d줄, %s", count, lineError(err)), "")
		}
		if line != "a" {
			return grader.Wrong{Want: `"a"`, Got: fmt.Sprintf("%q", line)}
		}
	}
}

// heap은 쓰고 있는 메모리이다. 단위는 바이트.
func heap() int64 {
	runtime.GC()
	var memory runtime.MemStats
	runtime.ReadMemStats(&memory)
	return int64(memory.HeapAlloc)
}

// repeating은 "a\n"이 끝없이 이어지는 스트림이다.
type repeating struct{ given int }

func (r *repeating) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = "a\n"[r.given%2]
		r.given++
	}
	return len(p), nil
}

package lesson

import (
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/synctest"
)

// 차례대로 모두 적고, 닫은 뒤의 것은 버린다.
func TestDiaryInOrder(t *testing.T) {
	var screen strings.Builder
	d := NewDiary(&screen)
	line := []byte("0\n")
	for i := range 100 {
		line = fmt.Appendf(line[:0], "%d\n", i)
		d.Write(line)
	}
	d.Close()
	d.Write([]byte("늦음\n"))
	var want strings.Builder
	for i := range 100 {
		fmt.Fprintln(&want, i)
	}
	if screen.String() != want.String() {
		t.Errorf("적힌 것이 %q", screen.String())
	}
}

// 화면이 멈추어도 Write와 Close는 돌아온다. 다시 움직이면 버린 것을 세어서 알린다.
func TestDiaryStuckScreen(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		screen, paused := io.Pipe() // 아무도 읽지 않는 동안에는 쓰기가 막힌다.
		d := NewDiary(paused)
		for range queued * 3 {
			d.Write([]byte("지나감\n"))
		}
		shown := make(chan string)
		go func() {
			text, _ := io.ReadAll(screen)
			shown <- string(text)
		}()
		d.Close()
		paused.Close()
		if text := <-shown; !strings.Contains(text, "적지 못했습니다") {
			t.Error("버린 것을 알리지 않는다")
		}
	})
	synctest.Test(t, func(t *testing.T) {
		screen, paused := io.Pipe()
		d := NewDiary(paused)
		d.Write([]byte("아무도 읽지 않음\n"))
		d.Close()
		screen.Close() // 막혀 있던 고루틴을 놓아준다.
	})
}

// 닫기 바로 앞에 적은 줄도 화면에 나온다.
func TestDiaryKeepsTheLastLine(t *testing.T) {
	for range 20_000 {
		var screen strings.Builder
		d := NewDiary(&screen)
		d.Write([]byte("마지막\n"))
		d.Close()
		if screen.String() != "마지막\n" {
			t.Fatalf("적힌 것이 %q", screen.String())
		}
	}
}

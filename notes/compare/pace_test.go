package main

import (
	"bytes"
	"io"
	"testing"
	"time"
)

// 같은 서버의 같은 메시지라도, 뜸하게 오면 CPU를 많이 쓴다. 올 때마다 잠든 스레드를 깨우고 다시 재워야 한다.
// 몰려오면 한 번 깨어나 여럿을 처리한다. 그래서 이 비교의 CPU와 비용 노트의 CPU는 다른 수이다.
func TestPaceOfMessages(t *testing.T) {
	t.Parallel()
	if !seesCPU {
		t.Skip("이 시스템에서는 살아 있는 서버의 CPU를 읽지 못한다")
	}
	folder := t.TempDir()
	chosen, _ := choose("WS", ways)
	if err := build(t.Context(), chosen, folder); err != nil {
		t.Fatal(err)
	}
	s, err := startServer(t.Context(), chosen[0], folder)
	if err != nil {
		t.Fatal(err)
	}
	defer s.kill()
	conn, err := chosen[0].sit(s.addr)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	each := func(times, together int, pause <-chan time.Time) time.Duration {
		frames := bytes.Repeat(append([]byte{0x81, 0x80 | 16, 0, 0, 0, 0}, "16bytes of Hello"...), together)
		back := make([]byte, (2+16)*together)
		before := s.cpu()
		for range times {
			if pause != nil {
				<-pause
			}
			if _, err := conn.Write(frames); err != nil {
				t.Fatal(err)
			}
			if _, err := io.ReadFull(conn, back); err != nil {
				t.Fatal(err)
			}
		}
		return (s.cpu() - before) / time.Duration(times*together)
	}
	each(300, 1, nil) // 몸풀기
	rare := each(300, 1, time.Tick(burstEvery))
	busy := each(3000, 1, nil)
	many := each(300, 64, nil)
	t.Logf("메시지 하나에 쓴 CPU: %v마다 하나씩 %v, 답이 오면 바로 하나씩 %v, 64개씩 %v", burstEvery, rare, busy, many)
	if rare < 3*many {
		t.Errorf("뜸하게 와도 몰려올 때의 세 배를 쓰지 않는다")
	}
}

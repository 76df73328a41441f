//go:build exercise

package exercise_test

import (
	"errors"
	"fmt"
	"sync"
	"time"

	"socketworkbook/05-websocket-echo/exercise"
	"socketworkbook/internal/grader"
)

const (
	interleaved = "헤더와 페이로드 사이에 다른 프레임이 끼어듦"
	atOnce      = "고루틴 둘이 동시에 Write를 부름"
	lostFrames  = "프레임을 잃음"
	overwritten = "다른 고루틴의 프레임으로 덮어씀"
)

// stuckSend는 막힌 연결의 Send는 끝까지 기다리는지, 옆의 연결은 기다리지 않는지 본다.
func stuckSend() error {
	wire := stuckWire()
	stuck := sending(exercise.NewConn(wire), "하나")
	<-wire.entered
	beside := sending(exercise.NewConn(newWire()), "둘")
	select {
	case err := <-beside:
		if err != nil {
			return grader.Wrong{Want: "오류 없음", Got: fmt.Sprintf("오류 %q", err)}
		}
	case <-time.After(time.Second):
		return grader.Wrong{Want: "바로 돌아오는 Send", Got: "남의 연결을 기다리는 Send", Mistake: oneLock}
	}
	for range 4 {
		grader.Moment()
	}
	early := len(stuck) > 0
	close(wire.release)
	err := <-stuck
	switch {
	case early:
		return grader.Wrong{Want: "다 쓴 다음에 돌아옴", Got: "쓰는 도중에 돌아옴", Mistake: tooSoon}
	case err != nil:
		return grader.Wrong{Want: "오류 없음", Got: fmt.Sprintf("오류 %q", err)}
	}
	return nil
}

// twoSend는 한 고루틴이 쓰는 동안 다른 고루틴이 기다리는지 본다.
func twoSend() error {
	wire := stuckWire()
	conn := exercise.NewConn(wire)
	first := sending(conn, "하나")
	<-wire.entered
	second := sending(conn, "둘")
	grader.Moment()
	close(wire.release)
	if err := errors.Join(<-first, <-second); err != nil {
		return grader.Wrong{Want: "오류 없음", Got: fmt.Sprintf("오류 %q", err)}
	}
	return wholeFrames(wire, map[string]int{"하나": 1, "둘": 1})
}

// threeSend는 셋이 여덟 번씩 쓴 것이 모두 온전한지 본다.
func threeSend() error {
	wire := newWire()
	conn := exercise.NewConn(wire)
	var all sync.WaitGroup
	for _, text := range []string{"하나", "둘", "셋"} {
		all.Go(func() {
			for range 8 {
				conn.Send(text)
			}
		})
	}
	all.Wait()
	return wholeFrames(wire, map[string]int{"하나": 8, "둘": 8, "셋": 8})
}

// crowdSends는 여럿이 0.1초 동안 쉬지 않고 쓴다. 뮤텍스 없이 변수 하나로 막는 풀이는 어쩌다 겹친다.
func crowdSends() error {
	wire := &quickWire{}
	conn := exercise.NewConn(wire)
	end := time.Now().Add(100 * time.Millisecond)
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for time.Now().Before(end) {
				conn.Send("하나")
			}
		})
	}
	all.Wait()
	if wire.overlapped.Load() {
		return grader.Wrong{Want: "한 번에 하나씩 쓰기", Got: "겹친 쓰기", Mistake: atOnce}
	}
	return nil
}

// failsForBoth는 기다리는 동안 앞의 쓰기가 실패하면, 뒤의 Send도 쓰지 않고 실패하는지 본다.
func failsForBoth() error {
	wire := stuckWire()
	wire.fails = true
	conn := exercise.NewConn(wire)
	first := sending(conn, "하나")
	<-wire.entered
	second := sending(conn, "둘")
	grader.Moment()
	close(wire.release)
	<-first
	err := <-second
	if text, _, _ := wire.written(); text != "" {
		return grader.Wrong{Want: "실패한 다음에 더 쓴 것 0바이트", Got: fmt.Sprintf("더 쓴 것 %d바이트", len(text)), Mistake: writesOn}
	}
	return grader.Same("w가 준 오류", wireError(err), map[bool]string{true: errorOnce}[err == nil])
}

// sending은 Send를 켜고, 돌아오면 그 오류를 줄 채널을 돌려준다.
func sending(conn *exercise.Conn, text string) chan error {
	sent := make(chan error, 1)
	go func() { sent <- conn.Send(text) }()
	return sent
}

// wholeFrames는 쓰기가 겹치지 않았는지, 프레임이 모두 온전한지 본다.
func wholeFrames(wire *slowWire, want map[string]int) error {
	text, overlapped, split := wire.written()
	if overlapped {
		return grader.Wrong{Want: "한 번에 하나씩 쓰기", Got: "겹친 쓰기", Mistake: atOnce}
	}
	broken := interleaved
	if !split { // 쓰기마다 프레임 하나인데도 깨졌다. 쓰기 전에 망가진 것이다.
		broken = overwritten
	}
	count, total, sent := map[string]int{}, 0, 0
	for ; text != ""; total++ {
		size := 2
		if len(text) > 1 {
			size += int(text[1])
		}
		if text[0] != 0x81 || len(text) < size || want[text[2:size]] == 0 {
			return grader.Wrong{Want: "온전한 프레임", Got: fmt.Sprintf("% x", text[:min(len(text), 12)]), Mistake: broken}
		}
		count[text[2:size]]++
		text = text[size:]
	}
	for _, times := range want {
		sent += times
	}
	return grader.Same(fmt.Sprint(want), fmt.Sprint(count), map[bool]string{true: overwritten, false: lostFrames}[total == sent])
}

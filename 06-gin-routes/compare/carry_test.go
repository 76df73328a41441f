package compare

import (
	"context"
	"encoding/binary"
	"io"
	"net"
	"runtime"
	"testing"
	"testing/synctest"
	"time"
)

// sink는 무엇이든 삼키는 연결이다. Write가 몇 번 불렸는지 센다. gate가 있으면 닫힐 때까지 막는다.
type sink struct {
	net.Conn
	gate                   chan struct{}
	writes, bytes, largest int
}

func (s *sink) Write(p []byte) (int, error) {
	if s.gate != nil {
		<-s.gate
	}
	s.writes++
	s.bytes += len(p)
	s.largest = max(s.largest, len(p))
	return len(p), nil
}
func (s *sink) SetWriteDeadline(time.Time) error { return nil }

// 쓰는 동안 밀린 여덟 개는 다음 Write 한 번으로 나간다.
func TestCarryWritesOncePerWake(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		run := newRun()
		ctx, stop := context.WithCancel(t.Context())
		s := sink{gate: make(chan struct{})}
		go run.Carry(ctx, &s, 0, nil)
		run.Emit(64)
		synctest.Wait() // 첫 사건을 쓰다가 막혀 있다.
		for range 8 {
			run.Emit(64)
		}
		close(s.gate)
		synctest.Wait()
		if s.bytes != 9*66 || s.writes != 2 {
			t.Errorf("%d바이트를 %d번에 썼다", s.bytes, s.writes)
		}
		stop()
	})
}

// 읽지 않는 손님은 아무도 늦추지 않고, 아무것도 쌓지 않고, 기한 뒤에 끊긴다.
func TestDeafMember(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		run := newRun()
		ctx, stop := context.WithCancel(t.Context())
		mine, theirs := net.Pipe() // 버퍼가 없다. 읽지 않으면 바로 막힌다.
		defer theirs.Close()
		gone := make(chan error, 1)
		go func() { gone <- run.Carry(ctx, mine, 0, nil) }()
		var other sink
		go run.Carry(ctx, &other, 0, nil)
		synctest.Wait()

		const events = 100_000
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		begin := time.Now()
		for range events {
			run.Emit(1024)
			synctest.Wait()
		}
		runtime.GC()
		runtime.ReadMemStats(&after)
		if other.bytes != events*(4+1024) || time.Since(begin) != 0 {
			t.Errorf("다른 손님이 %v 동안 %d바이트를 받았다", time.Since(begin), other.bytes)
		}
		// 방이 기억하는 512개(512KiB)와 손님마다의 16KiB뿐이다. 사건은 모두 100MiB였다.
		if grown := int64(after.HeapAlloc) - int64(before.HeapAlloc); grown > 4<<20 {
			t.Errorf("메모리가 %d바이트 늘었다", grown)
		}
		if err := <-gone; err == nil || time.Since(begin) != writeTimeout {
			t.Errorf("%v 뒤에 %v", time.Since(begin), err)
		}
		stop()
	})
}

// 뒤처진 손님은 남은 것부터 받는다. 프레임은 언제나 온전하다.
func TestLateMember(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		run := newRun()
		for range 2000 {
			run.Emit(1024)
		}
		mine, theirs := net.Pipe()
		ctx, stop := context.WithCancel(t.Context())
		go run.Carry(ctx, mine, 0, nil)
		for range remembered {
			head := make([]byte, 4)
			if _, err := io.ReadFull(theirs, head); err != nil || head[0] != 0x81 || head[1] != 126 || binary.BigEndian.Uint16(head[2:]) != 1024 {
				t.Fatalf("머리가 %x, %v", head, err)
			}
			io.CopyN(io.Discard, theirs, 1024)
		}
		stop()
	})
	synctest.Test(t, func(t *testing.T) { // 밀린 것을 모두 담을 버퍼를 마련하지 않는다.
		run := newRun()
		for range 2000 {
			run.Emit(1024)
		}
		ctx, stop := context.WithCancel(t.Context())
		var s sink
		go run.Carry(ctx, &s, 0, nil)
		synctest.Wait()
		if s.bytes != remembered*(4+1024) || s.largest > mostAtOnce+4+1024 {
			t.Errorf("%d바이트를 한 번에 많게는 %d바이트씩 썼다", s.bytes, s.largest)
		}
		stop()
	})
}

func BenchmarkCarry(b *testing.B) {
	run := newRun()
	const members, burst = 1000, 8
	for range members {
		go run.Carry(b.Context(), &sink{}, 0, nil)
	}
	b.ReportAllocs()
	for b.Loop() {
		for range burst {
			run.Emit(64)
		}
	}
}

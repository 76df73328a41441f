package main

import (
	"context"
	"net"
	"runtime"
	"testing"
	"testing/synctest"
	"time"
)

// sink는 무엇이든 삼키는 연결이다. Write가 몇 번 불렸는지 센다. hold가 있으면 닫힐 때까지 막는다.
type sink struct {
	net.Conn
	hold                   chan struct{}
	writes, bytes, largest int
}

func (s *sink) Write(p []byte) (int, error) {
	if s.hold != nil {
		<-s.hold
	}
	s.writes++
	s.bytes += len(p)
	s.largest = max(s.largest, len(p))
	return len(p), nil
}

// carrying은 가짜 시계 안에서 hub를 만든다. 테스트가 끝나면 carry도 모두 끝난다.
func carrying(t *testing.T, test func(t *testing.T, h *hub)) {
	synctest.Test(t, func(t *testing.T) {
		ctx, stop := context.WithCancel(t.Context())
		defer stop()
		test(t, newHub(ctx))
	})
}

// 쓰는 동안 밀린 여덟 개는 다음 Write 한 번으로 나간다.
func TestCarryWritesOncePerWake(t *testing.T) {
	carrying(t, func(t *testing.T, h *hub) {
		s := sink{hold: make(chan struct{})}
		go h.carry(&s, 0, nil)
		h.emit(1, 64)
		synctest.Wait() // 첫 이벤트를 쓰다가 막혀 있다.
		h.emit(8, 64)
		close(s.hold)
		synctest.Wait()
		if s.bytes != 9*66 || s.writes != 2 {
			t.Errorf("%d바이트를 %d번에 썼다", s.bytes, s.writes)
		}
	})
}

// 읽지 않는 클라이언트는 아무도 늦추지 않고, 아무것도 쌓지 않고, 데드라인 뒤에 끊긴다.
func TestDeafMember(t *testing.T) {
	carrying(t, func(t *testing.T, h *hub) {
		mine, theirs := net.Pipe() // 버퍼가 없다. 읽지 않으면 바로 막힌다.
		defer theirs.Close()
		gone := make(chan error, 1)
		go func() { gone <- h.carry(&gate{Conn: mine}, 0, nil) }()
		var other sink
		go h.carry(&other, 0, nil)
		synctest.Wait()

		const events = 20_000
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		begin := time.Now()
		for range events {
			h.emit(1, 1024)
			synctest.Wait()
		}
		runtime.GC()
		runtime.ReadMemStats(&after)
		if other.bytes != events*(4+1024) || time.Since(begin) != 0 {
			t.Errorf("다른 클라이언트가 %v 동안 %d바이트를 받았다", time.Since(begin), other.bytes)
		}
		// 방이 기억하는 512개(512KiB)와 쓰던 프레임뿐이다. 이벤트는 모두 20MiB였다.
		if grown := int64(after.HeapAlloc) - int64(before.HeapAlloc); grown > 4<<20 {
			t.Errorf("메모리가 %d바이트 늘었다", grown)
		}
		if err := <-gone; err == nil || time.Since(begin) != writeTimeout {
			t.Errorf("%v 뒤에 %v", time.Since(begin), err)
		}
	})
}

// 뒤처진 클라이언트는 방이 기억하는 것부터 받는다. 밀린 것을 모두 담을 버퍼를 마련하지 않는다.
func TestLateMember(t *testing.T) {
	carrying(t, func(t *testing.T, h *hub) {
		h.emit(2000, 1024)
		var s sink
		go h.carry(&s, 0, nil)
		synctest.Wait()
		if s.bytes != remembered*(4+1024) || s.largest > mostAtOnce+4+1024 {
			t.Errorf("%d바이트를 한 번에 많게는 %d바이트씩 썼다", s.bytes, s.largest)
		}
	})
}

// 앞선 클라이언트와 뒤처진 클라이언트가 적어 둔 프레임을 함께 써도, 저마다 제 몫을 받는다.
func TestSharedFrames(t *testing.T) {
	h := newHub(t.Context())
	h.emit(3, 10)
	for _, test := range []struct{ after, last, bytes uint64 }{{0, 3, 36}, {0, 3, 36}, {1, 3, 24}, {3, 3, 0}, {2, 3, 12}, {0, 3, 36}} {
		if frames, last := h.frames(test.after); last != test.last || uint64(len(frames)) != test.bytes {
			t.Errorf("%d번 다음은 %d번까지 %d바이트이다", test.after, last, len(frames))
		}
	}
	h.emit(1, 10)
	if frames, last := h.frames(0); last != 4 || len(frames) != 48 {
		t.Errorf("새 이벤트가 난 뒤에는 %d번까지 %d바이트이다", last, len(frames))
	}
}

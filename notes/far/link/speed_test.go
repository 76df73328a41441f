package link

import (
	"context"
	"sync/atomic"
	"testing"
	"time"
)

// BenchmarkLink는 패킷 하나를 보내고 받고 읽는 데 드는 시간이다. 1초를 이것으로 나누면 코어 하나가 나르는 수이다.
func BenchmarkLink(b *testing.B) {
	past := Memory{}
	l := New(Config{Odds: Odds{Loss: 0.01}, Seed: 1}, func(e Event) {
		if p, err := Parse(e.Packet); err == nil && e.Kind == Sent {
			past.Again(e.From, p)
		}
	})
	ctx, stop := context.WithCancel(b.Context())
	defer stop()
	var landed atomic.Int64
	go l.Run(ctx, func([]byte) { landed.Add(1) }, func([]byte) {})
	p := make([]byte, 1500)
	copy(p, "\x45\x00\x05\xdc\x00\x00\x40\x00\x40\x06\x00\x00\x0a\x00\x00\x01\x0a\x00\x00\x02\x27\x11\x00\x50\x00\x00\x00\x64\x00\x00\x00\x00\x50\x10")
	for b.Loop() {
		l.Send(Up, p)
	}
	for begin := time.Now(); landed.Load() < int64(float64(b.N)*0.9) && time.Since(begin) < time.Second; {
		time.Sleep(time.Millisecond)
	}
}

package link

import (
	"context"
	"encoding/binary"
	"slices"
	"testing"
	"testing/synctest"
	"time"
)

// trip은 한 방향으로 보낸 패킷들이 언제 닿았는지이다.
type trip struct {
	t       *testing.T
	link    *Link
	begin   time.Time
	order   []int           // 닿은 차례
	at      []time.Duration // 닿은 때
	dropped map[Why][]uint64
}

// travel은 가짜 시계 안에서 선을 놓고 send가 보내게 한 뒤, 다 닿기를 기다린다. 1시간도 금방 지나간다.
func travel(t *testing.T, c Config, send func(*trip)) *trip {
	t.Helper()
	r := &trip{t: t, dropped: map[Why][]uint64{}}
	synctest.Test(t, func(t *testing.T) {
		r.begin = time.Now()
		r.link = New(c, func(e Event) {
			if e.Kind == Dropped {
				r.dropped[e.Why] = append(r.dropped[e.Why], e.Number)
			}
		})
		ctx, stop := context.WithCancel(t.Context())
		ended := make(chan struct{})
		go func() {
			defer close(ended)
			r.link.Run(ctx, func(p []byte) {
				r.order = append(r.order, int(binary.BigEndian.Uint32(p)))
				r.at = append(r.at, time.Since(r.begin))
			}, func([]byte) {})
		}()
		send(r)
		time.Sleep(10 * time.Minute)
		stop()
		<-ended
	})
	return r
}

// burst는 size바이트의 패킷 n개를 gap마다 보낸다.
func (r *trip) burst(n, size int, gap time.Duration) {
	for i := 1; i <= n; i++ {
		p := make([]byte, size)
		binary.BigEndian.PutUint32(p, uint32(i))
		r.link.Send(Up, p)
		if gap > 0 {
			time.Sleep(gap)
		}
	}
}

// seed가 버리라고 한 패킷만, 그것을 모두 버린다.
func TestExactlyTheDecidedPacketsAreDropped(t *testing.T) {
	odds := Odds{Loss: 0.05}
	r := travel(t, Config{Delay: time.Millisecond, Odds: odds, Seed: 42}, func(r *trip) { r.burst(2000, 100, time.Millisecond) })
	want := lost(odds, 42, Up, 2000)
	if !slices.Equal(r.dropped[Loss], want) || len(r.order) != 2000-len(want) {
		t.Errorf("버린 것이 %v이고 %d개가 닿았다. 바라던 것은 %v", r.dropped[Loss], len(r.order), want)
	}
	for _, number := range want {
		if slices.Contains(r.order, int(number)) {
			t.Errorf("버려야 할 %d째가 닿았다", number)
		}
	}
}

// 지연은 정확하다. 지터는 정해진 만큼을 넘지 않고, 순서를 바꾸지 않는다.
func TestDelayAndJitter(t *testing.T) {
	r := travel(t, Config{Delay: 100 * time.Millisecond}, func(r *trip) { r.burst(3, 100, 7*time.Millisecond) })
	if want := []time.Duration{100e6, 107e6, 114e6}; !slices.Equal(r.at, want) {
		t.Errorf("닿은 때가 %v", r.at)
	}
	r = travel(t, Config{Delay: 100 * time.Millisecond, Jitter: 50 * time.Millisecond}, func(r *trip) { r.burst(500, 100, time.Millisecond) })
	if len(r.order) != 500 || !slices.IsSorted(r.order) {
		t.Error("지터가 순서를 바꾸었다")
	}
	r = travel(t, Config{Delay: 100 * time.Millisecond, Jitter: 50 * time.Millisecond}, func(r *trip) { r.burst(500, 100, time.Second) })
	early, late := time.Hour, time.Duration(0)
	for i, at := range r.at {
		took := at - time.Duration(i)*time.Second
		early, late = min(early, took), max(late, took)
	}
	if early < 100*time.Millisecond || late > 150*time.Millisecond || late-early < 40*time.Millisecond {
		t.Errorf("%v에서 %v까지 걸렸다", early, late)
	}
}

// 늦는 패킷은 뒤의 것에 앞질린다. 둘이 된 패킷은 두 번 닿는다. 아무것도 잃지 않는다.
func TestLateAndDouble(t *testing.T) {
	r := travel(t, Config{Delay: 20 * time.Millisecond, Odds: Odds{Late: 0.1}, Seed: 3}, func(r *trip) { r.burst(300, 100, time.Millisecond) })
	if slices.IsSorted(r.order) || len(r.order) != 300 {
		t.Errorf("순서가 그대로이거나 잃었다. %d개", len(r.order))
	}
	odds := Odds{Double: 0.1}
	r = travel(t, Config{Odds: odds, Seed: 3}, func(r *trip) { r.burst(300, 100, 0) })
	doubled := 0
	for number := uint64(1); number <= 300; number++ {
		if odds.Decide(3, Up, number).Double {
			doubled++
		}
	}
	if len(r.order) != 300+doubled || doubled == 0 || !slices.IsSorted(r.order) {
		t.Errorf("%d개가 닿았다. 둘이 된 것은 %d개", len(r.order), doubled)
	}
}

// 1초에 1Mbit이면 1250바이트의 패킷은 10ms에 하나씩 닿는다.
func TestRate(t *testing.T) {
	r := travel(t, Config{Rate: 1_000_000, Queue: 1000}, func(r *trip) { r.burst(500, 1250, 0) })
	for i, at := range r.at {
		if want := time.Duration(i+1) * 10 * time.Millisecond; at != want {
			t.Fatalf("%d째가 %v에 닿았다. 바라던 것은 %v", i+1, at, want)
		}
	}
	if len(r.at) != 500 {
		t.Errorf("%d개가 닿았다", len(r.at))
	}
}

// 큐가 차면 버린다. 한 패킷이 나가면 한 자리가 난다.
func TestQueueOverflows(t *testing.T) {
	r := travel(t, Config{Rate: 1_000_000, Queue: 10}, func(r *trip) {
		r.burst(15, 1250, 0)
		time.Sleep(10 * time.Millisecond)
		r.burst(2, 1250, 0)
	})
	if want := []uint64{11, 12, 13, 14, 15, 17}; !slices.Equal(r.dropped[QueueFull], want) {
		t.Errorf("버린 것이 %v. 바라던 것은 %v", r.dropped[QueueFull], want)
	}
}

// 빠르기의 한도가 없어도 떠 있는 패킷은 정해진 수를 넘지 않는다. 메모리가 끝없이 늘지 않는다.
func TestAirIsBounded(t *testing.T) {
	r := travel(t, Config{Delay: time.Minute, Queue: 1}, func(r *trip) {
		r.burst(maxAir+100, 4, 0)
		r.link.mu.Lock()
		defer r.link.mu.Unlock()
		if n := len(r.link.lanes[Up].air); n != maxAir {
			t.Errorf("%d개가 떠 있다", n)
		}
	})
	if len(r.order) != maxAir || len(r.dropped[QueueFull]) != 100 {
		t.Errorf("%d개가 닿고 %d개를 버렸다", len(r.order), len(r.dropped[QueueFull]))
	}
}

// 선이 끊긴 동안 보낸 것만 사라진다.
func TestBlackout(t *testing.T) {
	r := travel(t, Config{Delay: 50 * time.Millisecond}, func(r *trip) {
		r.link.Blackout(20*time.Millisecond, 10*time.Millisecond)
		r.burst(40, 100, time.Millisecond)
	})
	var want []uint64 // 첫 패킷은 0ms에 떠난다.
	for number := uint64(11); number <= 30; number++ {
		want = append(want, number)
	}
	if !slices.Equal(r.dropped[Blackout], want) || len(r.order) != 20 {
		t.Errorf("사라진 것이 %v", r.dropped[Blackout])
	}
}

// 켜 둔 채로 바꾸면 다음 패킷부터 달라진다. 떠난 패킷은 그대로 간다.
func TestSet(t *testing.T) {
	r := travel(t, Config{Delay: 100 * time.Millisecond}, func(r *trip) {
		r.burst(1, 100, 0)
		r.link.Set(Config{Delay: 200 * time.Millisecond})
		r.burst(1, 100, 0)
		r.link.Set(Config{Odds: Odds{Loss: 1}})
		r.burst(1, 100, 0)
	})
	if want := []time.Duration{100e6, 200e6}; !slices.Equal(r.at, want) {
		t.Errorf("닿은 때가 %v", r.at)
	}
}

// 두 방향은 운도, 큐도, 받는 곳도 따로이다.
func TestDirectionsAreApart(t *testing.T) {
	odds := Odds{Loss: 0.1}
	var dropped [2][]uint64
	var landed [2]int
	synctest.Test(t, func(t *testing.T) {
		l := New(Config{Odds: odds, Seed: 5}, func(e Event) {
			if e.Kind == Dropped {
				dropped[e.From] = append(dropped[e.From], e.Number)
			}
		})
		ctx, stop := context.WithCancel(t.Context())
		ended := make(chan struct{})
		go func() {
			defer close(ended)
			l.Run(ctx, func([]byte) { landed[Up]++ }, func([]byte) { landed[Down]++ })
		}()
		for range 200 {
			l.Send(Up, []byte{1})
			l.Send(Down, []byte{1})
		}
		time.Sleep(time.Second)
		stop()
		<-ended
	})
	for _, from := range []Direction{Up, Down} {
		if want := lost(odds, 5, from, 200); !slices.Equal(dropped[from], want) || landed[from] != 200-len(want) {
			t.Errorf("%d에서 온 것 가운데 %v를 버리고 %d개가 닿았다. 바라던 것은 %v", from, dropped[from], landed[from], want)
		}
	}
}

package link

import (
	"bytes"
	"container/heap"
	"time"
)

// lane은 한 방향이다. 패킷은 큐에서 기다렸다가, 하나씩 내보내지고, 떠 있다가, 닿는다.
type lane struct {
	number  uint64      // 지금까지 온 패킷의 수
	waiting []time.Time // 큐에 있는 패킷들이 다 내보내지는 때
	last    time.Time   // 늦지 않은 앞 패킷이 닿는 때
	air     flights
	wake    chan struct{}
}

// full은 새 패킷이 들어갈 자리가 없는지이다.
func (l *lane) full(now time.Time, c Config) bool {
	for len(l.waiting) > 0 && !l.waiting[0].After(now) {
		l.waiting = l.waiting[1:]
	}
	return c.Rate > 0 && len(l.waiting) >= c.Queue || len(l.air) >= maxAir
}

// leave는 size바이트의 패킷이 다 내보내지는 때이다. 앞의 것이 다 나가야 시작한다.
func (l *lane) leave(now time.Time, size, rate int) time.Time {
	if rate <= 0 {
		return now
	}
	start := now
	if n := len(l.waiting); n > 0 {
		start = l.waiting[n-1]
	}
	leave := start.Add(time.Duration(int64(size) * 8 * int64(time.Second) / int64(rate)))
	l.waiting = append(l.waiting, leave)
	return leave
}

// arrive는 leave에 떠난 패킷이 닿는 때이다. 지터는 순서를 바꾸지 않는다. 순서는 늦는 패킷만 바꾼다.
// 둘을 나누어 두면, 학생이 하나씩 켜 볼 수 있다.
func (l *lane) arrive(leave time.Time, fate Fate, c Config) time.Time {
	at := leave.Add(c.Delay + time.Duration(fate.Wobble*float64(c.Jitter)))
	if fate.Late {
		return at.Add(max(c.Delay, minLate))
	}
	if at.Before(l.last) {
		at = l.last
	}
	l.last = at
	return at
}

// fly는 패킷을 띄운다. 둘이 된 것은 같은 때에 이어서 닿는다.
func (l *lane) fly(packet []byte, number uint64, at time.Time, double bool) {
	heap.Push(&l.air, flight{at, number, packet})
	if double {
		heap.Push(&l.air, flight{at, number, bytes.Clone(packet)}) // 받는 쪽은 제 것을 고쳐도 된다.
	}
	if l.air[0].number == number {
		select {
		case l.wake <- struct{}{}:
		default: // 이미 깨우라고 해 두었다.
		}
	}
}

// land는 가장 먼저 닿을 패킷을 내린다.
func (l *lane) land() flight { return heap.Pop(&l.air).(flight) }

// flight는 떠 있는 패킷이다.
type flight struct {
	at     time.Time
	number uint64
	packet []byte
}

// flights는 먼저 닿을 것이 앞에 오는 힙이다(container/heap). 같은 때에 닿으면 먼저 보낸 것이 앞이다.
type flights []flight

func (f flights) Len() int      { return len(f) }
func (f flights) Swap(i, j int) { f[i], f[j] = f[j], f[i] }
func (f flights) Less(i, j int) bool {
	if f[i].at.Equal(f[j].at) {
		return f[i].number < f[j].number
	}
	return f[i].at.Before(f[j].at)
}

func (f *flights) Push(x any) { *f = append(*f, x.(flight)) }
func (f *flights) Pop() any {
	old := *f
	top := old[len(old)-1]
	old[len(old)-1] = flight{} // 놓아 주지 않으면 패킷이 메모리에 남는다.
	*f = old[:len(old)-1]
	return top
}

// Package link는 두 호스트를 잇는 멀고 나쁜 선이다. 패킷을 늦추고, 잃고, 둘로 만들고, 순서를 바꾼다.
// 패킷의 속은 보지 않는다. 무엇을 다시 보낼지는 양쪽의 TCP가 정한다.
package link

import (
	"context"
	"sync"
	"time"
)

// Direction은 누가 보냈는지이다.
type Direction int

const (
	Up   Direction = iota // 클라이언트 → 서버
	Down                  // 서버 → 클라이언트
)

// Config는 선의 성질이다. 두 방향이 똑같다.
type Config struct {
	Delay  time.Duration // 한쪽으로 가는 데 걸리는 시간. 왕복(RTT)의 절반이다
	Jitter time.Duration // 거기에 더 걸리는 시간. 패킷마다 0부터 이만큼까지 다르다
	Rate   int           // 1초에 내보내는 비트. 0이면 한도가 없다
	Queue  int           // 내보내기를 기다릴 수 있는 패킷의 수. 넘치면 버린다
	Odds
	Seed uint64
}

const (
	maxAir  = 1 << 14               // 선 위에 떠 있을 수 있는 패킷. 1500바이트씩 한 방향에 24MiB를 넘지 않는다
	minLate = 10 * time.Millisecond // 지연이 없는 선에서도 늦는 패킷은 이만큼 늦는다
)

// Link는 선이다. Run을 부르기 전에 보낸 것은 Run을 부를 때까지 닿지 않는다.
type Link struct {
	begin time.Time
	watch func(Event)

	mu     sync.Mutex
	config Config
	dark   [2]time.Time // 이 사이에 내보낸 것은 모두 사라진다
	lanes  [2]lane
}

// New는 선을 놓는다. 패킷에 일이 생길 때마다 watch를 부른다. watch는 막히면 안 되고, 선을 다시 부르면 안 된다.
func New(config Config, watch func(Event)) *Link {
	l := &Link{begin: time.Now(), watch: watch, config: config}
	for i := range l.lanes {
		l.lanes[i].wake = make(chan struct{}, 1)
	}
	return l
}

// Set은 선의 성질을 바꾼다. 이미 떠난 패킷은 그대로 간다.
func (l *Link) Set(config Config) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.config = config
}

// Config는 지금의 성질이다.
func (l *Link) Config() Config {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.config
}

// Blackout은 지금부터 after가 지난 뒤 length 동안 선을 끊는다. 그때 내보내는 패킷은 모두 사라진다.
func (l *Link) Blackout(length, after time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	from := time.Now().Add(after)
	l.dark = [2]time.Time{from, from.Add(length)}
}

// Send는 from이 보낸 패킷을 선에 올린다. 기다리지 않는다. packet은 선의 것이 된다.
func (l *Link) Send(from Direction, packet []byte) {
	l.mu.Lock()
	defer l.mu.Unlock()
	now, lane, c := time.Now(), &l.lanes[from], l.config
	lane.number++
	e := Event{At: now.Sub(l.begin), From: from, Number: lane.number, Packet: packet}
	e.Kind, e.Fate = Sent, c.Decide(c.Seed, from, lane.number)
	l.watch(e)

	e.Kind = Dropped
	if lane.full(now, c) {
		e.Why = QueueFull
		l.watch(e)
		return
	}
	leave := lane.leave(now, len(packet), c.Rate)
	switch {
	case !leave.Before(l.dark[0]) && leave.Before(l.dark[1]):
		e.Why = Blackout
		l.watch(e)
	case e.Fate.Drop:
		e.Why = Loss
		l.watch(e)
	default:
		lane.fly(packet, e.Number, lane.arrive(leave, e.Fate, c), e.Fate.Double)
	}
}

// Run은 ctx가 취소될 때까지 패킷을 나른다. up은 Up의 패킷을, down은 Down의 패킷을 받는다.
func (l *Link) Run(ctx context.Context, up, down func(packet []byte)) {
	var both sync.WaitGroup
	defer both.Wait()
	both.Go(func() { l.carry(ctx, Up, up) })
	both.Go(func() { l.carry(ctx, Down, down) })
}

// carry는 한 방향을 나른다. 닿을 때가 된 것을 하나씩 건네고, 다음 것이 닿을 때까지 잔다.
func (l *Link) carry(ctx context.Context, from Direction, deliver func([]byte)) {
	timer := time.NewTimer(0)
	defer timer.Stop()
	for ctx.Err() == nil {
		packet, wait := l.next(from)
		if packet != nil {
			deliver(packet)
			continue
		}
		timer.Reset(wait)
		select {
		case <-ctx.Done():
		case <-l.lanes[from].wake: // 더 먼저 닿을 것이 떠났다.
		case <-timer.C:
		}
	}
}

// next는 닿을 때가 된 패킷이다. 아직 없으면 얼마나 기다릴지를 돌려준다.
func (l *Link) next(from Direction) (packet []byte, wait time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	lane, now := &l.lanes[from], time.Now()
	if len(lane.air) == 0 {
		return nil, time.Hour
	}
	if wait := lane.air[0].at.Sub(now); wait > 0 {
		return nil, wait
	}
	f := lane.land()
	l.watch(Event{At: now.Sub(l.begin), Kind: Delivered, From: from, Number: f.number, Packet: f.packet})
	return f.packet, 0
}

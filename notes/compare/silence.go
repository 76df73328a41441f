package main

import (
	"context"
	"errors"
	"time"
)

// moment는 조용한 동안의 한때이다. 그때까지의 바이트와, 서버가 쓴 CPU이다.
type moment struct {
	at    time.Time
	bytes int
	cpu   time.Duration
}

// beats는 조용한 동안 서버가 무엇인가 보낸 때들이다. 사이의 것은 잊는다.
type beats struct {
	times       int
	first, last moment
}

// oneBeat보다 가까이 온 것은 한 번에 보낸 것이다. HTTP/2의 응답 하나는 TLS의 레코드 둘로 나뉘어 오기도 한다.
const oneBeat = 20 * time.Millisecond

func (b *beats) add(m moment) {
	switch {
	case b.times == 0:
		b.first, b.times = m, 1
	case b.times == 1 && m.at.Sub(b.last.at) < oneBeat:
		b.first = m // 첫 주기는 나뉘어 온 것이 다 온 때부터 센다.
	default:
		b.times++
	}
	b.last = m
}

var errOneBeat = errors.New("조용한 동안 서버가 한 번만 보냈습니다. 주기를 알 수 없습니다")

// minute는 start에서 end까지 본 것으로, 조용한 1분에 드는 바이트와 CPU(밀리초)를 구한다.
//
// 정해진 시간을 재서 1분으로 늘리면, 그 시간에 주기가 몇 번 들어갔는지에 따라 값이 달라진다. 그래서 서버가 보낸
// 때에서 서버가 보낸 때까지, 온전한 주기만 센다. 짧은 응답은 한 번에 지나가므로, 그 사이의 바이트는 주기의 몇 배이다.
func (b beats) minute(start, end moment) (bytes int, cpu float64, err error) {
	switch b.times {
	case 0: // 주기라고 할 것이 없다. 본 동안을 모두 센다.
	case 1:
		return 0, 0, errOneBeat
	default:
		start, end = b.first, b.last
	}
	perMinute := float64(time.Minute) / float64(end.at.Sub(start.at))
	bytes = int(float64(end.bytes-start.bytes)*perMinute + 0.5)
	return bytes, milliseconds(end.cpu-start.cpu) * perMinute, nil
}

// listen은 length 동안 말없이 지켜보고, 조용한 1분에 드는 바이트와 CPU를 돌려준다. cpu는 서버가 지금까지 쓴 것이다.
func (c *counter) listen(ctx context.Context, length time.Duration, cpu func() time.Duration) (int, float64, error) {
	now := func(t tally) moment { return moment{time.Now(), t.Bytes[0] + t.Bytes[1], cpu()} }
	var heard beats
	c.mu.Lock()
	start := now(c.now)
	c.onDown = func(t tally) { heard.add(now(t)) }
	c.mu.Unlock()

	var err error
	select {
	case <-time.After(length):
	case <-ctx.Done():
		err = ctx.Err()
	}
	c.mu.Lock()
	c.onDown = nil
	end := now(c.now)
	c.mu.Unlock()
	if err != nil {
		return 0, 0, err
	}
	return heard.minute(start, end)
}

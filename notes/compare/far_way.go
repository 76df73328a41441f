package main

import (
	"context"
	"encoding/json"
	"sync"
	"time"
)

// farFigures는 먼 네트워크에서 방법 하나를 잰 값이다. 시간은 밀리초이다.
type farFigures struct {
	Name    string  `json:"name"`
	First   rounds  `json:"firstMilliseconds"` // 연결을 시작하고 첫 메시지를 보기까지. 오지 않은 것은 없다
	P50     float64 `json:"p50Milliseconds"`   // 그 뒤의 메시지를 보내고 보기까지
	P95     float64 `json:"p95Milliseconds"`
	P99     float64 `json:"p99Milliseconds"`
	Lost    int     `json:"lost"`
	Bytes   float64 `json:"lineBytes"` // 메시지 하나에 선을 지난 바이트. IP와 TCP의 헤더, ACK, 다시 보낸 것까지 두 방향을 더한다
	Dropped int     `json:"dropped"`   // 사라진 패킷
	Again   int     `json:"retransmitted"`
	Trouble string  `json:"trouble,omitempty"`
}

// measureWay는 서버를 켜고 그 앞에 선을 놓는다. 새로 연결하기를 되풀이하고, 마지막 연결로 지연을 잰다.
func (p place) measureWay(ctx context.Context, w way, row *farFigures) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	s, err := startServer(ctx, w, p.folder)
	if err != nil {
		return err
	}
	defer s.wait()
	defer stop()
	var packets packets
	line, err := p.program.Start(s.addr, w.udp, packets.watch, p.args...)
	if err != nil {
		return err
	}
	defer line.End()

	if w.http { // 첫 메시지를 미리 적어 둔다. 방은 새로 온 클라이언트에게 기억하는 것을 모두 준다.
		if err := w.sender(ctx, s.addr, nil)(hello); err != nil {
			return err
		}
	}
	last, err := p.meetAgain(ctx, w, line.Addr, row)
	if err != nil {
		return err
	}
	defer last.leave()
	before := packets.read()
	job := job{Messages: p.work.Messages, Every: p.work.Every}
	delays, err := job.run(ctx, w.sender(ctx, s.addr, last.typed), last.arrived)
	if err != nil {
		return err
	}
	row.add(delays, job.Messages)
	after := packets.read()
	row.Bytes = float64(after.bytes-before.bytes) / float64(job.Messages)
	row.Dropped, row.Again = after.dropped-before.dropped, after.again-before.again
	return nil
}

// meetAgain은 새로 연결하기를 되풀이하며 첫 메시지를 잰다. 마지막 연결은 끊지 않고 돌려준다.
func (p place) meetAgain(ctx context.Context, w way, gate string, row *farFigures) (last *visitor, err error) {
	for range p.work.Firsts {
		if last != nil {
			last.leave()
		}
		var first rounds
		if last, first, err = p.meet(ctx, w, gate); err != nil {
			return nil, err
		}
		row.First = append(row.First, first...)
	}
	return last, nil
}

func (f *farFigures) add(delays []time.Duration, sent int) {
	f.Lost = sent - len(delays)
	if len(delays) == 0 {
		return
	}
	all := toRounds(delays)
	f.P50, f.P95, f.P99 = all.median(), all.rank(0.95), all.rank(0.99)
}

// packets는 선을 지난 패킷을 센다.
type packets struct {
	mu    sync.Mutex
	total passed
}

type passed struct{ bytes, dropped, again int }

// watch는 선에서 생긴 일 하나를 읽는다. 알 수 없는 줄은 세지 않는다.
func (p *packets) watch(line []byte) {
	var e struct {
		Kind          string
		Size          int
		Retransmitted bool
	}
	if json.Unmarshal(line, &e) != nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	switch e.Kind {
	case "sent":
		p.total.bytes += e.Size
	case "dropped":
		p.total.dropped++
	}
	if e.Retransmitted {
		p.total.again++
	}
}

func (p *packets) read() passed {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.total
}

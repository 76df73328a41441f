package main

import (
	"context"
	"fmt"
	"os"
)

const (
	parts = 5 // 한 번 재는 메시지를 이만큼 나누어 번갈아 한다
	burst = 8 // 이어서 말하는 메시지의 수
)

// works는 시키는 일이다: 하나씩 말하기와 이어서 말하기.
var works = [...]int{1, burst}

// row는 표의 한 줄이다. 값은 번마다 하나씩 있다.
type row struct {
	server
	deliver [len(works)][]float64 // 메시지 하나가 한 사람에게 닿는 데 쓴 CPU. 브로커의 것까지, 마이크로초
	broker  []float64             // 하나씩 말할 때 그 가운데 브로커가 쓴 것
	bytes   []float64             // 하나씩 말할 때 그 메시지를 담고 온 WebSocket의 페이로드
	enter   []float64             // 한 사람이 들어오는 데 쓴 CPU. 밀리초
	memory  []float64             // 말없는 한 사람의 메모리. KiB
	trouble error                 // 재지 못한 이유
}

// takeTurns는 서버를 모두 새로 켜고 사람들을 들여보낸 다음, 번갈아 말하게 한다.
func (p plan) takeTurns(ctx context.Context, folder string, rows []*row, round int) {
	seats := make([]*seat, len(rows))
	fmt.Fprintf(os.Stderr, "%d/%d: 들어오는 중\n", round+1, p.rounds)
	for i, r := range rows {
		seats[i] = &seat{row: r}
		defer seats[i].end()
		if r.trouble == nil && ctx.Err() == nil {
			r.trouble = seats[i].open(ctx, folder, p.members)
		}
	}
	for w := range works {
		fmt.Fprintf(os.Stderr, "%d/%d: %d개씩 말하는 중\n", round+1, p.rounds, works[w])
		p.work(ctx, seats, w, round)
	}
}

// work는 일 하나를 잘게 나누어 번갈아 시킨다. 컴퓨터가 잠깐 바빠져도 모두가 함께 겪는다.
func (p plan) work(ctx context.Context, seats []*seat, w, round int) {
	spent := make([]cost, len(seats))
	times := max(1, p.messages/parts/works[w])
	for turn := range (parts + 1) * len(seats) {
		i := (turn + turn/len(seats) + round) % len(seats) // 앞에 하는 쪽을 번갈아 바꾼다.
		if seats[i].trouble != nil || ctx.Err() != nil {
			continue
		}
		var used cost
		used, seats[i].trouble = seats[i].talk(ctx, works[w], times)
		if turn >= len(seats) { // 첫 차례는 몸풀기이다.
			spent[i].add(used)
		}
	}
	for i, s := range seats {
		if s.trouble == nil && ctx.Err() == nil {
			s.record(w, spent[i], float64(parts*times*works[w]*p.members))
		}
	}
}

func (c *cost) add(more cost) {
	c.server += more.server
	c.broker += more.broker
	c.bytes += more.bytes
}

// record는 deliveries번 닿는 동안 쓴 것을 적는다.
func (r *row) record(w int, spent cost, deliveries float64) {
	r.deliver[w] = append(r.deliver[w], float64((spent.server+spent.broker).Nanoseconds())/1000/deliveries)
	if works[w] == 1 {
		r.broker = append(r.broker, float64(spent.broker.Nanoseconds())/1000/deliveries)
		r.bytes = append(r.bytes, float64(spent.bytes)/deliveries)
	}
}

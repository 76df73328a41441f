package main

import (
	"context"
	"fmt"
	"os"
	"time"

	"socketworkbook/notes/cost/child"
)

const (
	parts = 16                    // 한 번 재는 것을 이만큼 나누어 번갈아 한다
	part  = 20 * time.Millisecond // 나눈 하나에서 서버가 쓸 CPU. 일의 양을 이만큼으로 맞춘다
)

// result는 표 하나를 잰 것이다.
type result struct {
	job
	rounds  int
	costs   [][][]float64 // 일, 프로그램, 번. 메시지 하나에 쓴 CPU. 단위는 나노초
	memory  [][]float64   // 프로그램, 번. 말없는 연결 하나의 메모리. 단위는 KiB
	lines   []int         // 프로그램마다 코드의 줄 수
	trouble []error       // 재지 못한 이유
}

// measure는 프로그램을 모두 켜 두고, 일마다 번갈아 rounds번 잰다.
func (j job) measure(ctx context.Context, folder string, rounds int) (*result, error) {
	n := len(j.programs)
	r := &result{job: j, rounds: rounds, memory: make([][]float64, n), lines: make([]int, n), trouble: make([]error, n)}
	running := make([]*child.Process, n)
	for i, p := range j.programs {
		var err error
		if r.lines[i], err = countLines(p.files); err != nil {
			return nil, err
		}
		if running[i], r.trouble[i] = child.Start(ctx, folder, p.command); r.trouble[i] == nil {
			defer running[i].Stop()
		}
	}
	for _, w := range j.works {
		costs := make([][]float64, n)
		times := make([]int, n)
		for round := range rounds + 1 { // 첫 번은 몸풀기이다.
			fmt.Fprintf(os.Stderr, "%s, %s: 재는 중 %d/%d\n", j.name, w.name, round, rounds)
			used := r.takeTurns(ctx, w, running, times, round)
			if ctx.Err() != nil {
				return nil, ctx.Err()
			}
			for i := range used {
				if round > 0 && r.trouble[i] == nil {
					costs[i] = append(costs[i], used[i])
				}
			}
		}
		r.costs = append(r.costs, costs)
	}
	return r, r.measureMemory(ctx, folder)
}

// takeTurns는 모두에게 w를 한 번씩 시키고, 메시지 하나에 쓴 CPU를 돌려준다. 한 번을 잘게 나누어
// 번갈아 하므로, 컴퓨터가 잠깐 바빠져도 모두가 함께 겪는다. times는 첫 번에 정한다.
func (r *result) takeTurns(ctx context.Context, w work, running []*child.Process, times []int, round int) []float64 {
	n := len(running)
	do := make([]func(int) error, n)
	for i, p := range running {
		if r.trouble[i] != nil {
			continue
		}
		var end func()
		if do[i], end, r.trouble[i] = w.load(p.Addr); end != nil {
			defer end()
		}
	}
	used := make([]float64, n)
	for turn := range parts * n {
		i := (turn + turn/n + round) % n // 앞에 하는 쪽을 번갈아 바꾼다.
		if r.trouble[i] != nil || ctx.Err() != nil {
			continue
		}
		if times[i] == 0 {
			times[i], r.trouble[i] = calibrate(running[i], do[i])
			continue
		}
		cpu, err := running[i].During(func() error { return do[i](times[i]) })
		used[i] += float64(cpu.Nanoseconds()) / float64(parts*times[i]*w.unit)
		r.trouble[i] = err
	}
	return used
}

// calibrate는 서버가 part만큼의 CPU를 쓰려면 몇 번 시켜야 하는지 알아본다.
func calibrate(p *child.Process, do func(int) error) (times int, err error) {
	for times = 1; ; times *= 2 {
		cpu, err := p.During(func() error { return do(times) })
		if err != nil {
			return 0, err
		}
		if cpu > part/2 {
			return max(1, int(float64(times)*float64(part)/float64(cpu))), nil
		}
	}
}

package main

import (
	"context"
	"fmt"
	"io"
	"net"
	"os"

	"socketworkbook/notes/cost/child"
)

const (
	idleConns   = 10_000
	memoryTimes = 3 // 메모리는 CPU보다 덜 흔들린다
)

// measureMemory는 프로그램마다 말없는 연결 만 개를 붙여 보고, 하나가 차지하는 메모리를 잰다.
func (r *result) measureMemory(ctx context.Context, folder string) error {
	if r.hello == "" {
		return nil
	}
	for i, p := range r.programs {
		for round := range min(memoryTimes, r.rounds) {
			if r.trouble[i] != nil {
				break
			}
			fmt.Fprintf(os.Stderr, "%s, %s의 메모리: 재는 중 %d/%d\n", r.name, p.name, round+1, min(memoryTimes, r.rounds))
			var each float64
			if each, r.trouble[i] = r.idle(ctx, folder, p.command); r.trouble[i] == nil {
				r.memory[i] = append(r.memory[i], each)
			}
			if ctx.Err() != nil {
				return ctx.Err()
			}
		}
	}
	return nil
}

// idle은 서버를 새로 켜고 말없는 연결을 붙여, 하나의 메모리를 KiB로 돌려준다.
func (r *result) idle(ctx context.Context, folder string, command []string) (each float64, err error) {
	p, err := child.Start(ctx, folder, command)
	if err != nil {
		return 0, err
	}
	defer p.Stop()
	first, err := r.join(p, 10) // 서버가 처음 한 번만 하는 일을 마치게 한다.
	defer first.leave()
	if err != nil {
		return 0, err
	}
	before, err := p.Resident()
	if err != nil {
		return 0, err
	}
	rest, err := r.join(p, idleConns)
	defer rest.leave()
	if err != nil {
		return 0, err
	}
	after, err := p.Resident()
	return (after - before) / idleConns, err
}

// join은 연결 n개를 하나씩 붙이고, 서버가 조용해질 때까지 기다린다. 한꺼번에 붙이면 핸드셰이크에 쓰는
// 메모리가 겹쳐서, 조용한 연결의 메모리가 아니게 된다.
func (r *result) join(p *child.Process, n int) (conns crowd, err error) {
	for range n {
		one, err := gather("tcp", p.Addr, 1)
		if err != nil {
			return conns, err
		}
		conns = append(conns, one...)
		one[0].(*net.TCPConn).SetLinger(0) // 닫을 때 만 개가 TIME-WAIT으로 남지 않게 한다.
		if _, err := io.WriteString(one[0], r.hello); err != nil {
			return conns, err
		}
		if r.mute {
			continue
		}
		if _, err := one[0].Read(make([]byte, 4096)); err != nil {
			return conns, err
		}
	}
	return conns, p.Settle()
}

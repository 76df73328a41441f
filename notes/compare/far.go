package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"slices"
	"sync"
	"time"

	"socketworkbook/internal/distance"
	"socketworkbook/internal/web"
)

// farJob은 먼 네트워크에서 방법마다 똑같이 시키는 일이다.
type farJob struct {
	Firsts   int           // 새로 연결해서 첫 메시지를 받아 보는 횟수
	Messages int           // 지연을 잴 때 보낼 메시지의 수
	Every    time.Duration // 보내는 간격
}

// p99가 가장 긴 값과 다르려면 메시지가 백 개를 넘어야 한다. 폴링의 방은 200개까지 기억한다.
var farWork = farJob{Firsts: 9, Messages: 200, Every: 50 * time.Millisecond}

// run은 먼 네트워크에서 재고, 적고, 그린다.
func (f *far) run(ctx context.Context, chosen []way, wide, asJSON bool) error {
	all, err := f.compare(ctx, chosen, farWork, os.Stderr)
	if ctx.Err() != nil {
		return nil // Ctrl-C를 눌렀다.
	}
	if err != nil {
		return err
	}
	if f.svg != "" {
		if err := os.WriteFile(f.svg, []byte(drawFar(all)), 0o644); err != nil {
			return fmt.Errorf("그림 적기: %w", err)
		}
	}
	if asJSON {
		return printFarJSON(os.Stdout, farWork, all)
	}
	printFar(os.Stdout, farWork, all, wide)
	return nil
}

// network는 한 가지 네트워크와, 거기서 잰 것이다.
type network struct {
	Name string       `json:"name"`
	Args []string     `json:"options"`
	Rows []farFigures `json:"rows"`
}

// compare는 고른 방법을 네트워크마다 모두 함께 잰다. TLS를 쓸 수 있는 것은 쓰는 것도 잰다.
func (f *far) compare(ctx context.Context, chosen []way, work farJob, log io.Writer) ([]network, error) {
	chosen, err := withTLSToo(chosen)
	if err != nil {
		return nil, err
	}
	program, remove, err := distance.Build(ctx, log)
	if err != nil {
		return nil, err
	}
	defer remove()
	folder, err := os.MkdirTemp("", "compare")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(folder)
	fmt.Fprintln(log, "수업을 빌드합니다.")
	if err := build(ctx, chosen, folder); err != nil {
		return nil, err
	}
	all := f.conditions()
	for i := range all {
		fmt.Fprintf(log, "%d/%d %s. 방법마다 %d번 연결하고, 메시지 %d개를 %v마다 보냅니다.\n", i+1, len(all), all[i].Name, work.Firsts, work.Messages, work.Every)
		place := place{program, all[i].Args, folder, work}
		if all[i].Rows, err = place.measure(ctx, chosen); err != nil {
			return nil, err
		}
	}
	return all, ctx.Err()
}

// place는 방법들을 재는 곳이다.
type place struct {
	program distance.Program
	args    []string // 네트워크의 옵션
	folder  string   // 빌드한 수업들
	work    farJob
}

// measure는 방법마다 저만의 선을 놓고 함께 잰다. 하나가 실패해도 그 줄에만 적는다. 옵션이 틀렸으면 모두 그만둔다.
func (p place) measure(ctx context.Context, chosen []way) ([]farFigures, error) {
	trial, err := p.program.Start("127.0.0.1:1", true, nil, p.args...)
	if err != nil {
		return nil, err
	}
	trial.End()
	rows := make([]farFigures, len(chosen))
	var all sync.WaitGroup
	for i, w := range chosen {
		all.Go(func() {
			bounded, stop := context.WithTimeout(ctx, 3*time.Minute) // 멈춘 서버나 클라이언트는 이 줄만 포기한다.
			defer stop()
			rows[i] = farFigures{Name: w.Name}
			if err := p.measureWay(bounded, w, &rows[i]); err != nil {
				rows[i].Trouble = err.Error()
			}
		})
	}
	all.Wait()
	return rows, ctx.Err()
}

// withTLSToo는 TLS를 쓸 수 있는 방법마다 쓰는 줄을 곁에 더한다. 01과 02에는 TLS가 없다.
func withTLSToo(chosen []way) (all []way, err error) {
	for _, w := range chosen {
		all = append(all, w)
		if pair, err := besideTLS([]way{w}); err == nil {
			all = append(all, pair[1])
		}
	}
	if slices.ContainsFunc(all, func(w way) bool { return w.tls }) {
		_, err = web.Trust(true) // 인증 기관이 없다면 지금 만든다. 서버 여럿이 한꺼번에 만들지 않게 한다.
	}
	return all, err
}

package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"sync"
	"time"
)

// job은 모든 방법에 똑같이 시키는 일이다.
type job struct {
	Messages int           // 바이트를 셀 때 보낼 메시지의 수
	Every    time.Duration // 보내는 간격
	Silence  time.Duration // 그 뒤에 말없이 지켜보는 시간. 가장 긴 주기(WS의 핑 30초)가 두 번 들어가야 한다
	Samples  int           // 지연을 잴 때 보낼 메시지의 수
	Clients  int           // 메모리를 잴 때 붙는 말없는 클라이언트의 수
	Burst    int           // CPU를 잴 때 보낼 메시지의 수
	Rounds   int           // CPU와 메모리를 되풀이해 재는 수

	// FromSecond이면 시작을 첫 응답까지가 아니라 둘째 메시지를 보내기 직전까지로 센다. 봉한 것에서는 어디까지가
	// 핸드셰이크이고 어디부터 응답인지 중계가 알 수 없다.
	FromSecond bool
}

const memoryTime = 5 * time.Second // 메모리를 한 번 재는 데 걸리는 시간의 어림

// length는 이 일에 걸리는 시간의 어림이다. 바이트와 지연은 함께 잰다.
func (j job) length() time.Duration {
	bytes := time.Duration(j.Messages)*j.Every + j.Silence
	delays := time.Duration(j.Samples) * j.Every
	return max(bytes, delays) + time.Duration(j.Rounds)*(time.Duration(j.Burst)*burstEvery+memoryTime)
}

// compare는 고른 방법을 모두 함께 돌린다. 하나가 실패해도 그 줄에만 적는다.
func compare(ctx context.Context, chosen []way, work job, log io.Writer) ([]figures, error) {
	folder, err := os.MkdirTemp("", "compare")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(folder)
	fmt.Fprintf(log, "수업을 빌드합니다.\n")
	if err := build(ctx, chosen, folder); err != nil {
		return nil, err
	}
	fmt.Fprintf(log, "메시지 %d개를 %v마다 보내고, %v초 동안 말없이 지켜봅니다. 그동안 지연을 메시지 %d개로 잽니다.\nCPU와 메모리는 %d번씩 잽니다. 모두 %d초쯤 걸립니다.\n",
		work.Messages, work.Every, work.Silence.Seconds(), work.Samples, work.Rounds, int(work.length().Seconds())+1)

	rows := make([]figures, len(chosen))
	shown := showProgress(log, isTerminal(log), chosen, work.length())
	defer shown.end()
	var all sync.WaitGroup
	for i, w := range chosen {
		all.Go(func() {
			// 서버가 멈추거나 클라이언트가 매달려도 이 줄만 포기한다. 바쁜 컴퓨터에서는 어림의 두 배도 걸린다.
			bounded, stop := context.WithTimeout(ctx, 2*work.length()+40*time.Second)
			defer stop()
			rows[i] = figures{Name: w.Name}
			last := "끝"
			if err := measureAll(bounded, w, work, folder, &rows[i], shown); err != nil {
				rows[i].Trouble, last = err.Error(), "재지 못함"
			}
			shown.set(w.Name, last)
		})
	}
	all.Wait()
	return rows, nil
}

// measureAll은 한 방법의 모든 값을 잰다.
func measureAll(ctx context.Context, w way, work job, folder string, row *figures, shown *progress) error {
	shown.set(w.Name, "바이트와 지연")
	var bytesErr, delayErr error
	var both sync.WaitGroup
	both.Go(func() {
		bytesErr = w.with(ctx, folder, work.Messages, func(ctx context.Context, s *session) error { return s.weigh(ctx, work, row) })
	})
	both.Go(func() {
		delayErr = w.with(ctx, folder, work.Samples, func(ctx context.Context, s *session) error { return s.time(ctx, work, row) })
	})
	both.Wait()
	if err := cmp.Or(bytesErr, delayErr); err != nil {
		return err
	}
	for round := range work.Rounds {
		shown.set(w.Name, fmt.Sprintf("CPU와 메모리 %d/%d", round+1, work.Rounds))
		used, err := cpu(ctx, w, work, folder)
		if err != nil {
			return fmt.Errorf("CPU 재기: %w", err)
		}
		held, err := memory(ctx, w, work, folder)
		if err != nil {
			return fmt.Errorf("메모리 재기: %w", err)
		}
		row.CPU, row.Memory = append(row.CPU, used), append(row.Memory, float64(held))
	}
	return nil
}

const patience = 5 * time.Second // 마지막 메시지를 보내고, 덜 온 것을 기다리는 시간

var errGone = errors.New("클라이언트가 먼저 끝났습니다")

// run은 메시지를 간격마다 보내고, 저마다 보일 때까지 걸린 시간을 돌려준다. 끝내 오지 않은 것은 없다.
func (j job) run(ctx context.Context, send func(string) error, arrived <-chan arrival) (delays []time.Duration, err error) {
	sent := make([]time.Time, 0, j.Messages)
	seen := map[int]bool{}
	ticker := time.NewTicker(j.Every)
	defer ticker.Stop()
	next := ticker.C
	var giveUp <-chan time.Time
	for len(delays) < j.Messages {
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-giveUp:
			return delays, nil
		case <-next:
			sent = append(sent, time.Now())
			if err := send(fmt.Sprintf("Hello %d", len(sent)-1)); err != nil {
				return nil, fmt.Errorf("보내기: %w", err)
			}
			if len(sent) == j.Messages {
				next, giveUp = nil, time.After(patience)
			}
		case a, ok := <-arrived:
			if !ok {
				return nil, errGone
			}
			if a.number >= 0 && a.number < len(sent) && !seen[a.number] {
				seen[a.number] = true
				delays = append(delays, a.at.Sub(sent[a.number]))
			}
		}
	}
	return delays, nil
}

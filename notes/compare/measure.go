package main

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"time"

	"socketworkbook/internal/relay"
	"socketworkbook/notes/compare/loopback"
)

// figures는 방법 하나를 잰 값이다. 시간은 밀리초, 크기는 바이트이다.
// 연결, 요청, 바이트는 첫 번에 센 것이다. 흔들리는 값은 되풀이한 것을 모두 적는다.
type figures struct {
	Name         string     `json:"name"`
	Connections  int        `json:"connections"`
	Requests     int        `json:"requests"`
	EmptyShare   float64    `json:"emptyShare"`   // 빈 응답을 받은 요청의 몫. 0~1
	Setup        [2]int     `json:"setupBytes"`   // 시작하는 데 든 바이트. 올라간 것, 내려온 것
	PerMessage   [2]float64 `json:"messageBytes"` // 그 뒤로 메시지 하나에 든 바이트
	SilentMinute int        `json:"silentMinuteBytes"`
	P50          rounds     `json:"p50Milliseconds"` // 보내고 보일 때까지
	P95          rounds     `json:"p95Milliseconds"`
	Lost         int        `json:"lost"`
	Memory       rounds     `json:"idleClientBytes"`            // 말없는 클라이언트 하나가 서버에서 쓰는 메모리
	CPU          rounds     `json:"cpuMillisecondsPerThousand"` // 서버가 메시지 1,000개에 쓰는 CPU
	Trouble      string     `json:"trouble,omitempty"`
}

// rounds는 같은 것을 되풀이해 잰 값이다.
type rounds []float64

// median은 가운데 값이다. 하나도 없으면 0이다.
func (r rounds) median() float64 {
	if len(r) == 0 {
		return 0
	}
	return slices.Sorted(slices.Values(r))[len(r)/2]
}

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

func machine() string {
	return fmt.Sprintf("%s/%s, 코어 %d개, %s, 한 컴퓨터 안(loopback)", runtime.GOOS, runtime.GOARCH, runtime.NumCPU(), runtime.Version())
}

// measure는 서버를 켜고, 그 앞에 중계를 세우고, 수업의 클라이언트를 중계에 붙여 work를 시킨다.
func measure(ctx context.Context, w way, work job, folder string, row *figures) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	s, err := startServer(ctx, w, folder)
	if err != nil {
		return err
	}
	defer s.wait()
	count := newCounter()
	between, err := intercept(ctx, w, s.addr, count)
	if err != nil {
		return err
	}
	c, err := startClient(ctx, w, folder, between, work.Messages)
	if err != nil {
		return err
	}
	defer c.wait()
	defer stop() // 먼저 죽이고, 끝나기를 기다린다.
	if err := w.awaitStart(ctx, count, c); err != nil {
		return err
	}
	_, setup := count.read()
	delays, err := work.run(ctx, w.sender(ctx, s.addr, c.typed), c.arrived)
	if err != nil {
		return err
	}
	row.addDelays(delays, work.Messages)
	if work.Silence == 0 {
		return nil // 바이트는 첫 번에 세었다.
	}
	return row.addBytes(ctx, w, work, count, setup)
}

// awaitStart는 방법이 시작하기를 기다린다: TCP는 연결이 열리면, HTTP에서 시작하는 것은 첫 응답이 오면.
// UDP는 시작이랄 것이 없다.
func (w way) awaitStart(ctx context.Context, count *counter, c *client) error {
	started := count.start
	switch {
	case w.udp:
		return nil
	case w.plain:
		started = count.ready
	}
	select {
	case <-started:
		return nil
	case <-c.arrived: // 아직 아무것도 보내지 않았다. 무엇이 온다면 끝났다는 것뿐이다.
		return errGone
	case <-ctx.Done():
		return fmt.Errorf("시작하지 못했습니다: %w", ctx.Err())
	}
}

func (f *figures) addDelays(delays []time.Duration, sent int) {
	f.Lost += sent - len(delays)
	if len(delays) > 0 {
		slices.Sort(delays)
		f.P50 = append(f.P50, milliseconds(delays[len(delays)/2]))
		f.P95 = append(f.P95, milliseconds(delays[len(delays)*95/100]))
	}
}

// addBytes는 지금까지 센 것을 적고, 말없이 지켜본 다음에 그동안의 것을 적는다.
func (f *figures) addBytes(ctx context.Context, w way, work job, count *counter, setup tally) error {
	busy, _ := count.read()
	select {
	case <-time.After(work.Silence):
	case <-ctx.Done():
		return ctx.Err()
	}
	after, _ := count.read()

	if !w.udp { // 중계는 클라이언트의 주소를 셀 뿐, UDP에는 연결이 없다.
		f.Connections = busy.Connections
	}
	f.Requests = busy.Requests
	if busy.Requests > 0 {
		f.EmptyShare = float64(busy.Empty) / float64(busy.Requests)
	}
	f.Setup = setup.Bytes
	for i := range f.PerMessage {
		f.PerMessage[i] = float64(busy.Bytes[i]-setup.Bytes[i]) / float64(work.Messages)
	}
	quiet := after.Bytes[0] + after.Bytes[1] - busy.Bytes[0] - busy.Bytes[1]
	f.SilentMinute = int(float64(quiet) * float64(time.Minute) / float64(work.Silence))
	return nil
}

// intercept는 server 앞에 중계를 세우고, 클라이언트가 붙을 주소를 돌려준다.
func intercept(ctx context.Context, w way, server string, count *counter) (addr string, err error) {
	if w.udp {
		conn, err := loopback.ListenUDP()
		if err != nil {
			return "", err
		}
		go relay.UDP(ctx, conn, server, count.watch)
		return conn.LocalAddr().String(), nil
	}
	ln, err := loopback.Listen()
	if err != nil {
		return "", err
	}
	go relay.TCP(ctx, ln, server, count.watch)
	return ln.Addr().String(), nil
}

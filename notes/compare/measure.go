package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"slices"
	"strings"
	"time"

	"socketworkbook/internal/relay"
)

// figures는 방법 하나를 잰 값이다. 시간은 밀리초, 크기는 바이트이다.
// 연결, 요청, 바이트는 첫 번에 센 것이다. 흔들리는 값은 되풀이한 것을 모두 적는다.
type figures struct {
	Name         string     `json:"name"`
	Connections  int        `json:"connections"`
	Requests     int        `json:"requests"`
	EmptyShare   float64    `json:"emptyShare"`   // 소식이 없었던 요청의 몫. 0~1
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

	// 시작: TCP는 연결이 열리면, HTTP에서 시작하는 것은 첫 답이 오면. UDP는 시작이랄 것이 없다.
	wait := count.start
	if w.udp {
		wait = nil
	} else if !w.http && w.lesson == "01-raw-tcp" {
		wait = count.ready
	}
	if wait != nil {
		select {
		case <-wait:
		case <-c.arrived: // 아직 아무것도 보내지 않았다. 무엇이 온다면 끝났다는 소식뿐이다.
			return errGone
		case <-ctx.Done():
			return fmt.Errorf("시작하지 못했습니다: %w", ctx.Err())
		}
	}
	_, setup := count.read()

	delays, err := work.run(ctx, w.sender(ctx, s.addr, c.typed), c.arrived)
	if err != nil {
		return err
	}
	busy, _ := count.read()
	select {
	case <-time.After(work.Silence):
	case <-ctx.Done():
		return ctx.Err()
	}
	after, _ := count.read()

	row.Lost += work.Messages - len(delays)
	if len(delays) > 0 {
		slices.Sort(delays)
		row.P50 = append(row.P50, milliseconds(delays[len(delays)/2]))
		row.P95 = append(row.P95, milliseconds(delays[len(delays)*95/100]))
	}
	if work.Silence == 0 {
		return nil // 바이트는 첫 번에 세었다.
	}
	row.Connections = busy.Connections
	if w.udp {
		row.Connections = 0 // 중계는 클라이언트의 주소를 셀 뿐, UDP에는 연결이 없다.
	}
	row.Requests = busy.Requests
	if busy.Requests > 0 {
		row.EmptyShare = float64(busy.Empty) / float64(busy.Requests)
	}
	row.Setup = setup.Bytes
	for i := range row.PerMessage {
		row.PerMessage[i] = float64(busy.Bytes[i]-setup.Bytes[i]) / float64(work.Messages)
	}
	quiet := after.Bytes[0] + after.Bytes[1] - busy.Bytes[0] - busy.Bytes[1]
	row.SilentMinute = int(float64(quiet) * float64(time.Minute) / float64(work.Silence))
	return nil
}

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// intercept는 server 앞에 중계를 세우고, 클라이언트가 붙을 주소를 돌려준다.
func intercept(ctx context.Context, w way, server string, count *counter) (addr string, err error) {
	if w.udp {
		conn, err := net.ListenUDP("udp", &net.UDPAddr{IP: net.IPv4(127, 0, 0, 1)})
		if err != nil {
			return "", err
		}
		go relay.UDP(ctx, conn, server, count.watch)
		return conn.LocalAddr().String(), nil
	}
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	go relay.TCP(ctx, ln, server, count.watch)
	return ln.Addr().String(), nil
}

// arrival은 메시지 하나가 클라이언트의 화면에 보인 일이다.
type arrival struct {
	number int
	at     time.Time
}

// arrivals는 클라이언트가 적는 줄에서 "← … Hello N"을 찾는다. 클라이언트가 끝나면 채널을 닫는다.
func arrivals(printed io.Reader, messages int) <-chan arrival {
	arrived := make(chan arrival, messages*4)
	go func() {
		defer close(arrived)
		lines := bufio.NewScanner(printed)
		for lines.Scan() {
			at := time.Now()
			_, greeting, found := strings.Cut(lines.Text(), "Hello ")
			var number int
			if !found || !strings.HasPrefix(lines.Text(), "←") {
				continue
			}
			if n, _ := fmt.Sscanf(greeting, "%d", &number); n == 1 {
				select {
				case arrived <- arrival{number, at}:
				default: // 겹쳐 온 것이 너무 많다. 세지 않는다.
				}
			}
		}
	}()
	return arrived
}

const patience = 5 * time.Second // 마지막 메시지를 보내고, 덜 온 것을 기다리는 시간

// run은 메시지를 간격마다 보내고, 저마다 보일 때까지 걸린 시간을 돌려준다.
func (j job) run(ctx context.Context, send func(string) error, arrived <-chan arrival) (delays []time.Duration, err error) {
	sent := make([]time.Time, j.Messages)
	seen := make([]bool, j.Messages)
	next := 0
	ticker := time.NewTicker(j.Every)
	defer ticker.Stop()
	var giveUp <-chan time.Time
	for len(delays) < j.Messages {
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-ticker.C:
			if next == j.Messages {
				break
			}
			sent[next] = time.Now()
			if err := send(fmt.Sprintf("Hello %d", next)); err != nil {
				return nil, fmt.Errorf("보내기: %w", err)
			}
			if next++; next == j.Messages {
				giveUp = time.After(patience)
			}
		case a, ok := <-arrived:
			if !ok {
				return nil, errGone
			}
			if a.number >= 0 && a.number < next && !seen[a.number] {
				seen[a.number] = true
				delays = append(delays, a.at.Sub(sent[a.number]))
			}
		case <-giveUp:
			return delays, nil // 덜 온 것은 잃은 것으로 센다.
		}
	}
	return delays, nil
}

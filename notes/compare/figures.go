package main

import (
	"fmt"
	"math"
	"runtime"
	"slices"
	"time"
)

// figures는 방법 하나를 잰 값이다. 시간은 밀리초, 크기는 바이트이다.
// 연결, 요청, 바이트, 지연은 한 번 센 것이다. 흔들리는 메모리와 CPU는 되풀이한 것을 모두 적는다.
type figures struct {
	Name         string     `json:"name"`
	Connections  int        `json:"connections"`
	Requests     int        `json:"requests"`
	EmptyShare   float64    `json:"emptyShare"`   // 빈 응답을 받은 요청의 몫. 0~1
	Setup        [2]int     `json:"setupBytes"`   // 시작하는 데 든 바이트. 올라간 것, 내려온 것
	PerMessage   [2]float64 `json:"messageBytes"` // 그 뒤로 메시지 하나에 든 바이트
	SilentMinute int        `json:"silentMinuteBytes"`
	SilentCPU    rounds     `json:"silentMinuteCPUMilliseconds"` // 조용한 1분에 서버가 쓰는 CPU. 재지 못하는 시스템에서는 없다
	P50          rounds     `json:"p50Milliseconds"`             // 보내고 보일 때까지
	P95          rounds     `json:"p95Milliseconds"`
	Lost         int        `json:"lost"`
	Memory       rounds     `json:"idleClientBytes"`            // 말없는 클라이언트 하나가 서버에서 쓰는 메모리
	CPU          rounds     `json:"cpuMillisecondsPerThousand"` // 서버가 메시지 1,000개에 쓰는 CPU
	Trouble      string     `json:"trouble,omitempty"`
}

// addDelays는 지연의 가운데 값과, 스무 번에 한 번쯤 겪는 느린 값을 적는다. sent는 보낸 수이다.
func (f *figures) addDelays(delays []time.Duration, sent int) {
	f.Lost = sent - len(delays)
	if len(delays) == 0 {
		return
	}
	all := toRounds(delays)
	f.P50, f.P95 = rounds{all.median()}, rounds{all.rank(0.95)}
}

// rounds는 같은 것을 되풀이해 잰 값이다.
type rounds []float64

// toRounds는 시간들을 밀리초로 바꾼다.
func toRounds(all []time.Duration) (r rounds) {
	for _, d := range all {
		r = append(r, milliseconds(d))
	}
	return r
}

// median은 가운데 값이다. 값이 짝수 개이면 가운데 둘의 평균이다. 하나도 없으면 0이다.
func (r rounds) median() float64 {
	if len(r) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(r))
	return (sorted[(len(sorted)-1)/2] + sorted[len(sorted)/2]) / 2
}

// rank는 값의 share(0~1)가 그 값이거나 그보다 작은, 가장 작은 값이다(nearest rank).
func (r rounds) rank(share float64) float64 {
	sorted := slices.Sorted(slices.Values(r))
	return sorted[int(math.Ceil(share*float64(len(sorted))))-1]
}

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

func machine() string {
	return fmt.Sprintf("%s/%s, 코어 %d개, %s, 한 컴퓨터 안(loopback)", runtime.GOOS, runtime.GOARCH, runtime.NumCPU(), runtime.Version())
}

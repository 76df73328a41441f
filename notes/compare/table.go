package main

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"
)

// conditions는 어떻게 쟀는지이다. 표의 수는 이 조건에서만 뜻이 있다.
func conditions(work job) []string {
	together := func(every time.Duration) int { return int(every / burstEvery) }
	return []string{
		fmt.Sprintf("조건: %s. 여러 방법을 함께 쟀다.", machine()),
		fmt.Sprintf("바이트는 \"Hello n\" %d개를 %v마다 보내며 셌다. TCP와 UDP에 실은 것만 센다.", work.Messages, work.Every),
		fmt.Sprintf("조용한 1분은 %v초 동안 지켜보고, 그 안의 온전한 주기만 세어 1분으로 바꾸었다.", work.Silence.Seconds()),
		fmt.Sprintf("지연은 메시지 %d개로 쟀다. p50은 가운데 값(짝수 개이면 가운데 둘의 평균), p95는 nearest rank이다.", work.Samples),
		fmt.Sprintf("메모리는 말없는 클라이언트 %d개로, CPU는 %v마다 보낸 메시지 %d개로 쟀다. HTTP의 CPU에는 메시지를 적는 POST도 들어 있다.", work.Clients, burstEvery, work.Burst),
		fmt.Sprintf("그래서 CPU를 잴 때 100ms마다 묻는 폴링은 한 번에 %d개쯤, 1초마다 묻는 폴링은 %d개쯤을 가져온다. 드문 메시지의 CPU가 아니다.",
			together(100*time.Millisecond), together(time.Second)),
		fmt.Sprintf("메모리와 CPU는 %d번 잰 가운데 값이고, 괄호 안은 가장 작은 값과 가장 큰 값이다.", work.Rounds),
	}
}

// printConditions는 조건을 문단 하나로 적는다. 빈칸 둘은 Markdown의 줄바꿈이다.
func printConditions(out io.Writer, work job) {
	fmt.Fprintf(out, "%s\n\n", strings.Join(conditions(work), "  \n"))
}

// printTable은 넓은 Markdown 표로 적는다. 노트에 그대로 옮길 수 있다.
func printTable(out io.Writer, rows []figures) {
	fmt.Fprintln(out, "| 방법 | 연결 | 요청 | 빈 응답 | 시작 ↑ | 시작 ↓ | 메시지 ↑ | 메시지 ↓ | 조용한 1분 | 지연 p50 | p95 | 잃음 | 메모리/클라이언트 | CPU/1000개 | CPU/조용한 1분 |")
	fmt.Fprintln(out, "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|")
	for _, r := range rows {
		if r.Trouble != "" {
			fmt.Fprintf(out, "| %s | 재지 못함: %s |%s\n", r.Name, strings.NewReplacer("|", "/", "\n", " ").Replace(r.Trouble), strings.Repeat(" – |", 13))
			continue
		}
		cells := append(r.bytesCells(), spread(r.P50, delay), spread(r.P95, delay), strconv.Itoa(r.Lost),
			spread(r.Memory, kib), spread(r.CPU, delay), r.silentCPU())
		fmt.Fprintf(out, "| %s | %s |\n", r.Name, strings.Join(cells, " | "))
	}
}

// bytesCells는 연결에서 조용한 1분까지의 칸이다.
func (r figures) bytesCells() []string {
	empty := "없음"
	if r.Requests > 0 {
		empty = fmt.Sprintf("%.0f%%", 100*r.EmptyShare)
	}
	return []string{strconv.Itoa(r.Connections), strconv.Itoa(r.Requests), empty, strconv.Itoa(r.Setup[0]), strconv.Itoa(r.Setup[1]),
		size(r.PerMessage[0]), size(r.PerMessage[1]), strconv.Itoa(r.SilentMinute)}
}

func (r figures) silentCPU() string {
	if len(r.SilentCPU) == 0 {
		return "재지 않음"
	}
	return delay(r.SilentCPU.median())
}

// spread는 가운데 값과, 그 둘레에 얼마나 흩어졌는지를 적는다.
func spread(r rounds, text func(float64) string) string {
	if len(r) == 0 {
		return "모두 잃음"
	}
	middle := text(r.median())
	if low, high := text(slices.Min(r)), text(slices.Max(r)); low != high {
		return fmt.Sprintf("%s (%s~%s)", middle, low, high)
	}
	return middle
}

func kib(bytes float64) string {
	if bytes == 0 {
		return "0"
	}
	return fmt.Sprintf("%.1fKiB", bytes/1024)
}

func size(bytes float64) string { return strconv.FormatFloat(bytes, 'f', 1, 64) }

// delay는 참인 만큼만 자세히 적는다. 한 컴퓨터 안에서 1ms 아래는 가를 수 없다.
func delay(ms float64) string {
	if ms < 1 {
		return "1ms 미만"
	}
	return fmt.Sprintf("%.0fms", ms)
}

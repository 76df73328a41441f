package main

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
)

// printTable은 Markdown 표로 적는다. 터미널에서 읽고 노트에 그대로 옮길 수 있다.
func printTable(out io.Writer, work job, rows []figures) {
	fmt.Fprintf(out, "조건: %s. \"Hello n\" %d개를 %v마다. 여러 방법을 함께 %d번 쟀다.\n", machine(), work.Messages, work.Every, work.Rounds)
	fmt.Fprintf(out, "바이트는 TCP와 UDP에 실은 것이다. 조용한 1분은 %v를 재서 1분으로 늘렸다.\n", work.Silence)
	fmt.Fprintf(out, "메모리는 말없는 클라이언트 %d개로, CPU는 메시지 %d개로 쟀다. HTTP의 CPU에는 메시지를 적는 POST도 들어 있다.\n", work.Clients, work.Burst)
	fmt.Fprintf(out, "연결, 요청, 바이트는 첫 번에 센 것이다. 지연, 메모리, CPU는 가운데 값이고, 괄호 안은 가장 작은 값과 가장 큰 값이다.\n\n")
	fmt.Fprintln(out, "| 방법 | 연결 | 요청 | 빈 응답 | 시작 ↑ | 시작 ↓ | 메시지 ↑ | 메시지 ↓ | 조용한 1분 | 지연 p50 | p95 | 잃음 | 메모리/클라이언트 | CPU/1000개 |")
	fmt.Fprintln(out, "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|")
	for _, r := range rows {
		if r.Trouble != "" {
			fmt.Fprintf(out, "| %s | 재지 못함: %s |%s\n", r.Name, strings.NewReplacer("|", "/", "\n", " ").Replace(r.Trouble), strings.Repeat(" – |", 12))
			continue
		}
		empty := "없음"
		if r.Requests > 0 {
			empty = fmt.Sprintf("%.0f%%", 100*r.EmptyShare)
		}
		fmt.Fprintf(out, "| %s | %d | %d | %s | %d | %d | %s | %s | %d | %s | %s | %d | %s | %s |\n", r.Name, r.Connections, r.Requests, empty,
			r.Setup[0], r.Setup[1], size(r.PerMessage[0]), size(r.PerMessage[1]), r.SilentMinute,
			spread(r.P50, delay), spread(r.P95, delay), r.Lost, spread(r.Memory, kib), spread(r.CPU, delay))
	}
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

// printMeaning은 표에서 읽을 것을 문장으로 적는다. 두 줄을 비교하는 말은 둘 다 쟀을 때만 한다.
func printMeaning(out io.Writer, rows []figures) {
	row := map[string]figures{}
	for _, r := range rows {
		if r.Trouble == "" {
			row[r.Name] = r
		}
	}
	cost := func(name string) float64 { return row[name].PerMessage[0] + row[name].PerMessage[1] }
	say := func(sentence string, need []string, values ...any) {
		for _, name := range need {
			if _, ok := row[name]; !ok {
				return
			}
		}
		fmt.Fprintf(out, "- "+sentence+"\n", values...)
	}
	fmt.Fprintln(out)
	say("폴링 100ms는 메시지 하나에 SSE의 %.0f배를 썼다. 요청 가운데 빈 응답을 받은 것이 %.0f%%이다.",
		[]string{"폴링 100ms", "SSE"}, cost("폴링 100ms")/cost("SSE"), 100*row["폴링 100ms"].EmptyShare)
	say("폴링의 지연은 묻는 간격의 절반쯤이다: 100ms마다 물으면 %s, 1초마다 물으면 %s.",
		[]string{"폴링 100ms", "폴링 1s"}, delay(row["폴링 100ms"].P50.median()), delay(row["폴링 1s"].P50.median()))
	say("폴링 100ms는 아무 일이 없어도 1분에 %d바이트를 쓴다. WS는 %d바이트이다.",
		[]string{"폴링 100ms", "WS"}, row["폴링 100ms"].SilentMinute, row["WS"].SilentMinute)
	say("내려온 것만 보면 메시지 하나에 SSE는 %.1f바이트, WS는 %.1f바이트이다. TCP의 줄은 %.1f바이트이다.",
		[]string{"SSE", "WS", "TCP"}, row["SSE"].PerMessage[1], row["WS"].PerMessage[1], row["TCP"].PerMessage[1])
	fmt.Fprintln(out, "- 서버가 먼저 보내는 방법들의 지연은 한 컴퓨터 안에서 가를 수 없다. 이 표의 지연으로 순위를 매기지 않는다.")
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

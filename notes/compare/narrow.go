package main

import (
	"fmt"
	"io"
	"strconv"
	"strings"
)

const tableWidth = 100 // 터미널의 칸 수. 한글은 두 칸이다

// printNarrow는 터미널에서 읽을 것을 적는다. 문장이 먼저이고, 표는 둘로 나누어 100칸에 넣는다.
func printNarrow(out io.Writer, work job, rows []figures) {
	for _, sentence := range meaning(rows) {
		fmt.Fprintln(out, wrap("- "+sentence, tableWidth, "  "))
	}
	bytes := [][]string{{"방법", "연결", "요청", "빈 응답", "시작 ↑", "시작 ↓", "메시지 ↑", "메시지 ↓", "조용한 1분"}}
	times := [][]string{{"방법", "지연 p50", "p95", "잃음", "메모리/클라이언트", "CPU/1000개", "CPU/조용한 1분"}}
	var troubles []string
	for _, r := range rows {
		if r.Trouble != "" {
			troubles = append(troubles, fmt.Sprintf("%s: 재지 못함. %s", r.Name, r.Trouble))
			continue
		}
		bytes = append(bytes, append([]string{r.Name}, r.bytesCells()...))
		times = append(times, []string{r.Name, spread(r.P50, delay), spread(r.P95, delay), strconv.Itoa(r.Lost),
			brief(r.Memory, kib, "KiB"), brief(r.CPU, delay, "ms"), r.silentCPU()})
	}
	fmt.Fprint(out, "\n바이트\n")
	printGrid(out, bytes)
	fmt.Fprint(out, "\n시간과 메모리\n")
	printGrid(out, times)
	for _, trouble := range troubles {
		fmt.Fprintln(out, wrap(trouble, tableWidth, "  "))
	}
	fmt.Fprintln(out)
	for _, condition := range conditions(work) {
		fmt.Fprintln(out, wrap(condition, tableWidth, "  "))
	}
	fmt.Fprintln(out, "넓은 표 하나로 보려면 -wide, 프로그램으로 읽으려면 -json.")
}

// brief는 spread처럼 적되, 괄호 안에서는 단위를 뺀다.
func brief(r rounds, text func(float64) string, unit string) string {
	middle, range_, found := strings.Cut(spread(r, text), " (")
	if !found {
		return middle
	}
	return middle + " (" + strings.ReplaceAll(range_, unit, "")
}

// printGrid는 열마다 너비를 맞춘다. 이름은 왼쪽에, 수는 오른쪽에 맞춘다.
func printGrid(out io.Writer, rows [][]string) {
	widths := make([]int, len(rows[0]))
	for _, row := range rows {
		for i, cell := range row {
			widths[i] = max(widths[i], columns(cell))
		}
	}
	for _, row := range rows {
		line := row[0] + blank(row[0], widths[0])
		for i, cell := range row[1:] {
			line += "  " + blank(cell, widths[i+1]) + cell
		}
		fmt.Fprintln(out, line)
	}
}

package main

import (
	"fmt"
	"io"
	"runtime"
	"slices"
	"strings"

	"socketworkbook/notes/cost/verdict"
)

// goals는 비율의 목표이다. 둘 다 브로커가 쓴 것까지 더해서 본다.
var goals = []struct {
	theirs string
	atMost float64
}{{theirs, 1}, {node, 0.5}}

const mostKiB = 20 // 말없는 한 사람의 메모리

// print는 표 하나와 목표를 마크다운으로 적는다. 괄호 안은 centrifuge에 비한 것이다.
func (p plan) print(out io.Writer, rows []*row) {
	fmt.Fprintf(out, "조건: %s/%s, 코어 %d개, %s, 한 컴퓨터 안(loopback). %d명, 메시지 %d개씩, 번갈아 %d번.\n\n",
		runtime.GOOS, runtime.GOARCH, runtime.NumCPU(), runtime.Version(), p.members, p.messages, p.rounds)
	fmt.Fprintf(out, "| 서버 | 하나씩 | 그 가운데 브로커 | %d개씩 | 받은 바이트 | 들어오기 | 말없는 한 사람 |\n|---|--:|--:|--:|--:|--:|--:|\n", burst)
	for _, r := range rows {
		broker := "–"
		if r.server.broker {
			broker = figure("%.2fµs", r.broker)
		}
		cells := []string{r.name, deliveries(rows, r, 0), broker, deliveries(rows, r, 1),
			figure("%.0f", r.bytes), figure("%.1fms", r.enter), figure("%.1f KiB", r.memory)}
		fmt.Fprintf(out, "| %s |\n", strings.Join(cells, " | "))
	}
	for _, r := range rows {
		if r.trouble != nil {
			fmt.Fprintf(out, "\n%s: 재지 못했습니다. %v\n", r.name, r.trouble)
		}
	}
	verdict.Print(out, verdicts(rows))
}

// deliveries는 한 번 닿는 비용과, centrifuge에 비한 비율이다.
func deliveries(rows []*row, r *row, w int) string {
	cell := figure("%.2fµs", r.deliver[w])
	if all := ratios(rows, r.name, theirs, w); r.name != theirs && all != nil {
		cell += fmt.Sprintf(" (%.2f)", verdict.Middle(all))
	}
	return cell
}

func figure(format string, values []float64) string {
	if len(values) == 0 {
		return "–"
	}
	return fmt.Sprintf(format, verdict.Middle(values))
}

// verdicts는 우리의 두 서버가 목표를 지켰는지 본다.
func verdicts(rows []*row) (all []verdict.Goal) {
	for _, ours := range []string{alone, shared} {
		r := find(rows, ours)
		if r == nil {
			continue
		}
		for w, name := range []string{"하나씩", fmt.Sprintf("%d개씩", burst)} {
			for _, g := range goals {
				what := fmt.Sprintf("%s: %s ÷ %s", name, ours, g.theirs)
				all = append(all, verdict.Goal{What: what, Values: ratios(rows, ours, g.theirs, w), AtMost: g.atMost})
			}
		}
		all = append(all, verdict.Goal{What: "말없는 한 사람: " + ours, Unit: " KiB", Values: r.memory, AtMost: mostKiB})
	}
	return all
}

func find(rows []*row, name string) *row {
	i := slices.IndexFunc(rows, func(r *row) bool { return r.name == name })
	if i < 0 {
		return nil
	}
	return rows[i]
}

// ratios는 번마다 구한 두 서버의 비율이다. 둘 가운데 하나라도 재지 못했으면 nil이다.
func ratios(rows []*row, ours, theirs string, w int) []float64 {
	a, b := find(rows, ours), find(rows, theirs)
	if a == nil || b == nil {
		return nil
	}
	return verdict.Ratios(a.deliver[w], b.deliver[w])
}

package main

import (
	"fmt"
	"io"
	"runtime"

	"socketworkbook/notes/cost/verdict"
)

// goals는 목표이다. 둘 다 브로커가 쓴 것까지 더해서 본다.
var goals = []struct {
	theirs string
	atMost float64
}{{theirs, 1}, {node, 0.5}}

const mostKiB = 20 // 말없는 한 사람의 메모리

// print는 표 하나와 목표를 마크다운으로 적는다. 괄호 안은 centrifuge에 비한 것이다.
func (p plan) print(out io.Writer, rows []*row) {
	fmt.Fprintf(out, "조건: %s/%s, 코어 %d개, %s, 한 컴퓨터 안(loopback). %d명, 메시지 %d개씩, 번갈아 %d번.\n\n",
		runtime.GOOS, runtime.GOARCH, runtime.NumCPU(), runtime.Version(), p.members, p.messages, p.rounds)
	fmt.Fprint(out, "| 서버 | 메시지 하나가 한 사람에게 | 그 가운데 브로커 | 받은 바이트 | 들어오기 | 말없는 한 사람 |\n|---|--:|--:|--:|--:|--:|\n")
	for _, r := range rows {
		if len(r.deliver) == 0 {
			fmt.Fprintf(out, "| %s | – | – | – | – | – |\n", r.name)
			continue
		}
		ratio, broker := "", "–"
		if all := ratios(rows, r.name, theirs); r.name != theirs && all != nil {
			ratio = fmt.Sprintf(" (%.2f)", verdict.Middle(all))
		}
		if r.server.broker {
			broker = fmt.Sprintf("%.2fµs", verdict.Middle(r.broker))
		}
		fmt.Fprintf(out, "| %s | %.2fµs%s | %s | %.0f | %.1fms | %.1f KiB |\n", r.name, verdict.Middle(r.deliver), ratio,
			broker, verdict.Middle(r.bytes), verdict.Middle(r.enter), verdict.Middle(r.memory))
	}
	for _, r := range rows {
		if r.trouble != nil {
			fmt.Fprintf(out, "\n%s: 재지 못했습니다. %v\n", r.name, r.trouble)
		}
	}
	verdict.Print(out, verdicts(rows))
}

// verdicts는 우리의 두 서버가 목표를 지켰는지 본다.
func verdicts(rows []*row) (all []verdict.Goal) {
	for _, ours := range []string{alone, shared} {
		for _, g := range goals {
			all = append(all, verdict.Goal{What: ours + " ÷ " + g.theirs, Values: ratios(rows, ours, g.theirs), AtMost: g.atMost})
		}
		if r := find(rows, ours); r != nil {
			all = append(all, verdict.Goal{What: ours + ", 말없는 한 사람", Unit: " KiB", Values: r.memory, AtMost: mostKiB})
		}
	}
	return all
}

func find(rows []*row, name string) *row {
	for _, r := range rows {
		if r.name == name {
			return r
		}
	}
	return nil
}

// ratios는 번마다 구한 두 서버의 비율이다. 둘 가운데 하나라도 재지 못했으면 nil이다.
func ratios(rows []*row, ours, theirs string) []float64 {
	a, b := find(rows, ours), find(rows, theirs)
	if a == nil || b == nil {
		return nil
	}
	return verdict.Ratios(a.deliver, b.deliver)
}

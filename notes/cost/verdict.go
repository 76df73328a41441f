package main

import (
	"fmt"
	"io"
	"slices"
)

// verdict는 목표 하나를 지켰는지 본 것이다.
type verdict struct {
	what   string
	unit   string
	values []float64
	atMost float64
}

// verdicts는 표에 걸린 목표들을 본다.
func (r *result) verdicts() (all []verdict) {
	for _, g := range r.goals {
		for w, work := range r.works {
			if g.works == nil || slices.Contains(g.works, work.name) {
				what := fmt.Sprintf("%s, %s: %s ÷ %s", r.name, work.name, g.ours, g.theirs)
				all = append(all, verdict{what, "", r.ratios(w, r.index(g.ours), r.index(g.theirs)), g.atMost})
			}
		}
	}
	for i, p := range r.programs {
		if most, ok := r.mostKiB[p.name]; ok {
			all = append(all, verdict{r.name + ", 말없는 연결: " + p.name, " KiB", r.memory[i], most})
		}
	}
	return all
}

func (r *result) index(name string) int {
	return slices.IndexFunc(r.programs, func(p program) bool { return p.name == name })
}

// mark는 흩어진 값이 모두 목표 안이면 ○, 모두 밖이면 ×, 걸쳐 있으면 △이다.
func (v verdict) mark() string {
	switch {
	case slices.Max(v.values) <= v.atMost:
		return "○"
	case slices.Min(v.values) > v.atMost:
		return "×"
	default:
		return "△"
	}
}

func printVerdicts(out io.Writer, all []verdict) {
	if len(all) == 0 {
		return
	}
	fmt.Fprint(out, "\n### 목표\n\n| 무엇 | 목표 | 잰 것 | 흩어짐 | |\n|---|--:|--:|--:|---|\n")
	for _, v := range all {
		if len(v.values) == 0 {
			fmt.Fprintf(out, "| %s | ≤ %.2f%s | 재지 못함 | – | – |\n", v.what, v.atMost, v.unit)
			continue
		}
		fmt.Fprintf(out, "| %s | ≤ %.2f%s | %.2f | %.2f~%.2f | %s |\n",
			v.what, v.atMost, v.unit, middle(v.values), slices.Min(v.values), slices.Max(v.values), v.mark())
	}
}

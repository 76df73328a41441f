package main

import (
	"fmt"
	"slices"

	"socketworkbook/notes/cost/verdict"
)

// verdicts는 표에 걸린 목표들을 본다.
func (r *result) verdicts() (all []verdict.Goal) {
	for _, g := range r.goals {
		for w, work := range r.works {
			if g.works == nil || slices.Contains(g.works, work.name) {
				what := fmt.Sprintf("%s, %s: %s ÷ %s", r.name, work.name, g.ours, g.theirs)
				all = append(all, verdict.Goal{What: what, Values: r.ratios(w, r.index(g.ours), r.index(g.theirs)), AtMost: g.atMost})
			}
		}
	}
	for i, p := range r.programs {
		if most, ok := r.mostKiB[p.name]; ok {
			all = append(all, verdict.Goal{What: r.name + ", 말없는 연결: " + p.name, Unit: " KiB", Values: r.memory[i], AtMost: most})
		}
	}
	return all
}

func (r *result) index(name string) int {
	return slices.IndexFunc(r.programs, func(p program) bool { return p.name == name })
}

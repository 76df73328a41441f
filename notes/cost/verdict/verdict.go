// Package verdict는 여러 번 잰 값이 목표를 지켰는지 본다.
package verdict

import (
	"fmt"
	"io"
	"slices"
)

// Goal은 목표 하나와 그것을 여러 번 잰 값이다.
type Goal struct {
	What   string
	Unit   string
	Values []float64
	AtMost float64
}

// Mark는 흩어진 값이 모두 목표 안이면 ○, 모두 밖이면 ×, 걸쳐 있으면 △이다.
func (g Goal) Mark() string {
	switch {
	case slices.Max(g.Values) <= g.AtMost:
		return "○"
	case slices.Min(g.Values) > g.AtMost:
		return "×"
	default:
		return "△"
	}
}

// Print는 목표들을 마크다운의 표로 적는다.
func Print(out io.Writer, all []Goal) {
	if len(all) == 0 {
		return
	}
	fmt.Fprint(out, "\n### 목표\n\n| 무엇 | 목표 | 잰 것 | 흩어짐 | |\n|---|--:|--:|--:|---|\n")
	for _, g := range all {
		if len(g.Values) == 0 {
			fmt.Fprintf(out, "| %s | ≤ %.2f%s | 재지 못함 | – | – |\n", g.What, g.AtMost, g.Unit)
			continue
		}
		fmt.Fprintf(out, "| %s | ≤ %.2f%s | %.2f | %.2f~%.2f | %s |\n",
			g.What, g.AtMost, g.Unit, Middle(g.Values), slices.Min(g.Values), slices.Max(g.Values), g.Mark())
	}
}

// Middle은 가운데 값이다. 값이 하나는 있어야 한다.
func Middle(values []float64) float64 {
	sorted := slices.Sorted(slices.Values(values))
	return sorted[len(sorted)/2]
}

// Ratios는 번마다 구한 두 값의 비율이다. 둘 가운데 하나라도 재지 못했으면 nil이다.
func Ratios(ours, theirs []float64) (all []float64) {
	for round := range min(len(ours), len(theirs)) {
		all = append(all, ours[round]/theirs[round])
	}
	return all
}

package main

import (
	"fmt"
	"io"
	"strings"

	"socketworkbook/notes/cost/verdict"
)

// print는 표 하나를 마크다운으로 적는다. 괄호 안은 첫 프로그램에 비한 것이다.
func (r *result) print(out io.Writer) {
	head, rule := "| 서버 | 코드 |", "|---|--:|"
	for _, w := range r.works {
		head, rule = head+" "+w.name+" |", rule+"--:|"
	}
	if r.hello != "" {
		head, rule = head+" 말없는 연결 |", rule+"--:|"
	}
	fmt.Fprintf(out, "\n### %s\n\n%s\n%s\n", r.name, head, rule)
	for i, p := range r.programs {
		cells := []string{p.name, fmt.Sprintf("%d줄", r.lines[i])}
		for w := range r.works {
			cells = append(cells, r.cell(w, i))
		}
		if r.hello != "" {
			cells = append(cells, "–")
			if len(r.memory[i]) > 0 {
				cells[len(cells)-1] = fmt.Sprintf("%.1f KiB", verdict.Middle(r.memory[i]))
			}
		}
		fmt.Fprintf(out, "| %s |\n", strings.Join(cells, " | "))
	}
	for i, err := range r.trouble {
		if err != nil {
			fmt.Fprintf(out, "\n%s: 재지 못했습니다. %v\n", r.programs[i].name, err)
		}
	}
}

// cell은 메시지 하나의 CPU와, 첫 프로그램에 비한 비율이다.
func (r *result) cell(w, i int) string {
	if len(r.costs[w][i]) == 0 {
		return "–"
	}
	cell := fmt.Sprintf("%.2fµs", verdict.Middle(r.costs[w][i])/1000)
	if ratios := r.ratios(w, i, 0); i > 0 && ratios != nil {
		cell += fmt.Sprintf(" (%.2f)", verdict.Middle(ratios))
	}
	return cell
}

// ratios는 번마다 구한 두 프로그램의 비율이다. 둘 가운데 하나라도 재지 못했으면 nil이다.
func (r *result) ratios(w, ours, theirs int) []float64 {
	return verdict.Ratios(r.costs[w][ours], r.costs[w][theirs])
}

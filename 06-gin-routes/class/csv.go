package class

import (
	"encoding/csv"
	"io"
	"slices"
	"strconv"
)

// WriteCSV는 질문마다 보기와 고른 사람의 수와 재어 본 답을 적는다. 이름은 없다.
func (c *Class) WriteCSV(w io.Writer) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	io.WriteString(w, "\ufeff") // 이것이 있어야 엑셀이 UTF-8로 읽는다.
	out := csv.NewWriter(w)
	out.Write([]string{"수업", "질문", "보기", "고른 사람", "재어 본 답"})
	for i := range c.questions {
		q := &c.questions[i]
		now := c.rounds[q.ID]
		if now == nil {
			continue
		}
		truth := "아직"
		if now.fact != nil {
			truth = now.fact.Answer
		}
		counts := now.counts(q)
		for _, choice := range q.Choices {
			n := counts[slices.Index(q.Choices, choice)]
			out.Write([]string{q.Lesson, q.Ask, choice, strconv.Itoa(n), truth})
		}
	}
	out.Flush()
	return out.Error()
}

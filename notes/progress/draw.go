package main

import (
	"fmt"
	"io"
	"slices"
	"strings"
)

const (
	barWidth = 30
	unbuilt  = "빌드되지 않음" // 수업의 연습이 통째로 빌드되지 않는 말썽
)

// draw는 막대와, 수업마다 한 줄과, 다음에 풀 문제를 그린다.
func draw(out io.Writer, chapters []chapter) {
	solved, all := 0, 0
	for _, c := range chapters {
		solved, all = solved+c.solved(), all+len(c.tasks)
	}
	fill := barWidth * solved / max(all, 1)
	fmt.Fprintf(out, "소켓 워크북 연습  %s%s  %d/%d\n\n", strings.Repeat("█", fill), strings.Repeat("░", barWidth-fill), solved, all)
	for _, c := range chapters {
		marks := ""
		for _, task := range c.tasks {
			marks += task.mark()
		}
		line := fmt.Sprintf("%-20s %-8s %s/%d  %s", c.lesson, marks, c.count(), len(c.tasks), c.trouble)
		fmt.Fprintln(out, strings.TrimRight(line, " "))
	}
	fmt.Fprintln(out)
	drawNext(out, chapters)
}

// drawNext는 다음에 할 일을 그린다.
func drawNext(out io.Writer, chapters []chapter) {
	for _, c := range chapters {
		if c.trouble != "" {
			fmt.Fprintf(out, "다음: %s부터 고치세요(%s).\n  %s\n", c.lesson, c.trouble, c.why)
			if c.trouble == unbuilt {
				fmt.Fprintln(out, "  이것이 빌드되어야 같은 수업의 다른 문제도 봅니다.")
			}
			return
		}
		for _, task := range c.tasks {
			if !task.solved {
				fmt.Fprintf(out, "다음: %s의 %s\n  %s\n", c.lesson, task.title, task.hint)
				if task.test != "" {
					fmt.Fprintf(out, "  막히면: %s/exercise/README.md의 힌트\n", c.lesson)
					fmt.Fprintf(out, "  이 문제만: go test -tags exercise -run %s ./%s/exercise\n", task.test, c.lesson)
				}
				return
			}
		}
	}
	done := "모두 풀었습니다."
	if slices.ContainsFunc(chapters, func(c chapter) bool { return c.answers }) {
		done += " 이제 정답과 비교해 보세요."
	}
	fmt.Fprintln(out, done)
}

// mark는 푼 문제, 풀지 않은 문제, 보지 못한 문제의 표시이다.
func (t task) mark() string {
	switch {
	case t.unseen:
		return "?"
	case t.solved:
		return "●"
	}
	return "○"
}

// count는 푼 문제의 수이다. 아무 문제도 보지 못했으면 물음표이다.
func (c chapter) count() string {
	if len(c.tasks) > 0 && !slices.ContainsFunc(c.tasks, func(t task) bool { return !t.unseen }) {
		return "?"
	}
	return fmt.Sprint(c.solved())
}

func (c chapter) solved() (n int) {
	for _, task := range c.tasks {
		if task.solved {
			n++
		}
	}
	return n
}

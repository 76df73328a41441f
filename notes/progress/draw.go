package main

import (
	"fmt"
	"io"
	"strings"
)

const barWidth = 30

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
			if task.solved {
				marks += "●"
			} else {
				marks += "○"
			}
		}
		note := ""
		if c.broken != "" {
			note = "  빌드되지 않음"
		}
		fmt.Fprintf(out, "%-20s %-8s %d/%d%s\n", c.lesson, marks, c.solved(), len(c.tasks), note)
	}
	fmt.Fprintln(out)
	for _, c := range chapters {
		if c.broken != "" {
			fmt.Fprintf(out, "다음: %s가 빌드되지 않습니다. 먼저 이것을 고치세요.\n  %s\n", c.lesson, c.broken)
			return
		}
		for _, task := range c.tasks {
			if !task.solved {
				fmt.Fprintf(out, "다음: %s의 %s\n  %s\n  막히면: %s/exercise/README.md 의 힌트\n  이 문제만: go test -tags exercise -run %s ./%s/exercise\n",
					c.lesson, task.title, task.hint, c.lesson, task.test, c.lesson)
				return
			}
		}
	}
	fmt.Fprintln(out, "모두 풀었습니다. 이제 정답과 견주어 보세요.")
}

func (c chapter) solved() (n int) {
	for _, task := range c.tasks {
		if task.solved {
			n++
		}
	}
	return n
}

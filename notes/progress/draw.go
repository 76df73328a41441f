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
		line := fmt.Sprintf("%-20s %-8s %d/%d  %s", c.lesson, marks, c.solved(), len(c.tasks), c.trouble)
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
	fmt.Fprintln(out, "모두 풀었습니다. 이제 정답과 비교해 보세요.")
}

func (c chapter) solved() (n int) {
	for _, task := range c.tasks {
		if task.solved {
			n++
		}
	}
	return n
}

package check

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/text"
)

// rendered: CommonMark로 그렸을 때 별표가 글자로 남지 않고, 표가 깨지지 않고, 제목의 깊이가 건너뛰지 않는다.
func rendered(p page) (found []problem) {
	source := []byte(strings.Join(p.lines, "\n"))
	tree := goldmark.New(goldmark.WithExtensions(extension.Table)).Parser().Parse(text.NewReader(source))
	depth, starred := 0, 0
	ast.Walk(tree, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.CodeSpan, *ast.FencedCodeBlock, *ast.CodeBlock, *ast.HTMLBlock:
			return ast.WalkSkipChildren, nil
		case *ast.Heading:
			line := lineOf(source, n.Lines().At(0).Start)
			if n.Level > depth+1 {
				found = append(found, problem{line, fmt.Sprintf("제목의 깊이가 %d에서 %d로 건너뜁니다. 사이의 깊이를 쓰세요", depth, n.Level)})
			}
			if n.Level == 1 && depth > 0 {
				found = append(found, problem{line, "맨 위 제목이 둘입니다. 하나만 두세요"})
			}
			depth = n.Level
		case *ast.Paragraph:
			if first := string(n.Lines().Value(source)); strings.HasPrefix(first, "|") {
				found = append(found, problem{lineOf(source, n.Lines().At(0).Start), "표가 되지 못했습니다. 둘째 줄의 칸 수와 앞의 빈 줄을 보세요"})
			}
		case *ast.Text:
			line := lineOf(source, n.Segment.Start)
			if value := string(n.Segment.Value(source)); strings.Contains(value, "**") && line != starred {
				starred = line
				found = append(found, problem{line, fmt.Sprintf("별표가 글자로 남습니다: %s. 따옴표나 괄호를 굵은 글씨 밖으로 빼세요", strings.TrimSpace(value))})
			}
		}
		return ast.WalkContinue, nil
	})
	return append(append(found, tables(p)...), folds(p)...)
}

func lineOf(source []byte, offset int) int { return 1 + strings.Count(string(source[:offset]), "\n") }

// tables는 첫 줄과 칸의 수가 다른 줄을 찾는다. 모자란 칸은 빈칸이 되고 남는 칸은 사라져서, 눈에 띄지 않는다.
func tables(p page) (found []problem) {
	width := 0
	for i, line := range p.prose() {
		cells := strings.Count(strings.ReplaceAll(line, `\|`, ""), "|")
		switch {
		case !strings.HasPrefix(line, "|"):
			width = 0
		case width == 0:
			width = cells
		case cells != width:
			found = append(found, problem{i + 1, fmt.Sprintf("표의 칸이 첫 줄과 다릅니다(%d, %d). 글 속의 |는 \\|로 쓰세요", width-1, cells-1)})
		}
	}
	return found
}

var tag = regexp.MustCompile(`</?(details|summary)>`)

// folds는 접힌 덩어리의 모양을 본다. </summary> 다음에 빈 줄이 없으면 안의 글이 꾸며지지 않는다.
func folds(p page) (found []problem) {
	lines, open := p.prose(), 0
	for i, line := range lines {
		if strings.HasSuffix(line, "</summary>") && i+1 < len(lines) && lines[i+1] != "" {
			found = append(found, problem{i + 1, "</summary> 다음에 빈 줄을 두세요. 그러지 않으면 안의 글이 꾸며지지 않습니다"})
		}
		for _, match := range tag.FindAllString(line, -1) {
			if match == "<details>" {
				open = i + 1
			} else if match == "</details>" {
				open = 0
			}
		}
	}
	if open != 0 {
		found = append(found, problem{open, "<details>가 닫히지 않았습니다. </details>를 쓰세요"})
	}
	return found
}

func TestRenderedRule(t *testing.T) {
	fine := "# 하나\n\n**굵게**: 글 `**코드**`\n\n## 둘\n\n| 가 | 나 |\n|---|---|\n| `a` | b \\| c |\n\n<details>\n<summary>물음</summary>\n\n답\n\n</details>\n\n```\n**\n| 표 아님\n```"
	bad(t, rendered, "x.md", fine, nil)
	bad(t, rendered, "x.md", "# 하나\n\n**\"인용\"**이다", nil, "3: 별표가 글자로 남습니다")
	bad(t, rendered, "x.md", "# 하나\n\n### 셋", nil, "3: 깊이가 1에서 3으로"[:len("3: 깊이가 1에서 3")])
	bad(t, rendered, "x.md", "# 하나\n\n# 또", nil, "3: 맨 위 제목이 둘")
	bad(t, rendered, "x.md", "# 하나\n\n| 가 | 나 |\n|---|\n", nil, "3: 표가 되지 못했습니다", "4: 표의 칸이 첫 줄과")
	bad(t, rendered, "x.md", "# 하나\n\n| 가 | 나 |\n|---|---|\n| a |\n", nil, "5: 표의 칸이 첫 줄과")
	bad(t, rendered, "x.md", "<details>\n<summary>물음</summary>\n답", nil, "2: 빈 줄을 두세요", "1: 닫히지 않았습니다")
}

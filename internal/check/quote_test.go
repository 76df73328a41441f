package check

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// quotedCode: 글에 옮긴 코드는 그 파일에 있다. "…" 한 줄은 건너뛴 곳이다. 토막들은 적힌 차례로 있다.
// 들여쓰기는 보지 않는다.
func quotedCode(p page) (found []problem) {
	for _, f := range p.fences() {
		if f.at == "" {
			if f.lang == "go" && strings.HasPrefix(p.name, "notes/") {
				found = append(found, problem{f.line, "어느 파일의 코드인지 적으세요. 예: ```go 01-raw-tcp/server.go"})
			}
			continue
		}
		if f.lang == "text" || f.lang == "diff" {
			continue // quotedOutput과 diffs가 본다.
		}
		source, err := p.read(f.at)
		if err != nil {
			found = append(found, problem{f.line, fmt.Sprintf("%s 파일이 없습니다. 경로를 맨 위 폴더부터 적으세요", f.at)})
			continue
		}
		rest := flat(strings.Split(source, "\n"))
		start := 0
		for i, line := range append(slices.Clone(f.body), "…") {
			if strings.TrimSpace(line) != "…" {
				continue
			}
			piece := flat(f.body[start:i])
			at := index(rest, piece)
			if at < 0 {
				found = append(found, problem{f.line + 1 + start, fmt.Sprintf("%s에 이 토막이 없거나 차례가 다릅니다. 파일을 열어 다시 옮기고, 둘레의 글도 다시 읽으세요", f.at)})
				break
			}
			rest, start = rest[at+len(piece):], i+1
		}
	}
	return found
}

// flat은 줄에서 들여쓰기를 없앤다.
func flat(lines []string) []string {
	out := make([]string, len(lines))
	for i, line := range lines {
		out[i] = strings.TrimSpace(line)
	}
	return out
}

// index는 lines에서 piece가 처음으로 이어서 나오는 자리이다. 없으면 -1이다.
func index(lines, piece []string) int {
	for i := 0; i+len(piece) <= len(lines); i++ {
		if slices.Equal(lines[i:i+len(piece)], piece) {
			return i
		}
	}
	return -1
}

// quotedOutput: ```text 파일 은 그 파일의 Example이 찍는 것이다.
func quotedOutput(p page) (found []problem) {
	for _, f := range p.fences() {
		if f.lang != "text" || f.at == "" {
			continue
		}
		source, err := p.read(f.at)
		want := "\t// Output:\n"
		for _, line := range f.body {
			want += strings.TrimRight("\t// "+line, " ") + "\n"
		}
		if err != nil || !strings.Contains(source, want+"}") {
			found = append(found, problem{f.line, fmt.Sprintf("%s에 이것을 찍는 Example이 없습니다. // Output: 아래의 것을 옮기세요", f.at)})
		}
	}
	return found
}

func TestQuotedCode(t *testing.T) {
	house := fstest.MapFS{"a/b.go": file("package a\n\nfunc f() {\n\tone()\n\ttwo()\n\tthree()\n}\n")}
	quote := func(body string) string { return "글\n\n```go a/b.go\n" + body + "\n```\n" }
	bad(t, quotedCode, "notes/x.md", quote("func f() {\n    one()\n…\nthree()"), house)
	bad(t, quotedCode, "notes/x.md", quote("one()\nthree()"), house, "4: a/b.go에 이 토막이 없거나")
	bad(t, quotedCode, "notes/x.md", quote("three()\n…\none()"), house, "6: 차례가 다릅니다")
	bad(t, quotedCode, "notes/x.md", "```go a/none.go\none()\n```", house, "1: a/none.go 파일이 없습니다")
	bad(t, quotedCode, "notes/x.md", "```go\none()\n```", house, "1: 어느 파일의 코드인지")
}

func TestQuotedOutput(t *testing.T) {
	house := fstest.MapFS{"a/b_test.go": file("func Example() {\n\t// Output:\n\t// → 안녕\n\t//\n\t// ← 안녕\n}\n")}
	quote := func(body string) string { return "```text a/b_test.go\n" + body + "\n```\n" }
	bad(t, quotedOutput, "notes/x.md", quote("→ 안녕\n\n← 안녕"), house)
	bad(t, quotedOutput, "notes/x.md", quote("→ 안녕"), house, "1: a/b_test.go에 이것을 찍는 Example이 없습니다")
}

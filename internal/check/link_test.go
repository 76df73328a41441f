package check

import (
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
	"unicode"
)

var (
	link     = regexp.MustCompile(`\[([^\]]*)\]\(([^)\s]+)\)`)
	declared = `(?m)^(?:func (?:\([^)]*\) )?|type |\t?|var |const )%s\b`
)

// links: 상대 링크는 있는 파일을, 앵커는 있는 제목을 가리킨다.
// 글이 코드인 링크([`echo`](../01-raw-tcp/server.go))는 그 Go 파일에 선언된 이름을 가리킨다.
func links(p page) (found []problem) {
	for i, line := range p.prose() {
		for _, match := range link.FindAllStringSubmatch(line, -1) {
			if wrong := follow(p, match[1], match[2]); wrong != "" {
				found = append(found, problem{i + 1, wrong})
			}
		}
	}
	return found
}

// follow는 링크 하나를 따라가 보고, 틀렸으면 무엇이 틀렸는지 말한다.
func follow(p page, text, target string) string {
	if strings.Contains(target, "://") {
		return ""
	}
	name, anchor, _ := strings.Cut(target, "#")
	where := p.name
	if name != "" {
		where = path.Join(path.Dir(p.name), name)
	}
	if _, err := fs.Stat(p.house, where); err != nil && name != "" {
		return fmt.Sprintf("링크 %s 가 가리키는 파일이 없습니다. 경로를 고치세요", target)
	}
	source := strings.Join(p.lines, "\n")
	if name != "" && path.Ext(where) != "" {
		source, _ = p.read(where)
	}
	if anchor != "" && path.Ext(where) == ".md" && !anchors(source)[anchor] {
		return fmt.Sprintf("%s에 #%s 제목이 없습니다. 제목을 바꾸었다면 링크도 바꾸세요", where, anchor)
	}
	code, is := strings.CutPrefix(text, "`")
	if code, _, _ = strings.Cut(code, "`"); is && path.Ext(where) == ".go" &&
		!regexp.MustCompile(fmt.Sprintf(declared, regexp.QuoteMeta(code))).MatchString(source) {
		return fmt.Sprintf("%s에 %s의 선언이 없습니다. 이름이나 파일이 바뀌었는지 보세요", where, code)
	}
	return ""
}

// anchors는 GitHub가 제목마다 붙이는 앵커이다.
func anchors(text string) map[string]bool {
	all, count := map[string]bool{}, map[string]int{}
	for _, line := range (page{lines: strings.Split(text, "\n")}).prose() {
		title, level := heading(line)
		if level == 0 {
			continue
		}
		slug := strings.Map(func(r rune) rune {
			switch {
			case r == ' ':
				return '-'
			case r == '-' || r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r):
				return unicode.ToLower(r)
			}
			return -1
		}, title)
		count[slug]++
		if n := count[slug]; n > 1 {
			slug = fmt.Sprintf("%s-%d", slug, n-1)
		}
		all[slug] = true
	}
	return all
}

// heading은 "## 제목"의 제목과 깊이이다. 제목이 아니면 깊이가 0이다.
func heading(line string) (title string, level int) {
	level = len(line) - len(strings.TrimLeft(line, "#"))
	title, is := strings.CutPrefix(line[level:], " ")
	if level == 0 || level > 6 || !is {
		return "", 0
	}
	return strings.TrimSpace(title), level
}

func TestLinkRule(t *testing.T) {
	house := fstest.MapFS{
		"notes/y.md": file("# 와이 (Y, 2판)\n## 같은 제목\n## 같은 제목\n```\n# 코드\n```\n"),
		"a/b.go":     file("type box struct{}\n\nfunc (b *box) open() {}\n\nconst (\n\tlimit = 3 // echo\n)\n"),
	}
	fine := "[와이](y.md#와이-y-2판) [둘째](y.md#같은-제목-1) [`open`](../a/b.go) [`limit`](../a/b.go) [밖](https://go.dev/#x) [여기](#제목)\n# 제목\n"
	bad(t, links, "notes/x.md", fine, house)
	bad(t, links, "notes/x.md", "글\n[없음](z.md)", house, "2: 링크 z.md 가 가리키는 파일이 없습니다")
	bad(t, links, "notes/x.md", "[없음](y.md#코드)", house, "1: notes/y.md에 #코드 제목이 없습니다")
	bad(t, links, "notes/x.md", "[없음](#없음)", house, "1: notes/x.md에 #없음 제목이 없습니다")
	bad(t, links, "notes/x.md", "[`echo`](../a/b.go)", house, "1: a/b.go에 echo의 선언이 없습니다")
}

package check

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

var (
	rfc      = regexp.MustCompile(`RFC ?(\d+)(?: ([^\s절]+)절)?`)
	rfcShape = regexp.MustCompile(`^RFC [1-9]\d{2,3}(?: |$)`)
)

const lastSection = "출처"

// sources: RFC의 번호와 절은 그런 모양이고, 글에 나온 RFC는 모두 끝의 "출처"에 있다. 출처에만 있는 RFC는 없다.
func sources(p page) (found []problem) {
	if !strings.HasPrefix(p.name, "notes/") {
		return nil
	}
	listed, named := map[string]int{}, map[string]int{}
	inSources := false
	for i, line := range p.prose() {
		if title, level := heading(line); level > 0 {
			inSources = title == lastSection
		}
		for _, match := range rfc.FindAllStringSubmatch(line, -1) {
			whole, number, part := match[0], match[1], match[2]
			if !rfcShape.MatchString(whole) {
				found = append(found, problem{i + 1, fmt.Sprintf("%s은 RFC의 번호처럼 보이지 않습니다. \"RFC 9293\"처럼 쓰세요", whole)})
			}
			if part != "" && !looksLikeSection(part) {
				found = append(found, problem{i + 1, fmt.Sprintf("%s절은 절의 번호처럼 보이지 않습니다. \"3.5절\"처럼 쓰세요", part)})
			}
			seen := named
			if inSources {
				seen = listed
			}
			if seen[number] == 0 {
				seen[number] = i + 1
			}
		}
	}
	for number, line := range named {
		if listed[number] == 0 {
			found = append(found, problem{line, fmt.Sprintf("RFC %s이 끝의 \"%s\"에 없습니다. 제목과 함께 적으세요", number, lastSection)})
		}
	}
	for number, line := range listed {
		if named[number] == 0 {
			found = append(found, problem{line, fmt.Sprintf("RFC %s은 글에 나오지 않습니다. 출처에서 지우거나, 글에 쓰세요", number)})
		}
	}
	return found
}

func looksLikeSection(text string) bool {
	for part := range strings.SplitSeq(text, ".") {
		n, err := strconv.Atoi(part)
		if letter := len(part) == 1 && part >= "A" && part <= "Z"; !letter && (err != nil || n < 1 || n > 30) {
			return false
		}
	}
	return true
}

func TestSourceRule(t *testing.T) {
	end := "\n## 출처\n- RFC 9293, TCP\n"
	bad(t, sources, "notes/x.md", "RFC 9293 3.5절이 정합니다."+end, nil)
	bad(t, sources, "notes/x.md", "RFC 9293과 RFC 768"+end, nil, "1: RFC 768이 끝의")
	bad(t, sources, "notes/x.md", "RFC 없음"+end, nil, "3: RFC 9293은 글에 나오지 않습니다")
	bad(t, sources, "notes/x.md", "RFC9293입니다."+end, nil, "1: RFC의 번호처럼 보이지 않습니다")
	bad(t, sources, "notes/x.md", "RFC 9293 3.x절입니다."+end, nil, "1: 3.x절은 절의 번호처럼")
	bad(t, sources, "README.md", "RFC 1", nil)
}

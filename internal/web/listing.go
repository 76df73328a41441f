package web

import (
	"fmt"
	"html"
	"io/fs"
	"regexp"
	"strings"
)

// 페이지는 <pre class="code" data-code="파일 첫 줄의 앞부분"></pre>로 코드의 자리를 적어 둔다.
var place = regexp.MustCompile(`<pre class="code" data-code="(\S+) ([^"]+)"></pre>`)

// listings는 page에 있는 코드의 자리를 files에 있는 진짜 코드로 채운다. 프로그램에 넣어 둔 그 파일이라서 낡지 않는다.
func listings(page string, files fs.FS) string {
	return place.ReplaceAllStringFunc(page, func(tag string) string {
		found := place.FindStringSubmatch(tag)
		name, first := found[1], html.UnescapeString(found[2])
		source, err := fs.ReadFile(files, name)
		if err != nil {
			return tag // 코드를 함께 넣지 않은 프로그램이다.
		}
		lines := excerpt(newlines.Replace(string(source)), first)
		if len(lines) == 0 {
			panic(name + "에 " + first + "로 시작하는 줄이 없다")
		}
		return fmt.Sprintf(`<figure class="code"><figcaption>%s</figcaption><pre>%s</pre></figure>`, name, numbered(lines))
	})
}

// excerpt는 first로 시작하는 줄부터 그 선언이 끝나는 줄(맨 앞의 닫는 괄호)까지이다.
func excerpt(source, first string) (lines []string) {
	for line := range strings.Lines(source) {
		line = strings.TrimSuffix(line, "\n")
		if len(lines) == 0 && !strings.HasPrefix(line, first) {
			continue
		}
		if lines = append(lines, line); line == "}" || line == ")" {
			return lines
		}
	}
	return lines
}

// numbered는 줄마다 태그를 씌운다. 페이지의 스크립트가 방금 일한 줄을 찾아 표시한다(frame.js의 act).
// 한 줄을 다 쓰는 주석은 뺀다. 화면이 좁고, 주석은 편집기에서 읽는 것이 낫다.
func numbered(lines []string) string {
	var b strings.Builder
	for _, line := range lines {
		if !strings.HasPrefix(strings.TrimSpace(line), "//") {
			fmt.Fprintf(&b, "<span>%s\n</span>", html.EscapeString(line))
		}
	}
	return b.String()
}

package check

import (
	"io/fs"
	"os"
	"path"
	"regexp"
	"strings"
	"testing"

	"socketworkbook/internal/lesson/lessontest"
	"socketworkbook/internal/web"
)

var (
	listing = regexp.MustCompile(`data-code="(\S+) `)
	acts    = regexp.MustCompile(`\bact\("([^"]+)"\)`)
)

// 수업의 페이지에는 모두 같은 틀이 있고, 페이지가 보여 주는 코드는 프로그램에 들어 있다.
// 페이지의 스크립트가 표시하는 줄도 그 코드에 있다.
func TestLessonPagesUseTheFrame(t *testing.T) {
	house := os.DirFS(lessontest.Root(t))
	for _, lesson := range written(t) {
		pages, _ := fs.Glob(house, lesson+"/*.html")
		views, _ := fs.Glob(house, lesson+"/views/*.html")
		for _, name := range append(pages, views...) {
			if path.Base(name) == "layout.html" {
				continue
			}
			page := read(t, name)
			for _, want := range []string{`<nav class="course"></nav>`, "<main>", `<script src="/web/frame.js"></script>`} {
				if strings.Count(page, want) != 1 {
					t.Errorf("%s에 %s 가 하나 있어야 한다", name, want)
				}
			}
			code := shown(t, house, lesson, page)
			for _, act := range acts.FindAllStringSubmatch(page, -1) {
				if !strings.Contains(code, act[1]) {
					t.Errorf("%s가 표시하려는 줄이 보여 주는 코드에 없다: %s", name, act[1])
				}
			}
		}
	}
}

// shown은 페이지가 보여 주는 코드이다. 그 파일은 프로그램에 들어 있어야(go:embed) 한다.
func shown(t *testing.T, house fs.FS, lesson, page string) (code string) {
	t.Helper()
	embedded := ""
	sources, _ := fs.Glob(house, lesson+"/*.go")
	for _, source := range sources {
		for line := range strings.Lines(read(t, source)) {
			if rest, ok := strings.CutPrefix(line, "//go:embed "); ok {
				embedded += " " + strings.TrimSpace(rest) + " "
			}
		}
	}
	filled := web.Fill(lesson, mustSub(t, house, lesson), page)
	for _, found := range listing.FindAllStringSubmatch(page, -1) {
		if !strings.Contains(embedded, " "+found[1]+" ") {
			t.Errorf("%s가 프로그램에 들어 있지 않다(go:embed)", found[1])
		}
		code += read(t, lesson+"/"+found[1])
	}
	if strings.Contains(filled, "data-code=") {
		t.Errorf("%s의 페이지에 채우지 못한 코드의 자리가 있다", lesson)
	}
	return code
}

func mustSub(t *testing.T, house fs.FS, folder string) fs.FS {
	t.Helper()
	sub, err := fs.Sub(house, folder)
	if err != nil {
		t.Fatal(err)
	}
	return sub
}

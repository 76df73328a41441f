package notepage

import (
	"html"
	"io/fs"
	"path"
	"regexp"
	"strings"
	"testing"

	"socketworkbook/notes"
)

// plainly는 경로를 그대로 주소로 쓴다.
type plainly struct{}

func (plainly) Link(name, anchor string) string { return "/" + name + "#" + anchor }
func (plainly) Picture(name string) string      { return Inline(notes.Files, name) }

func render(t *testing.T, name, source string) Page {
	t.Helper()
	page, err := Render(name, []byte(source), plainly{})
	if err != nil {
		t.Fatal(err)
	}
	return page
}

var listings = regexp.MustCompile(`(?s)<pre>.*?</pre>|<code>.*?</code>`)

// 모든 노트가 그려진다. 꾸밈의 기호가 글자로 남지 않고, 버려진 HTML이 없고, 그림이 모두 들어 있다.
func TestEveryNote(t *testing.T) {
	names, _ := fs.Glob(notes.Files, "*.md")
	if len(names) < 10 {
		t.Fatalf("노트가 %q뿐이다", names)
	}
	for _, name := range names {
		source, err := fs.ReadFile(notes.Files, name)
		if err != nil {
			t.Fatal(err)
		}
		page := render(t, "notes/"+name, string(source))
		if page.Title == "notes/"+name || len(page.Sections) == 0 {
			t.Errorf("%s: 제목 %q, 차례 %d줄", name, page.Title, len(page.Sections))
		}
		prose := listings.ReplaceAllString(string(page.Body), "")
		if want := strings.Count(string(source), "](pictures/"); strings.Count(prose, `<img src="data:image/svg`) != want {
			t.Errorf("%s: 그림이 %d개여야 한다", name, want)
		}
		for _, left := range []string{"**", "`", "raw HTML omitted", `src=""`, "](", "|---", "&lt;details", "&lt;summary"} {
			if at := strings.Index(prose, left); at >= 0 {
				t.Errorf("%s: %q가 남았다: %.200s", name, left, prose[at:])
			}
		}
	}
}

// 한국어 제목의 앵커, 노트와 파일로 가는 링크, 접힌 물음, 코드의 파일 이름이 GitHub에서와 같다.
func TestRender(t *testing.T) {
	page := render(t, "notes/x.md", "# 제목\n\n## 같은 말\n\n## 같은 말\n\n### 1. 예상 (1_a.go)\n\n"+
		"[글](y.md#둘) [코드](../a/b.go) [밖](https://go.dev/#x) [여기](#제목)\n\n"+
		"<details>\n<summary>`go run` 을 치면 1 < 2?</summary>\n\n**답**\n\n</details>\n\n"+
		"```diff a/step1 a/step2\n-x := \"<b>\"\n+y\n```\n")
	for _, want := range []string{
		`<h2 id="같은-말-1">`, `<h3 id="1-예상-1_ago">`, `href="/notes/y.md#%EB%91%98"`, `href="/a/b.go#"`,
		`href="https://go.dev/#x"`, "<summary><code>go run</code> 을 치면 1 &lt; 2?</summary>", "<strong>답</strong>",
		`<a href="/a/step1/main.go#">a/step1</a> → <a href="/a/step2/main.go#">a/step2</a>`,
		"<del>-x := &#34;&lt;b&gt;&#34;</del>\n<ins>+y</ins>\n",
	} {
		if !strings.Contains(string(page.Body), want) {
			t.Errorf("%s가 없다:\n%s", want, page.Body)
		}
	}
	if page.Title != "제목" || len(page.Sections) != 3 || page.Sections[2] != (Section{"1-예상-1_ago", "1. 예상 (1_a.go)", 3}) {
		t.Errorf("%+v", page)
	}
}

// 노트에 적은 스크립트는 글자로 보이거나 사라진다.
func TestNoScript(t *testing.T) {
	page := render(t, "x.md", "<script>alert(1)</script>\n\n글 <img src=x onerror=alert(1)> [x](javascript:alert(1))\n\n<details>\n<summary><script>x</script></summary>\n\n</details>\n")
	for _, bad := range []string{"<script", "<img", `href="javascript`} {
		if strings.Contains(string(page.Body), bad) {
			t.Errorf("%s가 남았다: %s", bad, page.Body)
		}
	}
}

// 색을 입혀도 글자는 하나도 바뀌지 않는다. 이 저장소의 모든 코드로 해 본다.
func TestColourKeepsTheText(t *testing.T) {
	house, err := House()
	if err != nil {
		t.Fatal(err)
	}
	tags := regexp.MustCompile(`</?(i|q|b|ins|del)>`)
	count := 0
	fs.WalkDir(house.FS(), ".", func(name string, entry fs.DirEntry, err error) error {
		lang := strings.TrimPrefix(path.Ext(name), ".")
		if err != nil || entry.IsDir() || lang != "go" && lang != "js" {
			return err
		}
		source, _ := fs.ReadFile(house.FS(), name)
		if got := html.UnescapeString(tags.ReplaceAllString(Colour(lang, string(source)), "")); got != string(source) {
			t.Errorf("%s의 글자가 바뀌었다", name)
		}
		count++
		return nil
	})
	if count < 100 {
		t.Errorf("코드를 %d개밖에 보지 못했다", count)
	}
	if got := Colour("go", "x := \"a//b\" // 'c'\nreturn 1 < 2"); got != "x := <q>&#34;a//b&#34;</q> <i>// &#39;c&#39;</i>\n<b>return</b> 1 &lt; 2" {
		t.Error(got)
	}
	if got := Colour("console", "$ go test\n$PASS\n"); got != "<b>$ go test</b>\n$PASS\n" {
		t.Error(got)
	}
}

// 설정과 연습의 정답은 내주지 않는다.
func TestOpen(t *testing.T) {
	for name, want := range map[string]bool{
		"06-gin-routes/app.go": true, "LICENSE": true, "01-raw-tcp/README.md": true,
		"06-gin-routes/.env": false, ".git/config": false, "01-raw-tcp/exercise/answer/1_predict.go": false, "a/b.exe": false, "a/.hidden.go": false,
	} {
		if Open(name, false) != want {
			t.Errorf("%s: %v", name, !want)
		}
	}
	if Open("01-raw-tcp/exercise/answer", true) || !Open("01-raw-tcp/exercise", true) {
		t.Error("폴더")
	}
}

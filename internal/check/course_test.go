package check

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"socketworkbook/internal/lesson/lessontest"
	"socketworkbook/internal/web"
)

// course는 수업의 목록이다. 페이지마다 있는 수업의 줄과 같은 목록이다(internal/web의 Course).
// README가 아직 없는 수업은 만드는 중이다. 글에 대한 규칙은 README가 생긴 다음부터 지킨다.
var course = folders(web.Course)

func folders(lessons []web.Lesson) (names []string) {
	for _, lesson := range lessons {
		names = append(names, lesson.Folder)
	}
	return names
}

// lessonNotes는 수업의 노트이다. 읽는 차례이기도 하다.
var lessonNotes = notesOf(course)

// written은 글까지 있는 수업이다.
func written(t *testing.T) (lessons []string) {
	t.Helper()
	for _, lesson := range course {
		if _, err := os.Stat(filepath.Join(lessontest.Root(t), lesson, "README.md")); err == nil {
			lessons = append(lessons, lesson)
		}
	}
	return lessons
}

func TestCourse(t *testing.T) {
	folders, _ := filepath.Glob(filepath.Join(lessontest.Root(t), "[0-9][0-9]-*"))
	for i := range folders {
		folders[i] = filepath.Base(folders[i])
	}
	if !slices.Equal(folders, course) {
		t.Errorf("수업의 폴더는 %q인데 목록(course)에는 %q가 있다", folders, course)
	}
}

// 맨 위에는 정해 둔 것만 있다. go build가 남긴 실행 파일이 저장소에 들어온 적이 있다.
func TestTopLevel(t *testing.T) {
	root := lessontest.Root(t)
	if _, err := os.Stat(filepath.Join(root, ".git")); err != nil {
		t.Skip("학생판에는 git의 목록이 없다")
	}
	tracked, err := exec.Command("git", "-C", root, "ls-tree", "--name-only", "HEAD").Output()
	if err != nil {
		t.Fatal(err)
	}
	want := append([]string{"LICENSE", "README.en.md", "README.md", "go.mod", "go.sum", "internal", "notes"}, course...)
	for name := range strings.FieldsSeq(string(tracked)) {
		if !strings.HasPrefix(name, ".") && !slices.Contains(want, name) {
			t.Errorf("맨 위에 %s이(가) 있다", name)
		}
	}
}

const (
	firstStep = 50 // 줄. 프로젝터의 한 화면
	laterStep = 80
	longest   = 35 // 한 함수의 줄
)

// 단계는 한 화면에 들어오고, 혼자서 다 하고(internal을 쓰지 않는다), 수업의 README가 가리킨다.
func TestStepsFitTheScreen(t *testing.T) {
	house := os.DirFS(lessontest.Root(t))
	for _, lesson := range written(t) {
		readme := read(t, lesson+"/README.md")
		steps, _ := fs.Glob(house, lesson+"/step*/main.go")
		if len(steps) == 0 {
			t.Errorf("%s에 단계가 없다", lesson)
		}
		more, _ := fs.Glob(house, lesson+"/*/step*/main.go") // 수업 안의 다른 것(대화방)이 자라는 단계
		for _, name := range append(steps, more...) {
			code, err := fs.ReadFile(house, name)
			if err != nil {
				t.Fatal(err)
			}
			most := laterStep
			if strings.Contains(name, "/step1/") {
				most = firstStep
			}
			if n := codeLines(string(code)); n > most {
				t.Errorf("%s는 주석과 빈 줄을 빼고 %d줄이다. %d줄까지만 된다", name, n, most)
			}
			if strings.Contains(string(code), "socketworkbook/") {
				t.Errorf("%s가 다른 폴더의 코드를 쓴다. 단계는 한 파일에 다 있어야 한다", name)
			}
			if link := strings.TrimPrefix(name, lesson+"/"); !strings.Contains(readme, "]("+link+")") {
				t.Errorf("%s/README.md가 %s를 가리키지 않는다", lesson, link)
			}
		}
	}
}

func codeLines(code string) (n int) {
	for line := range strings.Lines(code) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "//") {
			n++
		}
	}
	return n
}

// 수업의 함수는 한 번에 설명할 수 있는 길이이다.
func TestFunctionsAreShort(t *testing.T) {
	root := lessontest.Root(t)
	for _, lesson := range course {
		fs.WalkDir(os.DirFS(root), lesson, func(name string, entry fs.DirEntry, err error) error {
			if err != nil || path.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go") {
				return err
			}
			files := token.NewFileSet()
			tree, err := parser.ParseFile(files, filepath.Join(root, filepath.FromSlash(name)), nil, 0)
			if err != nil {
				t.Fatal(err)
			}
			for _, decl := range tree.Decls {
				if f, ok := decl.(*ast.FuncDecl); ok {
					if n := files.Position(f.End()).Line - files.Position(f.Pos()).Line + 1; n > longest {
						t.Errorf("%s의 %s가 %d줄이다. %d줄까지만 된다", name, f.Name.Name, n, longest)
					}
				}
			}
			return nil
		})
	}
}

// 수업의 README는 낱말을 찾을 곳과, 그 수업의 바이트를 엿보는 명령을 알려 준다.
// "망가뜨려 보기"의 줄마다 칠 것이 있거나, 손으로는 어렵다고 적혀 있다.
func TestLessonReadmes(t *testing.T) {
	for _, lesson := range written(t) {
		text := read(t, lesson+"/README.md")
		for _, want := range []string{"](../notes/glossary.md)", "go run ./notes/wiretap "} {
			if !strings.Contains(text, want) {
				t.Errorf("%s/README.md에 %s 가 없다", lesson, want)
			}
		}
	}
}

// diffs: ```diff 옛것 새것 은 두 프로그램의 진짜 차이이다. 폴더를 적으면 그 안의 main.go이다.
// "…" 한 줄은 건너뛴 곳이다. 빼는 줄(-)과 그대로인 줄은 옛것에, 더하는 줄(+)과 그대로인 줄은 새것에 이어져 있다.
func diffs(p page) (found []problem) {
	for _, f := range p.fences() {
		if f.lang != "diff" {
			continue
		}
		before, after, ok := strings.Cut(f.at, " ")
		if !ok {
			found = append(found, problem{f.line, "비교할 둘을 적으세요. 예: ```diff 01-raw-tcp/step1 01-raw-tcp/step2"})
			continue
		}
		left, err1 := p.read(program(before))
		right, err2 := p.read(program(after))
		if err1 != nil || err2 != nil {
			found = append(found, problem{f.line, fmt.Sprintf("%s나 %s가 없습니다", program(before), program(after))})
			continue
		}
		if line, say := patch(f.body, flat(strings.Split(left, "\n")), flat(strings.Split(right, "\n"))); say != "" {
			found = append(found, problem{f.line + line, say})
		}
	}
	return found
}

func program(name string) string {
	if path.Ext(name) == "" {
		return name + "/main.go"
	}
	return name
}

// patch는 body의 토막들이 before를 after로 바꾸는 것인지 본다. 아니면 몇째 줄이 왜 아닌지 말한다.
func patch(body, before, after []string) (line int, say string) {
	start := 0
	for i, text := range append(slices.Clone(body), "…") {
		if text != "…" {
			continue
		}
		var old, fresh []string
		changed := false
		for j, line := range body[start:i] {
			if line == "" {
				line = " "
			}
			sign, rest := line[0], strings.TrimSpace(line[1:])
			if !strings.ContainsRune("-+ ", rune(sign)) {
				return start + j + 1, "줄의 첫 글자는 -, +, 빈칸 가운데 하나입니다"
			}
			if changed = changed || sign != ' '; sign != '+' {
				old = append(old, rest)
			}
			if sign != '-' {
				fresh = append(fresh, rest)
			}
		}
		at, to := index(before, old), index(after, fresh)
		if !changed || at < 0 || to < 0 {
			return start + 1, "이 토막은 두 프로그램의 차이가 아닙니다. diff로 다시 보고 옮기세요"
		}
		before, after, start = before[at+len(old):], after[to+len(fresh):], i+1
	}
	return 0, ""
}

func TestDiffRule(t *testing.T) {
	house := map[string]string{"a/step1/main.go": "one()\ntwo()\nthree()\n", "a/step2/main.go": "one()\n\tgo two()\nthree()\nfour()\n"}
	quote := func(body string) string { return "```diff a/step1 a/step2\n" + body + "\n```\n" }
	bad(t, diffs, "notes/x.md", quote(" one()\n-two()\n+go two()\n…\n three()\n+four()"), files(house))
	bad(t, diffs, "notes/x.md", quote("-two()\n+two()"), files(house), "2: 두 프로그램의 차이가 아닙니다")
	bad(t, diffs, "notes/x.md", quote(" one()"), files(house), "2: 두 프로그램의 차이가 아닙니다")
	bad(t, diffs, "notes/x.md", quote("two()"), files(house), "2: 줄의 첫 글자는")
	bad(t, diffs, "notes/x.md", "```diff a/step1\n-two()\n```", files(house), "1: 비교할 둘을")
}

var breaking = regexp.MustCompile("`|Ctrl-|창|화면|클라이언트|탭|브라우저|손으로는")

// breakable: "망가뜨려 보기"의 줄마다 칠 것이나 할 것이 있다. 없으면 손으로는 어렵다고 적는다.
func breakable(p page) (found []problem) {
	if _, err := strconv.Atoi(p.name[:min(2, len(p.name))]); err != nil || path.Base(p.name) != "README.md" || strings.Contains(p.name, "exercise") {
		return nil
	}
	for i, line := range part(p, "망가뜨려 보기") {
		cells := strings.Split(line, "|")
		if len(cells) < 3 || strings.HasPrefix(cells[1], "---") || strings.Contains(cells[1], "해 볼 것") {
			continue
		}
		if !breaking.MatchString(cells[1]) {
			found = append(found, problem{i + 1, "칠 명령이나 할 일을 적거나, 손으로는 어렵고 테스트가 보여 준다고 적으세요"})
		}
	}
	return found
}

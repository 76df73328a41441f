package check

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"socketworkbook/internal/lesson/lessontest"
)

// TestExercises는 연습 문제가 제 일을 하는지 본다. 학생판에는 정답이 없으므로 건너뛴다.
//
//   - 풀지 않은 문제는 모두 실패한다. 교실에서는 이미 풀었을 수 있으므로 CI에서만 본다.
//   - 정답은 모든 테스트를 스무 번 통과한다. 한 번은 notes/progress의 테스트가 어디서나 해 본다.
//   - 정답을 흔한 실수대로 고치면 그 실수의 이름으로 거절당한다.
func TestExercises(t *testing.T) {
	if os.Getenv("CI") == "" {
		t.Skip("실수마다 빌드하므로 오래 걸린다. CI에서만 한다")
	}
	for _, lesson := range course {
		folder := filepath.Join(lessontest.Root(t), lesson, "exercise")
		if _, err := os.Stat(filepath.Join(folder, "answer")); err != nil {
			continue
		}
		t.Run(lesson, func(t *testing.T) {
			t.Parallel()
			answers := answersOf(t, folder)
			t.Run("풀지 않은 것", func(t *testing.T) { stubsFail(t, lesson, folder) })
			t.Run("정답", func(t *testing.T) {
				if out, err := try(t, lesson, folder, answers, "-race", "-count=20"); err != nil {
					t.Errorf("정답이 통과하지 못한다: %v\n%s", err, out)
				}
			})
			t.Run("흔한 실수", func(t *testing.T) { mistakesAreNamed(t, lesson, folder, answers) })
		})
	}
}

// 연습의 테스트는 exercise 밖의 패키지에 있다. 그래야 학생이 무슨 이름을 지어도 테스트의 이름과 부딪히지 않는다.
func TestExercisesOutside(t *testing.T) {
	for _, lesson := range course {
		files, _ := filepath.Glob(filepath.Join(lessontest.Root(t), lesson, "exercise", "*_test.go"))
		for _, file := range files {
			tree, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.PackageClauseOnly)
			if err != nil {
				t.Error(err)
				continue
			}
			if tree.Name.Name != "exercise_test" {
				t.Errorf("%s/exercise/%s의 패키지가 exercise_test가 아니라 %s이다", lesson, filepath.Base(file), tree.Name.Name)
			}
		}
	}
}

// answersOf는 파일의 이름에서 정답을 찾는다.
func answersOf(t *testing.T, folder string) map[string]string {
	t.Helper()
	answers := map[string]string{}
	files, _ := filepath.Glob(filepath.Join(folder, "answer", "*.go"))
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := os.Stat(filepath.Join(folder, filepath.Base(file))); err != nil {
			t.Errorf("%s에 짝이 되는 문제가 없다", file)
		}
		answers[filepath.Base(file)] = string(text)
	}
	return answers
}

// try는 solutions를 문제의 자리에 놓고 테스트한다. 저장소의 파일은 그대로 둔다(-overlay).
func try(t *testing.T, lesson, folder string, solutions map[string]string, args ...string) (out string, err error) {
	t.Helper()
	args = append([]string{"test", "-buildvcs=false", "-tags", "exercise", "-overlay", overlay(t, folder, solutions), "-vet=off"}, args...)
	cmd := exec.Command("go", append(args, "./"+lesson+"/exercise")...)
	cmd.Dir = lessontest.Root(t)
	text, err := cmd.CombinedOutput()
	return string(text), err
}

// overlay는 문제의 자리에 solutions를 놓으라고 go에 알려 줄 파일을 만든다.
func overlay(t *testing.T, folder string, solutions map[string]string) (file string) {
	t.Helper()
	list := struct{ Replace map[string]string }{map[string]string{}}
	temp := t.TempDir()
	for name, text := range solutions {
		solution := filepath.Join(temp, name)
		if err := os.WriteFile(solution, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		list.Replace[filepath.Join(folder, name)] = solution
	}
	text, _ := json.Marshal(list)
	file = filepath.Join(temp, "overlay.json")
	os.WriteFile(file, text, 0o644)
	return file
}

var sentence = regexp.MustCompile(`(?m)^\s*(?:\S+\.go:\d+: )?(\S+/exercise/(\w+\.go)): (.*) 볼 곳: (\S+)$`)

// stubsFail은 풀지 않은 문제가 테스트마다 한 문장으로 실패하고, 문장이 가리키는 곳이 있는지 본다.
func stubsFail(t *testing.T, lesson, folder string) {
	out, err := try(t, lesson, folder, nil, "-count=1")
	if err == nil {
		t.Fatal("풀지 않았는데 통과한다")
	}
	house := os.DirFS(lessontest.Root(t))
	for _, name := range testsIn(t, folder) {
		if !strings.Contains(out, "--- FAIL: "+name+" (") {
			t.Errorf("%s가 풀지 않은 문제를 통과시킨다", name)
		}
	}
	found := sentence.FindAllStringSubmatch(out, -1)
	if lines := strings.Count(out, "_test.go:"); len(found) != lines || lines == 0 {
		t.Errorf("실패 %d개 가운데 문장이 되는 것은 %d개이다\n%s", lines, len(found), out)
	}
	for _, match := range found {
		note, anchor, _ := strings.Cut(match[4], "#")
		text, err := fs.ReadFile(house, note)
		if err != nil || !anchors(string(text))[anchor] {
			t.Errorf("%s가 가리키는 %s가 없다", match[1], match[4])
		}
	}
}

// testsIn은 폴더의 테스트 함수의 이름이다.
func testsIn(t *testing.T, folder string) (names []string) {
	t.Helper()
	for _, decl := range declarations(t, folder) {
		if f, ok := decl.(*ast.FuncDecl); ok && strings.HasPrefix(f.Name.Name, "Test") && f.Name.Name != "TestMain" {
			names = append(names, f.Name.Name)
		}
	}
	return names
}

// namedMistakes는 테스트에 상수로 적힌 실수의 이름이다.
func namedMistakes(t *testing.T, folder string) (names []string) {
	t.Helper()
	for _, decl := range declarations(t, folder) {
		block, ok := decl.(*ast.GenDecl)
		if !ok || block.Tok != token.CONST {
			continue
		}
		for _, spec := range block.Specs {
			for _, value := range spec.(*ast.ValueSpec).Values {
				if text, ok := value.(*ast.BasicLit); ok && text.Kind == token.STRING {
					name, _ := strconv.Unquote(text.Value)
					names = append(names, name)
				}
			}
		}
	}
	return names
}

func declarations(t *testing.T, folder string) (all []ast.Decl) {
	t.Helper()
	files, _ := filepath.Glob(filepath.Join(folder, "*_test.go"))
	for _, file := range files {
		tree, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, tree.Decls...)
	}
	return all
}

// mistake는 정답을 틀리게 고치는 법이다.
type mistake struct {
	file, name string
	hunks      [][2]string // 옛것과 새것
}

// mistakesIn은 mistakes.diff를 읽는다.
func mistakesIn(text string) (all []mistake) {
	removing := false
	for line := range strings.Lines(text) {
		if head, is := strings.CutPrefix(line, "== "); is {
			file, name, _ := strings.Cut(strings.TrimSpace(head), ": ")
			all, removing = append(all, mistake{file: file, name: name}), false
			continue
		}
		if len(all) == 0 || line[0] != '-' && line[0] != '+' {
			continue
		}
		last := &all[len(all)-1]
		if line[0] == '-' && !removing {
			last.hunks = append(last.hunks, [2]string{})
		}
		removing = line[0] == '-'
		hunk := &last.hunks[len(last.hunks)-1]
		if removing {
			hunk[0] += line[1:]
		} else {
			hunk[1] += line[1:]
		}
	}
	return all
}

// apply는 정답을 틀리게 고친다.
func (m mistake) apply(answer string) (string, error) {
	for _, hunk := range m.hunks {
		if strings.Count(answer, hunk[0]) != 1 {
			return "", fmt.Errorf("정답에 꼭 한 번 있어야 하는데 %d번 있다:\n%s", strings.Count(answer, hunk[0]), hunk[0])
		}
		answer = strings.Replace(answer, hunk[0], hunk[1], 1)
	}
	if len(m.hunks) == 0 {
		return "", errors.New("고칠 것이 적혀 있지 않다")
	}
	return answer, nil
}

// mistakesAreNamed는 실수마다 그 이름으로 거절당하는지 본다.
func mistakesAreNamed(t *testing.T, lesson, folder string, answers map[string]string) {
	text, err := os.ReadFile(filepath.Join(folder, "answer", "mistakes.diff"))
	if err != nil {
		t.Fatal(err)
	}
	waiting := mistakesIn(string(text))
	for _, name := range namedMistakes(t, folder) {
		if !slices.ContainsFunc(waiting, func(m mistake) bool { return m.name == name }) {
			t.Errorf("테스트가 이름을 댄 %q의 보기가 mistakes.diff에 없다", name)
		}
	}
	for len(waiting) > 0 { // 파일이 다른 실수들은 한 번에 빌드한다.
		var now, later []mistake
		solutions := maps.Clone(answers)
		taken := map[string]bool{}
		for _, m := range waiting {
			if taken[m.file] {
				later = append(later, m)
				continue
			}
			wrong, err := m.apply(answers[m.file])
			if err != nil {
				t.Errorf("%s, %s: %v", m.file, m.name, err)
				continue
			}
			solutions[m.file], taken[m.file] = wrong, true
			now = append(now, m)
		}
		// 한 번 빌드해서 문제마다 따로 해 본다. 하나가 멈추거나 넘어져도 다른 문제는 제대로 본다.
		program := filepath.Join(t.TempDir(), "exercise.exe")
		if out, err := try(t, lesson, folder, solutions, "-c", "-ldflags=-w", "-o", program); err != nil {
			t.Errorf("틀리게 고친 것이 빌드되지 않는다: %v\n%s", now, out)
		} else {
			for _, m := range now {
				// 뮤텍스를 잊은 것처럼 어쩌다 드러나는 실수도 있다. 그래서 스무 번까지 해 본다.
				cmd := exec.Command(program, "-test.run=^"+testOf(t, folder, m.file)+"$", "-test.count=20", "-test.failfast")
				cmd.Dir = folder
				if out, _ := cmd.CombinedOutput(); !rejects(string(out), m) {
					t.Errorf("%s를 %q대로 틀리게 고쳤는데, 그 이름으로 거절당하지 않는다.\n%s", m.file, m.name, mentions(string(out), m.file))
				}
			}
		}
		waiting = later
	}
}

// testOf는 문제의 파일을 시험하는 테스트의 이름이다.
func testOf(t *testing.T, folder, file string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(folder, strings.TrimSuffix(file, ".go")+"_test.go"))
	if err != nil {
		t.Fatal(err)
	}
	return regexp.MustCompile(`(?m)^func (Test\w+)\(`).FindStringSubmatch(string(text))[1]
}

// rejects는 m의 파일이 m의 이름으로 거절당했는지 본다.
func rejects(out string, m mistake) bool {
	return slices.ContainsFunc(sentence.FindAllStringSubmatch(out, -1), func(match []string) bool {
		return match[2] == m.file && strings.Contains(match[3], "흔한 실수: "+m.name+".")
	})
}

// mentions는 출력에서 file의 줄만 고른다. 없으면 빌드가 실패한 것이므로 모두 준다.
func mentions(out, file string) string {
	var lines bytes.Buffer
	for line := range strings.Lines(out) {
		if strings.Contains(line, "exercise/"+file) {
			lines.WriteString(line)
		}
	}
	if lines.Len() == 0 {
		return out
	}
	return lines.String()
}

func TestMistakesIn(t *testing.T) {
	all := mistakesIn("머리말\n\n== a.go: 실수 하나\n-\tx\n+\ty\n-\tz\n\n== a.go: 실수 둘\n-\tw\n")
	if len(all) != 2 || all[0].name != "실수 하나" || len(all[0].hunks) != 2 || all[0].hunks[0] != [2]string{"\tx\n", "\ty\n"} {
		t.Fatalf("%+v", all)
	}
	if got, err := all[0].apply("\tx\n\tz\n"); err != nil || got != "\ty\n" {
		t.Errorf("%q, %v", got, err)
	}
	if _, err := all[1].apply("\tx\n"); err == nil {
		t.Error("없는 것을 고쳤다")
	}
}

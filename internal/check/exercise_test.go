package check

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"socketworkbook/internal/grader/gradertest"
	"socketworkbook/internal/lesson/lessontest"
)

// TestStubsFail은 풀지 않은 문제가 모두 실패하는지 본다. 교실에서는 이미 풀었을 수 있으므로 CI에서만 본다.
func TestStubsFail(t *testing.T) {
	lessontest.Slow(t, "연습마다 빌드한다")
	for _, lesson := range course {
		t.Run(lesson, func(t *testing.T) {
			t.Parallel()
			stubsFail(t, lesson, filepath.Join(lessontest.Root(t), lesson, "exercise"))
		})
	}
}

// 정답이 있는 곳에는 정답과 흔한 실수를 해 보는 테스트도 있다. 학생판에는 둘 다 없다.
func TestAnswersAreChecked(t *testing.T) {
	for _, lesson := range course {
		answer := filepath.Join(lessontest.Root(t), lesson, "exercise", "answer")
		if _, err := os.Stat(answer); err != nil {
			continue
		}
		text, err := os.ReadFile(filepath.Join(answer, "answer_test.go"))
		if err != nil || !strings.Contains(string(text), `gradertest.Check(t, "`+lesson+`")`) {
			t.Errorf("%s의 정답을 아무도 해 보지 않는다: %v", lesson, err)
		}
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

// stubsFail은 풀지 않은 문제가 테스트마다 한 문장으로 실패하고, 문장이 가리키는 곳이 있는지 본다.
func stubsFail(t *testing.T, lesson, folder string) {
	out, err := gradertest.Try(t, lesson, folder, nil, "-count=1")
	if err == nil {
		t.Fatal("풀지 않았는데 통과한다")
	}
	house := os.DirFS(lessontest.Root(t))
	for _, name := range testsIn(t, folder) {
		if !strings.Contains(out, "--- FAIL: "+name+" (") {
			t.Errorf("%s가 풀지 않은 문제를 통과시킨다", name)
		}
	}
	found := gradertest.Sentence.FindAllStringSubmatch(out, -1)
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
	for _, decl := range gradertest.Declarations(t, folder) {
		if f, ok := decl.(*ast.FuncDecl); ok && strings.HasPrefix(f.Name.Name, "Test") && f.Name.Name != "TestMain" {
			names = append(names, f.Name.Name)
		}
	}
	return names
}

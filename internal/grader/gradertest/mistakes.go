package gradertest

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

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
		if out, err := Try(t, lesson, folder, solutions, "-c", "-ldflags=-w", "-o", program); err != nil {
			t.Errorf("틀리게 고친 것이 빌드되지 않는다: %v\n%s", now, out)
		} else {
			for _, m := range now {
				if out := rejection(program, folder, testOf(t, folder, m.file), m); out != "" {
					t.Errorf("%s를 %q대로 틀리게 고쳤는데, 그 이름으로 거절당하지 않는다.\n%s", m.file, m.name, mentions(out, m.file))
				}
			}
		}
		waiting = later
	}
}

// rejection은 m이 그 이름으로 거절당하면 빈 문자열을, 아니면 마지막 출력을 돌려준다. 뮤텍스를 잊은 실수는 어쩌다 드러나고,
// 드러나는 모습도 그때그때 다르다. 맵이 망가져 끝없이 돌면 "끝나지 않습니다"이다. 그래서 스무 번씩 세 번까지 해 본다.
func rejection(program, folder, test string, m mistake) (out string) {
	for range 3 {
		cmd := exec.Command(program, "-test.run=^"+test+"$", "-test.count=20", "-test.failfast")
		cmd.Dir = folder
		text, _ := cmd.CombinedOutput()
		if rejects(string(text), m) {
			return ""
		}
		out = string(text)
	}
	return out
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
	return slices.ContainsFunc(Sentence.FindAllStringSubmatch(out, -1), func(match []string) bool {
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

// namedMistakes는 테스트에 상수로 적힌 실수의 이름이다.
func namedMistakes(t *testing.T, folder string) (names []string) {
	t.Helper()
	for _, decl := range Declarations(t, folder) {
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

// Declarations는 폴더의 테스트 파일에 적힌 선언이다.
func Declarations(t *testing.T, folder string) (all []ast.Decl) {
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

package main

import (
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"socketworkbook/internal/lesson/lessontest"
)

// 이 테스트 프로그램은 스스로를 한 번 더 실행해서 progress가 된다.
func TestMain(m *testing.M) { lessontest.Main(m, main) }

const (
	unsolved = "func Add(a, b int) int { return 0 }\n"
	solved   = "func Add(a, b int) int { return a + b }\n"
)

// house는 연습이 둘뿐인 작은 저장소이다. solution은 첫째 연습의 풀이이다.
func house(t *testing.T, solution string) (root string) {
	t.Helper()
	root = t.TempDir()
	build(t, root, "01-a", solution)
	return root
}

// build는 root에 수업 하나를 만든다.
func build(t *testing.T, root, lesson, solution string) {
	t.Helper()
	put(t, root, map[string]string{
		"go.mod":                         "module small\n\ngo 1.26.0\n",
		lesson + "/exercise/README.md":   "# " + lesson[:2] + " 연습\n\n## 1. 더하기 (add.go)\n\n## 2. 빼기 (sub.go)\n",
		lesson + "/exercise/add.go":      "package exercise\n\n" + solution,
		lesson + "/exercise/sub.go":      "package exercise\n\nfunc Sub(a, b int) int { return 0 }\n",
		lesson + "/exercise/add_test.go": testOf(lesson, "add", "Add(1, 2) != 3"),
		lesson + "/exercise/sub_test.go": testOf(lesson, "sub", "Sub(2, 1) != 1"),
	})
}

// testOf는 wrong이면 한 문장으로 실패하는 테스트이다.
func testOf(lesson, file, wrong string) string {
	name := strings.ToUpper(file[:1]) + file[1:]
	return "//go:build exercise\n\npackage exercise\n\nimport \"testing\"\n\nfunc Test" + name + "(t *testing.T) {\n" +
		"\tif " + wrong + " {\n\t\tt.Fatal(\"" + lesson + "/exercise/" + file + ".go: 틀렸습니다. 볼 곳: notes\")\n\t}\n}\n"
}

// graded는 진짜 저장소처럼 grader를 쓰는 작은 저장소이다. body는 풀이가 하는 일이다.
func graded(t *testing.T, body string) (root string) {
	t.Helper()
	root = t.TempDir()
	files := map[string]string{
		"go.mod":                      "module socketworkbook\n\ngo 1.26.0\n",
		"01-a/exercise/README.md":     "# 01 연습\n\n## 1. 더하기 (1_add.go)\n",
		"01-a/exercise/1_add.go":      "package exercise\n\nimport \"os\"\n\nvar _ = os.Exit\n\nfunc Add(a, b int) int {\n\t" + body + "\n}\n",
		"01-a/exercise/main_test.go":  "//go:build exercise\n\npackage exercise\n\nimport (\n\t\"testing\"\n\n\t\"socketworkbook/internal/grader\"\n)\n\nfunc TestMain(m *testing.M) { grader.Main(m) }\n",
		"01-a/exercise/1_add_test.go": "//go:build exercise\n\npackage exercise\n\nimport (\n\t\"fmt\"\n\t\"testing\"\n\n\t\"socketworkbook/internal/grader\"\n)\n\nfunc TestAdd(t *testing.T) {\n\ttask := grader.Task{File: \"01-a/exercise/1_add.go\", Note: \"notes/a.md#b\"}\n\ttask.Try(t, \"더하기\", func(*testing.T) error { return grader.Same(\"3\", fmt.Sprint(Add(1, 2)), \"\") })\n}\n",
	}
	grader := filepath.Join(lessontest.Root(t), "internal", "grader")
	maps.Copy(files, sources(t, grader, "internal/grader"))
	put(t, root, files)
	return root
}

// sources는 folder와 그 아래의, 테스트가 아닌 Go 파일들이다.
func sources(t *testing.T, folder, as string) map[string]string {
	t.Helper()
	files := map[string]string{}
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		path := filepath.Join(folder, entry.Name())
		if entry.IsDir() {
			maps.Copy(files, sources(t, path, as+"/"+entry.Name()))
			continue
		}
		if strings.HasSuffix(path, ".go") && !strings.HasSuffix(path, "_test.go") {
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			files[as+"/"+entry.Name()] = string(text)
		}
	}
	return files
}

// put은 root 아래에 파일들을 적는다.
func put(t *testing.T, root string, files map[string]string) {
	t.Helper()
	for name, text := range files {
		file := filepath.Join(root, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// drawn은 root의 연습을 살펴보고 그린 것이다.
func drawn(t *testing.T, root string) string {
	t.Helper()
	chapters, err := look(t.Context(), root, t.TempDir(), nil)
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	draw(&out, chapters)
	return out.String()
}

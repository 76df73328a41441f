package main

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"socketworkbook/internal/lesson/lessontest"
)

// house는 연습이 하나뿐인 작은 저장소이다.
func house(t *testing.T, solution string) string {
	t.Helper()
	root := t.TempDir()
	for name, text := range map[string]string{
		"go.mod":                  "module small\n\ngo 1.25.0\n",
		"01-a/exercise/README.md": "# 01 연습\n\n## 1. 더하기 (add.go)\n\n## 2. 빼기 (sub.go)\n",
		"01-a/exercise/add.go":    "package exercise\n\n" + solution,
		"01-a/exercise/sub.go":    "package exercise\n\nfunc Sub(a, b int) int { return 0 }\n",
		"01-a/exercise/add_test.go": "//go:build exercise\n\npackage exercise\n\nimport \"testing\"\n\n" +
			"func TestAdd(t *testing.T) {\n\tif Add(1, 2) != 3 {\n\t\tt.Fatal(\"01-a/exercise/add.go: 틀렸습니다. 볼 곳: notes\")\n\t}\n}\n",
		"01-a/exercise/sub_test.go": "//go:build exercise\n\npackage exercise\n\nimport \"testing\"\n\n" +
			"func TestSub(t *testing.T) {\n\tif Sub(2, 1) != 1 {\n\t\tt.Fatal(\"01-a/exercise/sub.go: 틀렸습니다. 볼 곳: notes\")\n\t}\n}\n",
	} {
		file := filepath.Join(root, filepath.FromSlash(name))
		os.MkdirAll(filepath.Dir(file), 0o755)
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

func TestLook(t *testing.T) {
	for _, test := range []struct {
		name, solution string
		want           []string
	}{
		{"하나도 못 풂", "func Add(a, b int) int { return 0 }\n",
			[]string{"0/2", "○○", "다음: 01-a의 1. 더하기", "01-a/exercise/add.go: 틀렸습니다", "-run TestAdd ./01-a/exercise"}},
		{"하나를 풂", "func Add(a, b int) int { return a + b }\n",
			[]string{"1/2", "●○", "█", "다음: 01-a의 2. 빼기", "01-a/exercise/sub.go: 틀렸습니다"}},
		{"넘어짐", "func Add(a, b int) int { panic(1) }\n", []string{"0/2", "다음: 01-a의 1. 더하기"}},
		{"빌드되지 않음", "func Add(a, b int) int { return \"\" }\n", []string{"0/2", "01-a가 빌드되지 않습니다", "add.go:3:"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			var out strings.Builder
			if err := look(t.Context(), house(t, test.solution), &out); err != nil {
				t.Fatal(err)
			}
			for _, want := range test.want {
				if !strings.Contains(out.String(), want) {
					t.Errorf("%q가 없다\n%s", want, out.String())
				}
			}
		})
	}
}

// 저장소의 연습을 정답으로 풀면 모두 푼 것이 된다.
func TestAnswersSolveEverything(t *testing.T) {
	root := lessontest.Root(t)
	answers, _ := filepath.Glob(filepath.Join(root, "0*-*", "exercise", "answer", "*.go"))
	if len(answers) == 0 {
		t.Skip("학생판에는 정답이 없다")
	}
	overlay := struct{ Replace map[string]string }{map[string]string{}}
	for _, answer := range answers {
		overlay.Replace[filepath.Join(filepath.Dir(filepath.Dir(answer)), filepath.Base(answer))] = answer
	}
	list, _ := json.Marshal(overlay)
	file := filepath.Join(t.TempDir(), "overlay.json")
	os.WriteFile(file, list, 0o644)
	t.Setenv("GOFLAGS", "-overlay="+file)
	var out strings.Builder
	if err := look(t.Context(), root, &out); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(out.String(), "모두 풀었습니다") {
		t.Error(out.String())
	}
}

// 저장하면 깨어나고, 멈추라고 해도 깨어난다.
func TestWaitForSave(t *testing.T) {
	root := house(t, "")
	file := filepath.Join(root, "01-a", "exercise", "add.go")
	before := stamp(root)
	woke := make(chan bool)
	go func() {
		waitForSave(t.Context(), root, before)
		woke <- true
	}()
	os.WriteFile(file, []byte("package exercise\n\n// 저장함\n"), 0o644)
	select {
	case <-woke:
	case <-time.After(10 * time.Second):
		t.Fatal("저장한 것을 모른다")
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	waitForSave(ctx, root, stamp(root))
}

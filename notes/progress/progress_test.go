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
		"go.mod":                  "module small\n\ngo 1.26.0\n",
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
		{"테스트가 찾는 이름을 바꿈", "func Plus(a, b int) string { return a + b }\n", []string{"0/2  빌드되지 않음", "add.go:3:"}},
		{"빌드되지 않음", "func Add(a, b int) int { return \"\" }\n", []string{"0/2  빌드되지 않음", "01-a가 빌드되지 않습니다", "add.go:3:"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			drawn := drawn(t, house(t, test.solution))
			for _, want := range test.want {
				if !strings.Contains(drawn, want) {
					t.Errorf("%q가 없다\n%s", want, drawn)
				}
			}
		})
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

// 다시 볼 때는 저장한 수업만 다시 본다.
func TestLookAgain(t *testing.T) {
	root, temp := house(t, "func Add(a, b int) int { return 0 }\n"), t.TempDir()
	chapters, err := look(t.Context(), root, temp, nil)
	if err != nil {
		t.Fatal(err)
	}
	chapters[0].tasks[0].hint = "앞서 본 것"
	again, err := look(t.Context(), root, temp, chapters)
	if err != nil || again[0].tasks[0].hint != "앞서 본 것" {
		t.Errorf("저장하지 않았는데 다시 보았다: %+v, %v", again, err)
	}
	os.WriteFile(filepath.Join(root, "01-a", "exercise", "add.go"), []byte("package exercise\n\nfunc Add(a, b int) int { return a + b }\n"), 0o644)
	again, err = look(t.Context(), root, temp, chapters)
	if err != nil || !again[0].tasks[0].solved {
		t.Errorf("저장했는데 다시 보지 않았다: %+v, %v", again, err)
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
	if drawn := drawn(t, root); !strings.Contains(drawn, "모두 풀었습니다") {
		t.Error(drawn)
	}
}

// 저장하면 깨어나고, 멈추라고 해도 깨어난다.
func TestWaitForSave(t *testing.T) {
	root := house(t, "")
	file := filepath.Join(root, "01-a", "exercise", "add.go")
	chapters, err := find(root)
	if err != nil {
		t.Fatal(err)
	}
	woke := make(chan bool)
	go func() {
		waitForSave(t.Context(), root, chapters)
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
	chapters, _ = find(root)
	waitForSave(ctx, root, chapters)
}

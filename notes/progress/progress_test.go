package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"socketworkbook/internal/lesson/lessontest"
)

func TestLook(t *testing.T) {
	for _, test := range []struct {
		name, solution string
		want           []string
	}{
		{"하나도 못 풂", "func Add(a, b int) int { return 0 }\n",
			[]string{"0/2", "○○", "다음: 01-a의 1. 더하기", "01-a/exercise/add.go: 틀렸습니다", "-run TestAdd ./01-a/exercise"}},
		{"하나를 풂", "func Add(a, b int) int { return a + b }\n",
			[]string{"1/2", "●○", "█", "다음: 01-a의 2. 빼기", "01-a/exercise/sub.go: 틀렸습니다"}},
		{"패닉", "func Add(a, b int) int { panic(1) }\n", []string{"0/2", "다음: 01-a의 1. 더하기"}},
		{"테스트가 찾는 이름을 바꿈", "func Plus(a, b int) string { return a + b }\n", []string{"?/2  빌드되지 않음", "add.go:3:"}},
		{"빌드되지 않음", "func Add(a, b int) int { return \"\" }\n", []string{"?/2  빌드되지 않음", "01-a부터 고치세요(빌드되지 않음)", "add.go:3:"}},
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
	lessontest.Slow(t, "모든 수업의 연습을 빌드한다")
	root := lessontest.Root(t)
	answers, _ := filepath.Glob(filepath.Join(root, "0*-*", "exercise", "answer", "[0-9]*.go"))
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

package main

import (
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"socketworkbook/internal/lesson/lessontest"
)

const (
	subSolved = "package exercise\n\nfunc Sub(a, b int) int { return a - b }\n"
	brokenAdd = "package exercise\n\nfunc Add(a, b int) int {\n\tc := 1\n\treturn a + b\n}\n"
)

// commit은 root를 git에 담는다.
func commit(t *testing.T, root string) {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git이 없다")
	}
	for _, args := range [][]string{{"init", "-q"}, {"add", "."}, {"-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "처음"}} {
		cmd := exec.Command("git", args...)
		cmd.Dir = root
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("git %v: %v\n%s", args, err, out)
		}
	}
}

// 파일 하나가 빌드되지 않으면 그 파일과 줄을 알리고, 나머지 문제는 그대로 본다.
func TestBroken(t *testing.T) {
	lessontest.Slow(t, "작은 저장소를 만들어 빌드한다")
	for _, test := range []struct {
		name, add string
		want      []string
	}{
		{"문법이 틀림", "func Add(a, b int) int {\n\treturn a +\n}\n", []string{"01-a/exercise/add.go:"}},
		{"쓰지 않은 변수", "func Add(a, b int) int {\n\tc := 1\n\treturn a + b\n}\n", []string{"01-a/exercise/add.go:4:"}},
		{"테스트와 모양이 다름", "func Add(a int) int { return a }\n", []string{"01-a/exercise/add_test.go:"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			root := house(t, unsolved)
			commit(t, root)
			put(t, root, map[string]string{"01-a/exercise/add.go": "package exercise\n\n" + test.add, "01-a/exercise/sub.go": subSolved})
			wantAll(t, drawn(t, root), append(test.want, "01-a                 ○●       1/2  add.go가 빌드되지 않음")...)
		})
	}
}

// git에서 옛것을 꺼낼 수 없으면 나머지도 볼 수 없다. 풀지 않았다고 하지 않고 볼 수 없다고 한다.
func TestBrokenUnseen(t *testing.T) {
	lessontest.Slow(t, "작은 저장소를 만들어 빌드한다")
	t.Parallel()
	root := house(t, unsolved)
	put(t, filepath.Join(root, "01-a", "exercise"), map[string]string{"add.go": brokenAdd, "sub.go": subSolved})
	wantAll(t, drawn(t, root), "01-a                 ??       ?/2  빌드되지 않음", "01-a/exercise/add.go:4:", "이것이 빌드되어야 같은 수업의 다른 문제도 봅니다")
}

// 빌드되지 않는 파일을 쓰는 다른 풀이는, 틀렸다고 하지 않고 볼 수 없다고 한다.
func TestBrokenHelper(t *testing.T) {
	lessontest.Slow(t, "작은 저장소를 만들어 빌드한다")
	t.Parallel()
	root := house(t, unsolved)
	commit(t, root)
	put(t, filepath.Join(root, "01-a", "exercise"), map[string]string{
		"add.go": brokenAdd + "\nfunc help() int { return 1 }\n",
		"sub.go": "package exercise\n\nfunc Sub(a, b int) int { return help() }\n",
	})
	wantAll(t, drawn(t, root), "01-a                 ○?       0/2  add.go가 빌드되지 않음", "01-a/exercise/add.go:4:")
}

// 정답과 비교하라는 말은 정답이 있을 때만 한다.
func TestCompareWithAnswers(t *testing.T) {
	lessontest.Slow(t, "작은 저장소를 만들어 빌드한다")
	root := house(t, solved)
	put(t, root, map[string]string{"01-a/exercise/sub.go": subSolved})
	if got := drawn(t, root); !strings.Contains(got, "모두 풀었습니다.") || strings.Contains(got, "정답") {
		t.Errorf("정답이 없다\n%s", got)
	}
	put(t, root, map[string]string{"01-a/exercise/answer/add.go": "package answer\n"})
	wantAll(t, drawn(t, root), "모두 풀었습니다. 이제 정답과 비교해 보세요.")
}

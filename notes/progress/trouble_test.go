package main

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"socketworkbook/internal/lesson/lessontest"
)

// 풀이가 무엇을 하든 푼 것으로 세지 않고, 무슨 일인지 우리말로 알린다.
func TestTrouble(t *testing.T) {
	for _, test := range []struct {
		name, solution string
		want           []string
	}{
		{"테스트 중에 조용히 끝냄", "import \"os\"\n\nfunc Add(a, b int) int { os.Exit(0); return 0 }\n",
			[]string{"0/2", "프로그램을 끝내 버렸습니다(os.Exit나 log.Fatal)"}},
		{"테스트 전에 조용히 끝냄", "import \"os\"\n\nfunc init() { os.Exit(0) }\n\n" + solved,
			[]string{"0/2", "테스트가 시작되기 전에 프로그램이 끝났습니다", "add.go의 init"}},
		{"테스트 전에 끝없이 출력함", "import \"fmt\"\n\nfunc init() {\n\tfor {\n\t\tfmt.Println(\"안녕\")\n\t}\n}\n\n" + solved,
			[]string{"0/2", "01-a/exercise", "테스트가 시작되기 전에 끝없이 출력합니다", "add.go의 init"}},
		{"테스트 전에 패닉", "var zero = []int{}[Add(0, 0)]\n\n" + solved,
			[]string{"0/2", "테스트가 시작되기 전에 패닉이 났습니다(panic): runtime error: index out of range"}},
		{"끝없이 출력함", "import \"fmt\"\n\nfunc Add(a, b int) int {\n\tfor {\n\t\tfmt.Println(\"안녕\")\n\t}\n}\n",
			[]string{"0/2", "끝없이 출력합니다"}},
		{"문장이 없는 실패", "import \"fmt\"\n\nfunc Add(a, b int) int {\n\tfmt.Println(\"하나\")\n\tpanic(\"포트가 모자람\")\n}\n",
			[]string{"마지막으로 출력한 것: panic: 포트가 모자람"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			wantAll(t, drawn(t, house(t, test.solution)), test.want...)
		})
	}
}

// 진짜 연습처럼 grader가 지켜보는 풀이도 그렇다.
func TestTroubleGraded(t *testing.T) {
	lessontest.Slow(t, "작은 저장소를 만들어 빌드한다")
	for name, test := range map[string]struct{ body, want string }{
		"조용히 끝냄":  {"os.Exit(0)\n\treturn 0", "01-a/exercise/1_add.go: 「더하기」 풀이가 프로그램을 끝내 버렸습니다(os.Exit나 log.Fatal). 볼 곳: notes/a.md#b"},
		"끝없이 출력함": {"for {\n\t\tprintln(\"안녕\")\n\t}", "01-a/exercise/1_add.go: 「더하기」 풀이가 끝없이 출력합니다. 볼 곳: notes/a.md#b"},
		"패닉":      {"panic(\"악\")", "01-a/exercise/1_add.go: 「더하기」 1_add.go의 8번째 줄에서 패닉이 났습니다(panic): 악. 볼 곳: notes/a.md#b"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			wantAll(t, drawn(t, graded(t, test.body)), "0/1", test.want)
		})
	}
	t.Run("맞음", func(t *testing.T) {
		t.Parallel()
		wantAll(t, drawn(t, graded(t, "return a + b")), "1/1", "모두 풀었습니다")
	})
}

// 지운 파일은 이름과 되살리는 법을 알리고, 다른 연습과 다른 수업은 그대로 본다.
func TestMissing(t *testing.T) {
	lessontest.Slow(t, "작은 저장소를 만들어 빌드한다")
	for _, test := range []struct{ file, text, want string }{
		{"add_test.go", "", "01-a/exercise/add_test.go 파일이 없습니다. 되살리려면"},
		{"add_test.go", "//go:build exercise\n\npackage exercise\n", "01-a/exercise/add_test.go 파일에 테스트 함수가 없습니다. 되살리려면"},
		{"add.go", "", "01-a/exercise/add.go 파일이 없습니다. 되살리려면"},
		{"README.md", "", "01-a/exercise/README.md 파일이 없습니다. 되살리려면"},
	} {
		t.Run(test.file, func(t *testing.T) {
			t.Parallel()
			root := house(t, solved)
			build(t, root, "10-b", solved)
			file := filepath.Join(root, "01-a", "exercise", test.file)
			if err := os.Remove(file); err != nil {
				t.Fatal(err)
			}
			if test.text != "" {
				os.WriteFile(file, []byte(test.text), 0o644)
			}
			wantAll(t, drawn(t, root), test.want, "git checkout -- 01-a/exercise/"+test.file, "10-b                 ●○")
		})
	}
	t.Run("다른 테스트가 쓰는 것까지 지움", func(t *testing.T) {
		root := house(t, solved)
		folder := filepath.Join(root, "01-a", "exercise")
		os.Remove(filepath.Join(folder, "sub_test.go"))
		put(t, folder, map[string]string{"add_test.go": testOf("01-a", "add", "helper() != 3")})
		wantAll(t, drawn(t, root), "01-a/exercise/sub_test.go 파일이 없습니다. 되살리려면")
	})
}

// 테스트 전에 멈춘 것은 기다리다가 알린다.
func TestStuckBeforeTests(t *testing.T) {
	lessontest.Slow(t, "작은 저장소를 만들어 빌드한다")
	t.Parallel()
	root, temp := house(t, "func init() {\n\tfor {\n\t}\n}\n\n"+solved), t.TempDir()
	c := find(root)[0]
	binary := filepath.Join(temp, "a.exe")
	if out, err := c.build(t.Context(), root, temp, binary, ""); err != nil {
		t.Fatal(out, err)
	}
	ctx, stop := context.WithTimeoutCause(t.Context(), time.Second, errLate)
	defer stop()
	folder := filepath.Join(root, "01-a", "exercise")
	wantAll(t, c.begin(ctx, binary, folder), "01-a/exercise: 테스트가 시작되기 전에 멈추었습니다", "볼 곳: add.go의 init 함수")
}

// 실행할 수 없는 컴퓨터에서는 그 이유를 알린다.
func TestCannotRun(t *testing.T) {
	var c chapter
	c.lesson, c.tasks = "01-a", []task{{test: "TestAdd"}}
	nowhere := filepath.Join(t.TempDir(), "없음.exe")
	if got := c.begin(t.Context(), nowhere, t.TempDir()); !strings.Contains(got, "테스트를 실행하지 못했습니다") || !strings.Contains(got, "없음.exe") {
		t.Errorf("%q", got)
	}
}

// 남이 만든 .git이 있어도 빌드한다. 그런 .git에서 git은 실패한다.
func TestForeignGit(t *testing.T) {
	lessontest.Slow(t, "작은 저장소를 만들어 빌드한다")
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git이 없으면 go도 git을 부르지 않는다")
	}
	root := house(t, solved)
	if err := os.Mkdir(filepath.Join(root, ".git"), 0o755); err != nil {
		t.Fatal(err)
	}
	t.Setenv("GOFLAGS", "-buildvcs=true")
	wantAll(t, drawn(t, root), "01-a                 ●○")
}

// 폴더의 이름에 빈칸, 한글, 대괄호가 있어도 된다.
func TestOddFolders(t *testing.T) {
	lessontest.Slow(t, "작은 저장소를 만들어 빌드한다")
	root := filepath.Join(t.TempDir(), "내 소켓 [1] 수업")
	build(t, root, "01-a", solved)
	wantAll(t, drawn(t, root), "01-a                 ●○")
}

func wantAll(t *testing.T, got string, want ...string) {
	t.Helper()
	for _, want := range want {
		if !strings.Contains(got, want) {
			t.Errorf("%q가 없다\n%s", want, got)
		}
	}
}

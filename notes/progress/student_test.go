package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"socketworkbook/internal/lesson/lessontest"
)

// start는 학생이 켜듯이 folder에서 progress를 켠다.
func start(t *testing.T, folder string, env ...string) (stdout, stderr string, code int) {
	t.Helper()
	cmd := lessontest.Command(t)
	cmd.Dir, cmd.Env = folder, append(cmd.Env, env...)
	var out, diary strings.Builder
	cmd.Stdout, cmd.Stderr = &out, &diary
	cmd.Run()
	return out.String(), diary.String(), cmd.ProcessState.ExitCode()
}

// 저장소의 어느 폴더에서 켜도 된다.
func TestStartAnywhere(t *testing.T) {
	root := house(t, solved)
	for _, folder := range []string{root, filepath.Join(root, "01-a", "exercise")} {
		stdout, stderr, code := start(t, folder)
		if code != 0 || !strings.Contains(stdout, "1/2") {
			t.Errorf("%s에서 켰더니 상태 %d\n%s%s", folder, code, stdout, stderr)
		}
	}
}

// 켤 수 없으면 무엇을 하면 되는지 한 줄로 알린다.
func TestCannotStart(t *testing.T) {
	for _, test := range []struct{ name, folder, env, want string }{
		{"저장소 밖", t.TempDir(), "A=", "연습을 찾지 못했습니다. 저장소의 폴더에서 켜 주세요"},
		{"PATH에 go가 없음", house(t, solved), "PATH=", "PATH에 넣어 주세요"},
	} {
		stdout, stderr, code := start(t, test.folder, test.env)
		if code != 1 || stdout != "" || strings.Count(stderr, "\n") != 1 || !strings.Contains(stderr, test.want) || strings.Contains(stderr, "%!") {
			t.Errorf("%s: 상태 %d, %q, %q", test.name, code, stdout, stderr)
		}
	}
}

// save는 한 번에 저장한다. 반쯤 적힌 파일은 보이지 않는다.
func save(t *testing.T, file, text string) {
	t.Helper()
	draft := filepath.Join(t.TempDir(), "draft")
	if err := os.WriteFile(draft, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(draft, file); err != nil {
		t.Fatal(err)
	}
}

func remove(t *testing.T, file string) {
	t.Helper()
	if err := os.Remove(file); err != nil {
		t.Fatal(err)
	}
}

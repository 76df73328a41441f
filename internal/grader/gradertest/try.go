// Package gradertest는 연습 문제의 정답과 흔한 실수를 채점기에 넣어 본다. 저장소의 파일은 고치지 않는다.
package gradertest

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"testing"

	"socketworkbook/internal/lesson/lessontest"
)

// Try는 solutions를 문제의 자리에 놓고 테스트한다. 저장소의 파일은 그대로 둔다(-overlay).
func Try(t *testing.T, lesson, folder string, solutions map[string]string, args ...string) (out string, err error) {
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

// Sentence는 실패를 알리는 한 문장이다: 문제의 파일, 그 이름, 할 말, 볼 곳.
var Sentence = regexp.MustCompile(`(?m)^\s*(?:\S+\.go:\d+: )?(\S+/exercise/(\w+\.go)): (.*) 볼 곳: (\S+)$`)

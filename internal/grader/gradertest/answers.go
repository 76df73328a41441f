package gradertest

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"socketworkbook/internal/lesson/lessontest"
)

// Check는 lesson의 연습이 제 일을 하는지 본다. 정답의 폴더에 있는 테스트가 부른다. 학생판에는 그 폴더가 없다.
//
//   - 정답은 모든 테스트를 스무 번 통과한다. 한 번은 notes/progress의 테스트가 어디서나 해 본다.
//   - 정답을 흔한 실수대로 고치면 그 실수의 이름으로 거절당한다.
func Check(t *testing.T, lesson string) {
	lessontest.Slow(t, "실수마다 빌드한다")
	folder := filepath.Join(lessontest.Root(t), lesson, "exercise")
	answers := answersOf(t, folder)
	t.Run("정답", func(t *testing.T) {
		if out, err := Try(t, lesson, folder, answers, "-race", "-count=20"); err != nil {
			t.Errorf("정답이 통과하지 못한다: %v\n%s", err, out)
		}
	})
	t.Run("흔한 실수", func(t *testing.T) { mistakesAreNamed(t, lesson, folder, answers) })
}

// answersOf는 파일의 이름에서 정답을 찾는다.
func answersOf(t *testing.T, folder string) map[string]string {
	t.Helper()
	answers := map[string]string{}
	files, _ := filepath.Glob(filepath.Join(folder, "answer", "*.go"))
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := os.Stat(filepath.Join(folder, filepath.Base(file))); err != nil {
			t.Errorf("%s에 짝이 되는 문제가 없다", file)
		}
		answers[filepath.Base(file)] = string(text)
	}
	return answers
}

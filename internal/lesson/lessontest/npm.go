package lessontest

import (
	"os/exec"
	"testing"
)

// NPM은 빈 폴더에 npm의 패키지를 설치하고 그 폴더를 돌려준다. npm이 없으면 테스트를 건너뛴다.
func NPM(t testing.TB, packages ...string) (folder string) {
	t.Helper()
	npm, err := exec.LookPath("npm")
	if err != nil {
		t.Skip("npm이 없어서 진짜 클라이언트로 해 보지 못한다")
	}
	folder = t.TempDir()
	install := exec.Command(npm, append([]string{"install", "--no-audit", "--no-fund", "--no-save", "--ignore-scripts"}, packages...)...)
	install.Dir = folder
	if out, err := install.CombinedOutput(); err != nil {
		t.Fatalf("npm install: %v\n%s", err, out)
	}
	return folder
}

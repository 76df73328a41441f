package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"socketworkbook/internal/lesson/lessontest"
)

// 이 테스트 프로그램은 스스로를 한 번 더 실행해서 bundle이 된다.
func TestMain(m *testing.M) { lessontest.Main(m, main) }

// 할 수 없으면 아무것도 만들지 않고, 무엇을 하면 되는지 한 줄로 알린다.
func TestRefuses(t *testing.T) {
	root, full, empty := lessontest.Root(t), t.TempDir(), t.TempDir()
	if err := os.WriteFile(filepath.Join(full, "report.txt"), []byte("숙제"), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ name, within, out, path, want string }{
		{"비어 있지 않음", root, full, os.Getenv("PATH"), "비어 있지 않습니다(report.txt)"},
		{"저장소 안", root, filepath.Join(root, "notes", "usb"), os.Getenv("PATH"), "저장소 안에 있습니다"},
		{"저장소 자체", root, root, os.Getenv("PATH"), "저장소 안에 있습니다"},
		{"저장소의 밖에서 켬", empty, filepath.Join(empty, "usb"), os.Getenv("PATH"), "저장소의 폴더에서 켜 주세요"},
		{"Go가 없음", root, filepath.Join(empty, "usb"), empty, "Go를 설치한 폴더의 bin을 PATH에"},
	} {
		t.Run(test.name, func(t *testing.T) {
			cmd := lessontest.Command(t, "-o", test.out)
			cmd.Dir, cmd.Env = test.within, append(cmd.Env, "PATH="+test.path)
			said, err := cmd.CombinedOutput()
			if err == nil || strings.Count(string(said), "\n") != 1 || !strings.Contains(string(said), test.want) {
				t.Errorf("%v, %q. 한 줄로 %q를 알려야 한다", err, said, test.want)
			}
			if left, _ := os.ReadDir(empty); len(left) > 0 {
				t.Errorf("%s를 만들었다", left[0].Name())
			}
		})
	}
	if text, err := os.ReadFile(filepath.Join(full, "report.txt")); err != nil || string(text) != "숙제" {
		t.Errorf("있던 파일이 %q가 되었다: %v", text, err)
	}
}

// 학생은 켠 터미널에서 모듈을 하나도 받아 두지 않은 채 모든 것을 빌드한다. 네트워크는 없다.
func TestWithoutNetwork(t *testing.T) {
	lessontest.Slow(t, "USB 메모리의 폴더를 만들고, 빈 모듈 캐시에서 모든 것을 빌드한다")
	if runtime.GOOS == "windows" {
		t.Skip("start.sh를 돌릴 sh가 없다")
	}
	usb := filepath.Join(t.TempDir(), "수업 자료, 50% #1")
	build := lessontest.Command(t, "-o", usb)
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if answers, _ := filepath.Glob(filepath.Join(usb, "workbook", "*", "exercise", "answer")); len(answers) > 0 {
		t.Errorf("학생판에 정답이 있다: %s", answers[0])
	}

	words := []string{"sh", filepath.Join(usb, "start.sh")}
	if exec.Command("unshare", "-rn", "true").Run() == nil {
		words = append([]string{"unshare", "-rn"}, words...) // 루프백도 꺼진 네트워크
	} else {
		t.Log("네트워크를 끌 수 없어서 GOPROXY만 믿는다")
	}
	student := exec.Command(words[0], words[1:]...)
	student.Env = append(os.Environ(), "SHELL=/bin/sh", "GOMODCACHE="+t.TempDir(), "GOFLAGS=", "GOPROXY=off")
	t.Cleanup(func() { // 모듈 캐시는 읽기만 되게 만들어져서 go가 지워야 한다.
		clean := exec.Command("go", "clean", "-modcache")
		clean.Env = student.Env
		clean.Run()
	})
	student.Stdin = strings.NewReader(`
set -e
go build ./0*-*/
go list -deps -test -tags exercise ./... >/dev/null
go vet -tags exercise ./03-http-polling
go test -c -tags exercise -o /dev/null ./05-websocket-echo/exercise
echo "모두 됐다 $GOPROXY"
`)
	out, err := student.CombinedOutput()
	if err != nil || !strings.Contains(string(out), "모두 됐다 file:///") || !strings.Contains(string(out), "  go run ./01-raw-tcp\n") {
		t.Errorf("%v\n%s", err, out)
	}
}

// 디스크가 가득 차면 한 번만 알리고, 반만 찬 폴더를 남기지 않는다.
func TestDiskFull(t *testing.T) {
	small := t.TempDir()
	mount := `mount -t tmpfs -o size=1m none "$0"`
	if exec.Command("unshare", "-rm", "sh", "-c", mount, small).Run() != nil {
		t.Skip("작은 디스크를 만들 수 없다")
	}
	build := lessontest.Command(t, "-o", filepath.Join(small, "usb"))
	build.Path, _ = exec.LookPath("unshare")
	build.Args = append([]string{"unshare", "-rm", "sh", "-c", mount + ` && "$@"; ls "$0/usb"; exit 0`, small}, build.Args...)
	out, err := build.CombinedOutput()
	lines := strings.Split(strings.TrimSpace(string(out)), "\n")
	if last := lines[len(lines)-1]; err != nil || strings.Count(string(out), "가득 찼습니다") != 1 || !strings.HasPrefix(last, "파일 쓰기: ") && !strings.HasPrefix(last, "폴더 만들기: ") {
		t.Errorf("%v\n%s", err, out)
	}
}

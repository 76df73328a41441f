//go:build unix

package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"socketworkbook/internal/lesson/lessontest"
)

// watching은 학생이 켜듯이 따로 켠 progress -watch이다. 터미널에서처럼 제 프로세스 그룹이 있다.
type watching struct {
	*exec.Cmd
	temp  string // 임시 폴더를 만드는 곳
	drawn chan string
}

func startWatching(t *testing.T, root string, env ...string) *watching {
	t.Helper()
	w := &watching{Cmd: lessontest.Command(t, "-watch"), temp: t.TempDir()}
	w.Dir, w.Env = root, append(append(w.Env, "TMPDIR="+w.temp), env...)
	w.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	out, err := w.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { syscall.Kill(-w.Process.Pid, syscall.SIGKILL) })
	w.drawn = screens(out)
	return w
}

// interrupt는 Ctrl-C를 누르고, 3초 안에 상태 0으로 끝나며 임시 폴더를 남기지 않는지 본다.
func (w *watching) interrupt(t *testing.T) {
	t.Helper()
	syscall.Kill(-w.Process.Pid, syscall.SIGINT)
	ended := make(chan error, 1)
	go func() { ended <- w.Wait() }()
	select {
	case err := <-ended:
		if err != nil {
			t.Errorf("끝난 상태가 0이 아니다: %v", err)
		}
	case <-time.After(3 * time.Second):
		t.Fatalf("Ctrl-C를 누르고 3초가 지나도 끝나지 않는다. 그동안 다시 그린 화면은 %d개이다", len(w.drawn))
	}
	if left, _ := os.ReadDir(w.temp); len(left) > 0 {
		t.Errorf("남긴 것: %v", left)
	}
}

func TestWatchAsAStudent(t *testing.T) {
	t.Parallel()
	root := house(t, unsolved)
	w := startWatching(t, root)
	wantAll(t, next(t, w.drawn), "0/2")
	still(t, w.drawn)

	save(t, filepath.Join(root, "01-a", "exercise", "add.go"), "package exercise\n\n"+solved)
	wantAll(t, next(t, w.drawn), "1/2")
	still(t, w.drawn)
	w.interrupt(t)
}

// 빌드하는 동안 Ctrl-C를 눌러도 그렇다. 빈 캐시를 주면 빌드가 오래 걸린다.
func TestInterruptWhileBuilding(t *testing.T) {
	t.Parallel()
	w := startWatching(t, house(t, unsolved), "GOCACHE="+filepath.Join(t.TempDir(), "cache"))
	building := func() bool { // go는 빌드하는 동안 임시 폴더를 둔다.
		outside, _ := filepath.Glob(filepath.Join(w.temp, "go-build*"))
		inside, _ := filepath.Glob(filepath.Join(w.temp, "*", "go-build*"))
		return len(outside)+len(inside) > 0
	}
	for deadline := time.Now().Add(20 * time.Second); !building(); time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("빌드를 시작하지 않는다")
		}
	}
	w.interrupt(t)
}

// 풀이가 테스트 전에 멈추어 있는 동안 Ctrl-C를 눌러도 그렇고, 풀이도 남지 않는다.
func TestInterruptWhileStuck(t *testing.T) {
	t.Parallel()
	mark := filepath.Join(t.TempDir(), "켜짐")
	w := startWatching(t, house(t, "import (\n\t\"os\"\n\t\"strconv\"\n)\n\nfunc init() {\n"+
		"\tos.WriteFile(\""+mark+"\", []byte(strconv.Itoa(os.Getpid())), 0o644)\n\tfor {\n\t}\n}\n\n"+solved))
	for deadline := time.Now().Add(20 * time.Second); ; time.Sleep(time.Millisecond) {
		if _, err := os.Stat(mark); err == nil {
			break
		}
		if time.Now().After(deadline) {
			t.Fatal("풀이를 켜지 않는다")
		}
	}
	w.interrupt(t)
}

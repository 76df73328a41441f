package main

import (
	"bufio"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"socketworkbook/internal/lesson/lessontest"
)

// Ctrl-C를 누르면 켜 둔 서버와 클라이언트도, 빌드한 폴더도 남지 않는다.
func TestInterruptLeavesNothing(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	cmd := lessontest.Command(t, "-only", "TCP,SSE")
	cmd.Env = append(cmd.Env, "TMPDIR="+folder, "TMP="+folder, "TEMP="+folder)
	log, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(log)
	for lines.Scan() && !strings.Contains(lines.Text(), "메시지 20개") {
	}
	for deadline := time.Now().Add(10 * time.Second); children(t, folder) < 4; {
		if time.Now().After(deadline) {
			t.Fatalf("서버와 클라이언트가 %d개만 켜졌다", children(t, folder))
		}
	}
	if runtime.GOOS == "windows" {
		cmd.Process.Kill()
		t.Skip("Windows에서는 다른 프로세스에 Ctrl-C를 보낼 수 없다. 콘솔의 Ctrl-C는 자식들에게도 간다")
	}
	begin := time.Now()
	cmd.Process.Signal(os.Interrupt)
	for lines.Scan() {
	}
	if err := cmd.Wait(); err != nil || time.Since(begin) > 3*time.Second {
		t.Errorf("%v 만에 %v로 끝났다", time.Since(begin), err)
	}
	if left, _ := os.ReadDir(folder); len(left) > 0 || runtime.GOOS == "linux" && children(t, folder) > 0 {
		t.Errorf("파일 %d개가 남았다: %v", len(left), left)
	}
}

// 빌드하는 동안 Ctrl-C를 눌러도 상태 0으로 끝나고, go build가 쓰던 폴더까지 남지 않는다.
func TestInterruptWhileBuilding(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("Windows에서는 다른 프로세스에 Ctrl-C를 보낼 수 없다")
	}
	folder := t.TempDir()
	cmd := lessontest.Command(t, "-only", "TCP")
	cmd.Env = append(cmd.Env, "TMPDIR="+folder, "GOCACHE="+t.TempDir()) // 빈 캐시로는 오래 빌드한다.
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	building := func() bool {
		work, _ := filepath.Glob(filepath.Join(folder, "compare*", "go-build*", "b*"))
		return len(work) > 0
	}
	for deadline := time.Now().Add(10 * time.Second); !building(); {
		if time.Now().After(deadline) {
			t.Fatal("빌드를 시작하지 않는다")
		}
	}
	cmd.Process.Signal(os.Interrupt)
	if err := cmd.Wait(); err != nil {
		t.Errorf("%v로 끝났다", err)
	}
	if left, _ := os.ReadDir(folder); len(left) > 0 {
		t.Errorf("파일 %d개가 남았다: %v", len(left), left)
	}
}

// 비교 페이지만 따로 켜고, Ctrl-C로 끈다. 누가 쓰는 포트면 한 줄로 알린다.
func TestLive(t *testing.T) {
	t.Parallel()
	page := lessontest.Start(t, "-live", "-addr", "127.0.0.1:0")
	response, err := http.Get("http://" + page.Addr + "/")
	if err != nil {
		t.Fatal(err)
	}
	response.Body.Close()
	if response.StatusCode != http.StatusOK {
		t.Errorf("페이지가 %s", response.Status)
	}
	if _, stderr, code := lessontest.Run(t, "", "-live", "-addr", page.Addr); code != 1 || strings.Count(stderr, "\n") != 1 || !strings.Contains(stderr, "포트 열기") {
		t.Errorf("쓰고 있는 포트에서 상태 %d, %q", code, stderr)
	}
	if code, took := page.Interrupt(t); code != 0 || took > 3*time.Second {
		t.Errorf("Ctrl-C 뒤 %v 만에 상태 %d", took, code)
	}
}

// children은 folder 안의 프로그램으로 돌고 있는 프로세스의 수이다. 리눅스가 아니면 알 수 없어서 4라고 한다.
// 다른 곳에서는 폴더가 지워졌는지가 말해 준다. Windows는 돌고 있는 프로그램을 지우지 못한다.
func children(t *testing.T, folder string) (n int) {
	if runtime.GOOS != "linux" {
		return 4
	}
	links, _ := filepath.Glob("/proc/[0-9]*/exe")
	for _, link := range links {
		if path, err := os.Readlink(link); err == nil && strings.HasPrefix(path, folder) {
			n++
		}
	}
	return n
}

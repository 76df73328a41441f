// Package childtest는 자식 프로세스를 켜는 프로그램이 Ctrl-C에 남기는 것 없이 끝나는지 본다.
package childtest

import (
	"bufio"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// Interrupt는 program을 args와 env로 켜고, until이 돌아오면 Ctrl-C를 보내고, 남은 것이 없는지 본다.
func Interrupt(t *testing.T, program string, args []string, env string, until func(temp string, said *bufio.Scanner)) {
	t.Helper()
	temp := t.TempDir()
	ctx, stop := context.WithTimeout(t.Context(), 60*time.Second)
	defer stop()
	cmd := exec.CommandContext(ctx, program, args...)
	cmd.Env = append(os.Environ(), "TMPDIR="+temp, env)
	left := ownGroup(cmd)
	stderr, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	said := bufio.NewScanner(stderr)
	until(temp, said)
	begin := time.Now()
	cmd.Process.Signal(os.Interrupt)
	for said.Scan() {
	}
	if err := cmd.Wait(); err != nil || time.Since(begin) > 10*time.Second {
		t.Errorf("%v 만에 %v로 끝났다", time.Since(begin), err)
	}
	if left := left(); left != "" {
		t.Errorf("프로세스가 남았다:\n%s", left)
	}
	if files, _ := filepath.Glob(filepath.Join(temp, "*")); len(files) > 0 {
		t.Errorf("임시 폴더에 %q가 남았다", files)
	}
}

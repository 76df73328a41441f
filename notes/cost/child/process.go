// Package child는 재는 프로그램이 자식 프로세스로 켠 서버이다. 서버의 CPU와 메모리를 밖에서 읽는다.
package child

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"time"
)

// Process는 켜져 있는 서버이다.
type Process struct {
	Addr string
	cmd  *exec.Cmd
}

// Start는 명령을 켜고 stderr의 첫 줄에서 주소를 읽는다. 첫 낱말이 node이면 PATH에서 찾는다.
// env는 더할 환경 변수이다. ctx가 취소되면 죽인다.
func Start(ctx context.Context, folder string, command []string, env ...string) (*Process, error) {
	path := command[0]
	if path != "node" {
		path = filepath.Join(folder, path)
	}
	cmd := exec.CommandContext(ctx, path, command[1:]...)
	cmd.Dir, cmd.Env = folder, append(os.Environ(), env...)
	stderr, err := cmd.StderrPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	p := &Process{cmd: cmd}
	logs := bufio.NewReader(stderr)
	first, _ := logs.ReadString('\n')
	go io.Copy(io.Discard, logs)
	if p.Addr = regexp.MustCompile(`127\.0\.0\.1:\d+`).FindString(first); p.Addr == "" {
		p.Stop()
		return nil, fmt.Errorf("%s가 켜지지 않았습니다: %s", command[0], strings.TrimSpace(first))
	}
	return p, nil
}

// Stop은 서버를 죽이고, 끝날 때까지 기다린다.
func (p *Process) Stop() {
	p.cmd.Process.Kill()
	p.cmd.Wait()
}

// During은 do를 하는 동안 서버가 쓴 CPU이다.
func (p *Process) During(do func() error) (time.Duration, error) {
	before, err := p.CPU()
	if err != nil {
		return 0, err
	}
	if err := do(); err != nil {
		return 0, err
	}
	after, err := p.CPU()
	return after - before, err
}

// Settle은 서버가 조용해질 때까지 기다린다. 조용한지는 CPU 시계로 안다.
func (p *Process) Settle() error {
	for {
		used, err := p.During(func() error { time.Sleep(100 * time.Millisecond); return nil })
		if err != nil || used < time.Millisecond {
			return err
		}
	}
}

package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
)

// process는 켜져 있는 서버이다.
type process struct {
	addr string
	cmd  *exec.Cmd
}

// start는 명령을 켜고 stderr의 첫 줄에서 주소를 읽는다. 첫 낱말이 node이면 PATH에서 찾는다.
// ctx가 닫히면 죽인다.
func start(ctx context.Context, folder string, command []string) (*process, error) {
	path := command[0]
	if path != "node" {
		path = filepath.Join(folder, path)
	}
	cmd := exec.CommandContext(ctx, path, command[1:]...)
	cmd.Dir = folder
	stderr, err := cmd.StderrPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	p := &process{cmd: cmd}
	logs := bufio.NewReader(stderr)
	first, _ := logs.ReadString('\n')
	go io.Copy(io.Discard, logs)
	if p.addr = regexp.MustCompile(`127\.0\.0\.1:\d+`).FindString(first); p.addr == "" {
		p.stop()
		return nil, fmt.Errorf("%s가 켜지지 않았습니다: %s", command[0], strings.TrimSpace(first))
	}
	return p, nil
}

func (p *process) stop() {
	p.cmd.Process.Kill()
	p.cmd.Wait()
}

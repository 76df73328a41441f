package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

const root = "../.." // 저장소의 맨 위

// build는 잴 서버들을 folder에 빌드한다. C와 Node.js는 없어도 된다. 켤 때 없으면 그 줄만 비운다.
func build(ctx context.Context, folder string) error {
	lessons := []string{"./01-raw-tcp", "./02-udp", "./03-http-polling", "./04-sse", "./05-websocket-echo"}
	if err := run(ctx, root, "go", append([]string{"build", "-buildvcs=false", "-o", folder + "/"}, lessons...)...); err != nil {
		return err
	}
	for name, from := range map[string]string{
		"plain": ".", "fast-tcp": "./fast/tcp", "fast-websocket": "./fast/websocket",
	} {
		if err := run(ctx, ".", "go", "build", "-buildvcs=false", "-o", filepath.Join(folder, name), from); err != nil {
			return err
		}
	}
	for _, name := range []string{"epoll", "recvfrom"} {
		run(ctx, ".", "cc", "-O2", "-o", filepath.Join(folder, name), "other/"+name+".c")
	}
	for _, name := range []string{"echo.js", "package.json"} {
		data, err := os.ReadFile("other/" + name)
		if err != nil {
			return fmt.Errorf("Node.js의 서버 읽기: %w", err)
		}
		if err := os.WriteFile(filepath.Join(folder, name), data, 0o644); err != nil {
			return fmt.Errorf("Node.js의 서버 옮기기: %w", err)
		}
	}
	run(ctx, folder, "npm", "install", "--silent", "--no-audit", "--no-fund", "--ignore-scripts")
	return ctx.Err()
}

// run은 dir에서 명령을 끝까지 실행한다. ctx가 닫히면 Ctrl-C를 보낸다.
// 죽여 버리면 go와 npm이 제 임시 폴더를 치우지 못한다.
func run(ctx context.Context, dir, name string, args ...string) error {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir = dir
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	cmd.WaitDelay = 5 * time.Second
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%s %s: %w\n%s", name, strings.Join(args, " "), err, out)
	}
	return nil
}

package main

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"socketworkbook/internal/grader/bounded"
)

const (
	mostOutput = 1 << 20          // 한 번 돌릴 때 받아 주는 출력. 바이트. grader의 한도보다 크다
	beginning  = 20 * time.Second // 테스트가 시작되기를 기다리는 시간. 백신이 먼저 살펴보기도 한다
	patience   = 90 * time.Second // 문제 하나를 기다리는 시간. 보통은 grader가 먼저 멈춘다
)

var errLate = errors.New("시간이 지남")

// test는 한 번 빌드해서 문제마다 따로 돌린다. 한 풀이가 멈추거나 패닉을 내도 다른 문제는 제대로 본다.
func (c *chapter) test(ctx context.Context, root, temp string) error {
	if !slices.ContainsFunc(c.tasks, func(t task) bool { return t.test != "" }) {
		return nil // 돌릴 테스트가 없다.
	}
	binary, folder := filepath.Join(temp, c.lesson+".exe"), filepath.Join(root, c.lesson, "exercise")
	if out, err := c.buildAround(ctx, root, temp, binary); err != nil {
		c.unseeAll()
		c.trouble, c.why = unbuilt, complaint(out, err)
		for _, t := range c.tasks {
			if t.test == "" { // 파일이 없어서 빌드되지 않았을 것이다.
				c.trouble, c.why = "파일이 없음", t.hint
				break
			}
		}
		return ctx.Err()
	}
	limited, stop := context.WithTimeoutCause(ctx, beginning, errLate)
	defer stop()
	if c.why = c.begin(limited, binary, folder); c.why != "" {
		c.unseeAll()
		c.trouble = "시작되지 않음"
		return ctx.Err()
	}
	c.noteBroken()
	for i := range c.tasks {
		c.tasks[i].try(ctx, binary, folder)
	}
	return ctx.Err()
}

// build는 연습의 테스트를 binary로 빌드한다.
// overlay는 파일을 바꾸어 놓을 목록이다. 비어 있으면 그대로 빌드한다.
func (c *chapter) build(ctx context.Context, root, temp, binary, overlay string) (out string, err error) {
	// -w: 디버거가 볼 것은 빼고 빌드한다. 그만큼 빠르다.
	// -buildvcs=false: 남이 만든 .git이 있으면 git이 실패한다.
	args := []string{"test", "-c", "-vet=off", "-buildvcs=false", "-ldflags=-w", "-tags", "exercise", "-o", binary}
	if overlay != "" {
		args = append(args, "-overlay", overlay)
	}
	cmd := bounded.Command(ctx, mostOutput, "go", append(args, "./"+c.lesson+"/exercise")...)
	cmd.Dir = root
	cmd.Env = append(os.Environ(), "GOTMPDIR="+temp) // 빌드하다가 끝나도 temp와 함께 지워지게
	return output(cmd)
}

// begin은 테스트가 시작되는지 본다. 풀이의 init은 테스트보다 먼저 실행된다. 시작되지 않으면 그 이유를 준다.
func (c *chapter) begin(ctx context.Context, binary, folder string) (why string) {
	cmd := bounded.Command(ctx, mostOutput, binary, "-test.list=.")
	cmd.Dir = folder
	out, err := output(cmd)
	listed := slices.ContainsFunc(c.tasks, func(t task) bool { return t.test != "" && strings.Contains(out, t.test+"\n") })
	if err == nil && listed {
		return ""
	}
	return notBegun(c.lesson, folder, out, err)
}

// try는 문제 하나를 테스트한다.
func (t *task) try(ctx context.Context, binary, folder string) {
	if t.test == "" || t.unseen || t.broken != "" {
		return
	}
	ctx, stop := context.WithTimeoutCause(ctx, patience, errLate)
	defer stop()
	cmd := bounded.Command(ctx, mostOutput, binary, "-test.run=^"+t.test+"$", "-test.v", "-test.timeout=60s")
	cmd.Dir = folder
	out, err := output(cmd)
	// 상태 0만 믿지 않는다. 풀이가 os.Exit(0)을 불러도 0이다.
	t.solved = err == nil && strings.Contains(out, "--- PASS: "+t.test+" (")
	if !t.solved {
		t.hint = hint(out, err)
	}
}

// output은 cmd를 돌려서 나온 것이다.
func output(cmd *bounded.Cmd) (string, error) {
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	err := cmd.Run()
	return out.String(), err
}

// ran은 프로그램이 실행되기는 했는지이다.
func ran(err error) bool {
	return err == nil || errors.As(err, new(*exec.ExitError))
}

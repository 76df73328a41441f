package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
)

// 파일 하나가 빌드되지 않으면 패키지 전체가 빌드되지 않는다. 그래서 그 파일만 git에 담긴 옛것으로 바꾸어 놓고
// 나머지 문제를 본다(go의 -overlay). 학생의 파일은 그대로 둔다.

var brokenLine = regexp.MustCompile(`(?m)^\S.*exercise[/\\](\w+)\.go:\d+(?::\d+)?: .*$`)

// buildAround는 연습을 binary로 빌드한다. 빌드되지 않는 문제의 파일은 바꾸어 놓고 다시 해 본다.
// 끝내 빌드되지 않으면 컴파일러가 처음에 한 말(out)과 오류를 준다.
func (c *chapter) buildAround(ctx context.Context, root, temp, binary string) (out string, err error) {
	out, err = c.build(ctx, root, temp, binary, "")
	for said := out; err != nil && ctx.Err() == nil && c.setAside(said, said == out); {
		overlay, failed := c.overlay(ctx, root, temp)
		if failed != nil { // git이 없거나, git에 담긴 적이 없는 파일이다.
			return out, err
		}
		said, err = c.build(ctx, root, temp, binary, overlay)
	}
	return out, err
}

// setAside는 컴파일러가 탓한 문제의 파일을 바꾸어 놓기로 한다. 새로 바꿀 것이 없으면 false이다.
// 처음(first)이 아닐 때 탓한 파일은 바꾸어 놓은 것 때문에 빌드되지 않는 것일 수 있다. 그래서 보지 못한 것으로만 한다.
func (c *chapter) setAside(said string, first bool) (more bool) {
	for _, match := range brokenLine.FindAllStringSubmatch(said, -1) {
		file := strings.TrimSuffix(match[1], "_test") + ".go" // 테스트가 빌드되지 않는 것은 그 풀이의 모양이 달라진 것이다.
		for i := range c.tasks {
			t := &c.tasks[i]
			if t.file != file || t.unseen || t.broken != "" {
				continue
			}
			more = true
			if first {
				t.broken = printable(match[0])
			} else {
				t.unseen = true
			}
		}
	}
	return more
}

// overlay는 바꾸어 놓을 파일을 go에 알려 줄 파일이다.
func (c *chapter) overlay(ctx context.Context, root, temp string) (file string, err error) {
	list := struct{ Replace map[string]string }{map[string]string{}}
	for _, t := range c.tasks {
		if !t.unseen && t.broken == "" {
			continue
		}
		folder := filepath.Join(root, c.lesson, "exercise")
		text, err := committed(ctx, folder, t.file)
		if err != nil {
			return "", err
		}
		old := filepath.Join(temp, c.lesson+"-"+t.file+".old")
		if err := os.WriteFile(old, text, 0o644); err != nil {
			return "", fmt.Errorf("옛 파일 적기: %w", err)
		}
		list.Replace[filepath.Join(folder, t.file)] = old
	}
	text, err := json.Marshal(list)
	if err != nil {
		return "", fmt.Errorf("바꾸어 놓을 파일 적기: %w", err)
	}
	file = filepath.Join(temp, c.lesson+"-overlay.json")
	if err := os.WriteFile(file, text, 0o644); err != nil {
		return "", fmt.Errorf("바꾸어 놓을 파일 적기: %w", err)
	}
	return file, nil
}

// committed는 folder의 name이 git에 마지막으로 담긴 모습이다.
func committed(ctx context.Context, folder, name string) ([]byte, error) {
	cmd := exec.CommandContext(ctx, "git", "show", "HEAD:./"+name)
	cmd.Dir = folder
	text, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("git에서 %s 꺼내기: %w", name, err)
	}
	return text, nil
}

// noteBroken은 빌드되지 않는 파일이 있으면 그것을 수업의 말썽으로 적는다.
func (c *chapter) noteBroken() {
	var files []string
	for _, t := range c.tasks {
		if t.broken != "" {
			files = append(files, t.file)
			if c.why == "" {
				c.why = t.broken
			}
		}
	}
	if len(files) > 0 {
		c.trouble = strings.Join(files, ", ") + "가 빌드되지 않음"
	}
}

// unseeAll은 아무 문제도 보지 못했다고 적는다.
func (c *chapter) unseeAll() {
	for i := range c.tasks {
		c.tasks[i].unseen = true
	}
}

package main

import (
	"cmp"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
)

// chapter는 수업 하나의 연습들이다.
type chapter struct {
	lesson, title string // 01-raw-tcp, 01 연습
	stamp         int64  // 파일들의 지금 모습
	tasks         []task
	broken        string // 빌드되지 않으면 컴파일러의 첫 말
}

// task는 연습 문제 하나이다.
type task struct {
	title, file, test string
	solved            bool
	hint              string // 첫 실패의 문장
}

var (
	taskTitle = regexp.MustCompile(`(?m)^## (\d+\. .+) \((\w+\.go)\)\s*$`)
	testName  = regexp.MustCompile(`(?m)^func (Test\w+)\(`)
	sentence  = regexp.MustCompile(`(?m)^\s*(?:\w+_test\.go:\d+: )?(\S+/exercise/\w+\.go: .*)$`)
)

// find는 연습들을 푸는 차례로 찾는다. 차례와 제목은 연습의 README에 있다.
func find(root string) (chapters []chapter, err error) {
	guides, err := filepath.Glob(filepath.Join(root, "0*-*", "exercise", "README.md"))
	if err != nil || len(guides) == 0 {
		return nil, errors.New("연습을 찾지 못했습니다")
	}
	for _, guide := range guides {
		folder := filepath.Dir(guide)
		text, err := os.ReadFile(guide)
		if err != nil {
			return nil, err
		}
		first, _, _ := strings.Cut(string(text), "\n")
		c := chapter{
			lesson: filepath.Base(filepath.Dir(folder)),
			title:  strings.TrimSpace(strings.TrimPrefix(first, "# ")),
			stamp:  stamp(folder),
		}
		for _, match := range taskTitle.FindAllStringSubmatch(string(text), -1) {
			code, err := os.ReadFile(filepath.Join(folder, strings.TrimSuffix(match[2], ".go")+"_test.go"))
			if err != nil {
				return nil, err
			}
			name := testName.FindStringSubmatch(string(code))
			if name == nil {
				return nil, errors.New(match[2] + "의 테스트를 찾지 못했습니다")
			}
			c.tasks = append(c.tasks, task{title: match[1], file: match[2], test: name[1]})
		}
		chapters = append(chapters, c)
	}
	return chapters, nil
}

// test는 한 번 빌드해서 문제마다 따로 돌린다. 한 풀이가 멈추거나 넘어져도 다른 문제는 제대로 본다.
func (c *chapter) test(ctx context.Context, root, temp string) error {
	binary := filepath.Join(temp, c.lesson+".exe")
	// -w: 디버거가 볼 것은 빼고 빌드한다. 그만큼 빠르다.
	build := exec.CommandContext(ctx, "go", "test", "-c", "-vet=off", "-ldflags=-w", "-tags", "exercise", "-o", binary, "./"+c.lesson+"/exercise")
	build.Dir = root
	if out, err := build.CombinedOutput(); err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		c.broken = complaint(string(out))
		return nil
	}
	for i := range c.tasks {
		run := exec.CommandContext(ctx, binary, "-test.run=^"+c.tasks[i].test+"$", "-test.timeout=60s")
		run.Dir = filepath.Join(root, c.lesson, "exercise")
		out, err := run.CombinedOutput()
		if ctx.Err() != nil {
			return ctx.Err()
		}
		c.tasks[i].solved = err == nil
		if match := sentence.FindStringSubmatch(string(out)); match != nil {
			c.tasks[i].hint = match[1]
		}
	}
	return nil
}

// complaint는 컴파일러의 첫 말이다. 풀이를 틀리면 테스트의 파일까지 탓하므로, 풀이의 파일부터 찾는다.
// #으로 시작하는 줄은 패키지의 이름이다.
func complaint(out string) string {
	first := ""
	for line := range strings.Lines(out) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if !strings.Contains(line, "_test.go:") {
			return line
		}
		if first == "" {
			first = line
		}
	}
	return cmp.Or(first, "빌드되지 않습니다")
}

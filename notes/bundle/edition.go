package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"
)

// file은 저장소의 파일 하나이다.
type file struct {
	name string // 저장소에서의 이름. 빗금으로 나눈다
	mode fs.FileMode
	text []byte
}

// edition은 저장소의 모든 파일이다. git이 있으면 마지막 커밋(HEAD)의 것이라, 교사가 풀어 둔 연습이 따라가지 않는다.
func edition(ctx context.Context, root string) (files []file, from string, err error) {
	// 남의 저장소 안에 푼 ZIP은 그 저장소의 맨 위가 아니므로 여기서 걸린다.
	top, err := git(ctx, root, "", "rev-parse", "--show-prefix", "HEAD")
	if prefix, _, _ := strings.Cut(top, "\n"); err != nil || prefix != "" {
		files, err = onDisk(root)
		return files, "git의 커밋을 찾지 못해서 지금 폴더의 파일을 담습니다. 풀어 둔 연습이 있으면 그것도 담깁니다.", err
	}
	files, err = committed(ctx, root)
	return files, "git의 마지막 커밋을 담습니다. 커밋하지 않은 것은 담지 않습니다.", err
}

// committed는 HEAD의 파일이다. git archive는 정답을 늘 빼므로 쓰지 않는다.
func committed(ctx context.Context, root string) (files []file, err error) {
	list, err := git(ctx, root, "", "ls-tree", "-r", "-z", "HEAD")
	if err != nil {
		return nil, fmt.Errorf("커밋의 파일 알아내기: %w", err)
	}
	var ids strings.Builder
	for line := range strings.SplitSeq(strings.TrimSuffix(list, "\x00"), "\x00") {
		var mode fs.FileMode
		var kind, id string
		about, name, _ := strings.Cut(line, "\t")
		if _, err := fmt.Sscanf(about, "%o %s %s", &mode, &kind, &id); err != nil {
			return nil, fmt.Errorf("커밋의 파일 알아내기: %q: %w", line, err)
		}
		files = append(files, file{name: name, mode: mode.Perm()})
		fmt.Fprintln(&ids, id)
	}
	texts, err := git(ctx, root, ids.String(), "cat-file", "--batch")
	if err != nil {
		return nil, fmt.Errorf("커밋의 파일 읽기: %w", err)
	}
	reader := bufio.NewReader(strings.NewReader(texts))
	for i := range files { // 하나는 "번호 blob 길이", 그 길이만큼의 바이트, 줄바꿈이다.
		var id, kind string
		var length int
		if _, err := fmt.Fscanf(reader, "%s %s %d\n", &id, &kind, &length); err != nil {
			return nil, fmt.Errorf("커밋의 파일 읽기: %s: %w", files[i].name, err)
		}
		text := make([]byte, length+1)
		if _, err := io.ReadFull(reader, text); err != nil {
			return nil, fmt.Errorf("커밋의 파일 읽기: %s: %w", files[i].name, err)
		}
		files[i].text = text[:length]
	}
	return files, nil
}

// git은 root에서 git을 부르고 stdout을 준다.
func git(ctx context.Context, root, stdin string, args ...string) (string, error) {
	cmd := exec.CommandContext(ctx, "git", args...)
	cmd.Dir, cmd.Stdin = root, strings.NewReader(stdin)
	return output(cmd)
}

// output은 cmd를 돌린다. 실패하면 stderr의 마지막 줄이 이유이다.
func output(cmd *exec.Cmd) (string, error) {
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if said := strings.TrimSpace(stderr.String()); err != nil && said != "" {
		return string(out), fmt.Errorf("%s (%w)", said[strings.LastIndex(said, "\n")+1:], err)
	}
	return string(out), err
}

// onDisk는 지금 폴더의 파일이다.
func onDisk(root string) (files []file, err error) {
	err = filepath.WalkDir(root, func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.Name() == ".git" && entry.IsDir() {
			return fs.SkipDir
		}
		if !entry.Type().IsRegular() || private(entry.Name()) {
			return nil
		}
		text, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		short, err := filepath.Rel(root, name)
		files = append(files, file{filepath.ToSlash(short), 0o644, text})
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("저장소 읽기: %w", err)
	}
	return files, nil
}

// private은 남에게 주지 않을 파일이다. 이 컴퓨터의 설정과 빌드한 것이고, .gitignore에도 적혀 있다.
func private(name string) bool {
	return name == ".git" || name == ".env" || path.Ext(name) == ".exe" || path.Ext(name) == ".test" || path.Ext(name) == ".out"
}

// writeEdition은 files를 folder에 쓴다. 교사(teacher)의 것이 아니면 정답은 쓰지 않는다.
func writeEdition(folder string, files []file, teacher bool) error {
	for _, f := range files {
		if !teacher && strings.Contains(f.name, "/exercise/answer/") {
			continue
		}
		name := filepath.Join(folder, filepath.FromSlash(f.name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			return fmt.Errorf("폴더 만들기: %w", err)
		}
		if err := os.WriteFile(name, f.text, f.mode); err != nil {
			return fmt.Errorf("파일 쓰기: %w", err)
		}
	}
	return nil
}

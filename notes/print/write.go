package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// page는 쓸 파일 하나이다.
type page struct {
	Name, About string
	Text        []byte
}

// mark는 우리가 쓴 파일이라는 표시이다. 파일의 맨 앞에 적는다.
const mark = `<meta name="generator" content="socketworkbook/notes/print">`

// write는 파일들을 쓴다. 우리가 쓰지 않은 파일은 덮어쓰지 않는다.
// 다른 이름으로 다 쓴 다음에 이름을 바꾸므로, 도중에 멈추어도 반쪽짜리 파일은 없다.
func write(ctx context.Context, folder string, pages []page) (paths []string, err error) {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return nil, fmt.Errorf("폴더 만들기: %w", err)
	}
	for _, p := range pages {
		path := filepath.Join(folder, p.Name)
		if err := ours(path); err != nil {
			return nil, err
		}
		paths = append(paths, path)
	}
	var half []string
	defer func() {
		for _, name := range half {
			os.Remove(name) // 이름을 바꾼 것은 이제 없다.
		}
	}()
	for _, p := range pages {
		name, err := aside(folder, p)
		half = append(half, name)
		if err != nil {
			return nil, fmt.Errorf("%s 쓰기: %w", p.Name, err)
		}
	}
	if ctx.Err() != nil {
		return nil, errors.New("Ctrl-C를 눌러 그만두었습니다. 쓰던 것은 지웠습니다")
	}
	for i, path := range paths {
		if err := os.Rename(half[i], path); err != nil {
			return nil, fmt.Errorf("%s 쓰기: %w", pages[i].Name, err)
		}
	}
	return paths, nil
}

// ours는 그 자리가 비었거나 우리가 쓴 파일이면 nil이다.
func ours(path string) error {
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("있는 파일 읽기: %w", err)
	}
	if !bytes.Contains(text[:min(len(text), 500)], []byte(mark)) {
		return fmt.Errorf("%s는 이 프로그램이 쓴 것이 아니라서 덮어쓰지 않습니다. 옮기거나 -out으로 다른 폴더를 적으세요", path)
	}
	return nil
}

// aside는 같은 폴더의 임시 파일에 다 쓰고 그 이름을 준다.
func aside(folder string, p page) (name string, err error) {
	file, err := os.CreateTemp(folder, "."+p.Name+"-*")
	if err != nil {
		return "", err
	}
	_, err = file.Write(p.Text)
	return file.Name(), errors.Join(err, file.Chmod(0o644), file.Close())
}

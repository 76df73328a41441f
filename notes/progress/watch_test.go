package main

import (
	"bufio"
	"context"
	"io"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// screens는 다 그린 화면을 하나씩 준다.
func screens(r io.Reader) chan string {
	drawn := make(chan string, 10000)
	go func() {
		screen := ""
		for lines := bufio.NewReader(r); ; {
			line, err := lines.ReadString('\n')
			if err != nil {
				return
			}
			screen += line
			if strings.Contains(line, "저장하면 다시 봅니다") {
				drawn <- screen
				screen = ""
			}
		}
	}()
	return drawn
}

// next는 다음에 그리는 화면이다.
func next(t *testing.T, screens chan string) string {
	t.Helper()
	select {
	case screen := <-screens:
		return screen
	case <-time.After(time.Minute):
		t.Fatal("1분이 지나도 그리지 않는다")
		return ""
	}
}

// still은 저장하지 않으면 다시 그리지 않는지 본다.
func still(t *testing.T, screens chan string) {
	t.Helper()
	select {
	case screen := <-screens:
		t.Fatalf("저장하지 않았는데 다시 그렸다\n%s", screen)
	case <-time.After(3 * glance):
	}
}

// 저장할 때마다 한 번 그리고, ctx가 취소되면 돌아온다. 프로세스로 켜 보는 것은 watch_unix_test.go에 있다.
func TestWatch(t *testing.T) {
	t.Parallel()
	root := house(t, unsolved)
	read, write := io.Pipe()
	drawn := screens(read)
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	ended := make(chan error, 1)
	temp := t.TempDir()
	go func() { ended <- watch(ctx, write, root, temp, func(string, []chapter) error { return nil }) }()

	wantAll(t, next(t, drawn), "0/2")
	still(t, drawn)
	save(t, filepath.Join(root, "01-a", "exercise", "add.go"), "package exercise\n\n"+solved)
	wantAll(t, next(t, drawn), "1/2")
	still(t, drawn)
	stop()
	select {
	case err := <-ended:
		if err != context.Canceled {
			t.Error(err)
		}
	case <-time.After(3 * time.Second):
		t.Errorf("ctx가 취소되고 3초가 지나도 돌아오지 않는다. 그동안 다시 그린 화면은 %d개이다", len(drawn))
	}
}

// 지운 파일을 되살려도 다시 본다.
func TestStampSeesRemoval(t *testing.T) {
	root := house(t, unsolved)
	folder := filepath.Join(root, "01-a", "exercise")
	for _, name := range []string{"add.go", "add_test.go", "README.md"} {
		before := find(root)
		remove(t, filepath.Join(folder, name))
		if !changed(root, before) {
			t.Errorf("%s을 지운 것을 모른다", name)
		}
	}
	before := find(root)
	put(t, folder, map[string]string{".#add.go": "편집기의 것"})
	if changed(root, before) {
		t.Error("편집기가 만든 파일을 저장한 것으로 안다")
	}
}

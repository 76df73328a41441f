package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

const glance = 300 * time.Millisecond // 저장했는지 보는 간격

// watch는 저장할 때마다 다시 보고, 다시 그리고, tell로 알린다. ctx가 취소되면 돌아온다.
func watch(ctx context.Context, out io.Writer, root, temp string, tell func(root string, chapters []chapter) error) error {
	var chapters []chapter
	for {
		var err error
		if chapters, err = look(ctx, root, temp, chapters); err != nil {
			return err
		}
		fmt.Fprint(out, "\033[H\033[2J") // 화면을 지운다. Windows Terminal도 안다.
		draw(out, chapters)
		if err := tell(root, chapters); err != nil {
			fmt.Fprintf(out, "\n%v\n", err) // 교실이 사라져도 연습은 이어서 푼다.
		}
		fmt.Fprintln(out, "\n저장하면 다시 봅니다. 멈추려면 Ctrl-C를 누르세요.")
		if err := waitForSave(ctx, root, chapters); err != nil {
			return err
		}
	}
}

// waitForSave는 chapters를 본 다음에 무엇이든 저장할 때까지 기다린다. ctx가 취소되면 그 오류를 돌려준다.
func waitForSave(ctx context.Context, root string, chapters []chapter) error {
	clock := time.NewTicker(glance)
	defer clock.Stop()
	for !changed(root, chapters) {
		select {
		case <-clock.C:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}

// changed는 chapters를 본 다음에 저장한 것이 있는지 본다.
func changed(root string, chapters []chapter) bool {
	return slices.ContainsFunc(chapters, func(c chapter) bool {
		return stamp(filepath.Join(root, c.lesson, "exercise")) != c.stamp
	})
}

// stamp는 연습의 파일들의 크기와 고친 때를 모은 것이다. 하나라도 저장하거나 지우면 달라진다.
// 운영 체제마다 다른 알림을 쓰지 않고 들여다본다. 파일이 몇십 개라서 비용이 들지 않는다.
func stamp(folder string) (sum int64) {
	for _, name := range append(goFiles(folder), "README.md") {
		if info, err := os.Stat(filepath.Join(folder, name)); err == nil {
			sum = sum*31 + info.ModTime().UnixNano() + info.Size()
		}
	}
	return sum
}

// goFiles는 folder에 있는 Go 파일들의 이름이다. 편집기가 만드는 점으로 시작하는 파일은 뺀다.
func goFiles(folder string) (names []string) {
	entries, _ := os.ReadDir(folder)
	for _, entry := range entries {
		if name := entry.Name(); strings.HasSuffix(name, ".go") && !strings.HasPrefix(name, ".") {
			names = append(names, name)
		}
	}
	return names
}

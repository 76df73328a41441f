// progress는 연습 문제를 어디까지 풀었는지 보인다. 인터넷도 계정도 필요 없다.
//
//	go run ./notes/progress
//	go run ./notes/progress -watch   저장할 때마다 다시 본다
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"socketworkbook/internal/lesson"
)

func main() {
	watch := flag.Bool("watch", false, "저장할 때마다 다시 본다. 멈추려면 Ctrl-C를 누른다")

	lesson.Main(func(ctx context.Context) error {
		root, err := findRoot(ctx)
		if err != nil {
			return err
		}
		if !*watch {
			return look(ctx, root, os.Stdout)
		}
		for ctx.Err() == nil {
			before := stamp(root)
			fmt.Print("\033[H\033[2J") // 화면을 지운다. Windows Terminal도 안다.
			if err := look(ctx, root, os.Stdout); err != nil && ctx.Err() == nil {
				fmt.Println(err)
			}
			fmt.Println("\n저장하면 다시 봅니다. 멈추려면 Ctrl-C를 누르세요.")
			waitForSave(ctx, root, before)
		}
		return nil
	})
}

// findRoot는 저장소의 맨 위 폴더이다. 어느 폴더에서 켜도 찾는다.
func findRoot(ctx context.Context) (string, error) {
	out, err := exec.CommandContext(ctx, "go", "env", "GOMOD").Output()
	mod := strings.TrimSpace(string(out))
	if err != nil || filepath.Base(mod) != "go.mod" {
		return "", fmt.Errorf("저장소의 폴더에서 켜 주세요: %w", err)
	}
	return filepath.Dir(mod), nil
}

// look은 모든 연습을 테스트해 보고 out에 그린다.
func look(ctx context.Context, root string, out io.Writer) error {
	chapters, err := find(root)
	if err != nil {
		return err
	}
	temp, err := os.MkdirTemp("", "progress")
	if err != nil {
		return err
	}
	defer os.RemoveAll(temp)
	for i := range chapters {
		if err := chapters[i].test(ctx, root, temp); err != nil {
			return err
		}
	}
	draw(out, chapters)
	return nil
}

// progress는 연습 문제를 어디까지 풀었는지 보인다. 인터넷도 계정도 필요 없다.
//
//	go run ./notes/progress
//	go run ./notes/progress -watch   저장할 때마다 다시 본다
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"

	"socketworkbook/internal/lesson"
)

func main() {
	watch := flag.Bool("watch", false, "저장할 때마다 다시 봅니다. 멈추려면 Ctrl-C를 누르세요")

	lesson.Main(func(ctx context.Context) error {
		root, err := findRoot(ctx)
		if err != nil {
			return err
		}
		temp, err := os.MkdirTemp("", "progress")
		if err != nil {
			return err
		}
		defer os.RemoveAll(temp)
		fmt.Fprintln(os.Stderr, "연습을 살펴봅니다. 처음에는 빌드하느라 조금 걸립니다.")
		chapters, err := look(ctx, root, temp, nil)
		if err == nil && !*watch {
			draw(os.Stdout, chapters)
		}
		for *watch && err == nil {
			fmt.Print("\033[H\033[2J") // 화면을 지운다. Windows Terminal도 안다.
			draw(os.Stdout, chapters)
			fmt.Println("\n저장하면 다시 봅니다. 멈추려면 Ctrl-C를 누르세요.")
			waitForSave(ctx, root, chapters)
			chapters, err = look(ctx, root, temp, chapters)
		}
		if ctx.Err() != nil {
			return nil
		}
		return err
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

// look은 모든 연습을 테스트해 본다. 빌드한 것은 temp에 둔다.
// 앞서 본 것(before)과 파일이 같은 수업은 다시 보지 않는다.
func look(ctx context.Context, root, temp string, before []chapter) ([]chapter, error) {
	chapters, err := find(root)
	if err != nil {
		return nil, err
	}
	failed := make([]error, len(chapters))
	places := make(chan bool, runtime.NumCPU()) // 이만큼만 함께 본다.
	var looking sync.WaitGroup
	for i := range chapters {
		if i < len(before) && before[i].lesson == chapters[i].lesson && before[i].stamp == chapters[i].stamp {
			chapters[i] = before[i]
			continue
		}
		looking.Go(func() {
			places <- true
			defer func() { <-places }()
			failed[i] = chapters[i].test(ctx, root, temp)
		})
	}
	looking.Wait()
	return chapters, errors.Join(failed...)
}

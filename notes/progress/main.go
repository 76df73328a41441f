// progress는 연습 문제를 어디까지 풀었는지 보인다. 인터넷도 계정도 필요 없다.
//
//	go run ./notes/progress
//	go run ./notes/progress -watch   저장할 때마다 다시 본다
//	go run ./notes/progress -class 192.168.0.7:8006/abcd   교실의 벽에 이름 없이 알린다
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
	"sync"

	"socketworkbook/internal/lesson"
)

func main() {
	again := flag.Bool("watch", false, "저장할 때마다 다시 봅니다. 멈추려면 Ctrl-C를 누르세요")
	to := flag.String("class", "", "교실의 벽에 이름 없이 알립니다. 벽에 적힌 주소와 방 낱말: 192.168.0.7:8006/abcd")

	lesson.Main(func(ctx context.Context) error {
		err := run(ctx, *again, *to)
		if ctx.Err() != nil { // Ctrl-C는 실패가 아니다.
			return nil
		}
		return err
	})
}

// run은 연습을 살펴보고 그린다. again이면 저장할 때마다 다시 한다. to는 알릴 교실이고, 비어 있으면 알리지 않는다.
func run(ctx context.Context, again bool, to string) error {
	tell := func(string, []chapter) error { return nil }
	if to != "" {
		room, err := parseClass(to)
		if err != nil {
			return err
		}
		tell = func(root string, chapters []chapter) error { return room.tell(ctx, root, chapters) }
	}
	here, err := os.Getwd()
	if err != nil {
		return fmt.Errorf("지금 폴더 알아내기: %w", err)
	}
	root, err := findRoot(here)
	if err != nil {
		return err
	}
	if _, err := exec.LookPath("go"); err != nil {
		return fmt.Errorf("go 명령 찾기: %w. Go를 설치한 폴더의 bin을 PATH에 넣어 주세요", err)
	}
	temp, err := os.MkdirTemp("", "progress")
	if err != nil {
		return fmt.Errorf("임시 폴더 만들기: %w", err)
	}
	defer os.RemoveAll(temp)

	fmt.Fprintln(os.Stderr, "연습을 살펴봅니다. 처음에는 빌드하느라 조금 걸립니다.")
	if again {
		return watch(ctx, os.Stdout, root, temp, tell)
	}
	chapters, err := look(ctx, root, temp, nil)
	if err != nil {
		return err
	}
	draw(os.Stdout, chapters)
	return tell(root, chapters)
}

// findRoot는 저장소의 맨 위 폴더이다. 저장소의 어느 폴더(here)에서 켜도 찾는다.
func findRoot(here string) (string, error) {
	for root := here; ; root = filepath.Dir(root) {
		if len(lessons(root)) > 0 {
			return root, nil
		}
		if root == filepath.Dir(root) {
			return "", fmt.Errorf("%s에서 연습을 찾지 못했습니다. 저장소의 폴더에서 켜 주세요", here)
		}
	}
}

// look은 모든 연습을 테스트해 본다. 빌드한 것은 temp에 둔다.
// 앞서 본 것(before)과 파일이 같은 수업은 다시 보지 않는다.
func look(ctx context.Context, root, temp string, before []chapter) ([]chapter, error) {
	chapters := find(root)
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

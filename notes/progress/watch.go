package main

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"time"
)

const glance = 300 * time.Millisecond // 저장했는지 보는 간격

// stamp는 folder에 있는 Go 파일들의 크기와 고친 때를 모은 것이다. 하나라도 저장하면 달라진다.
// 운영 체제마다 다른 알림을 쓰지 않고 들여다본다. 파일이 몇십 개라서 값이 들지 않는다.
func stamp(folder string) (sum int64) {
	files, _ := filepath.Glob(filepath.Join(folder, "*.go"))
	for _, file := range files {
		if info, err := os.Stat(file); err == nil {
			sum = sum*31 + info.ModTime().UnixNano() + info.Size()
		}
	}
	return sum
}

// changed는 chapters를 본 다음에 저장한 것이 있는지 본다.
func changed(root string, chapters []chapter) bool {
	return slices.ContainsFunc(chapters, func(c chapter) bool {
		return stamp(filepath.Join(root, c.lesson, "exercise")) != c.stamp
	})
}

// waitForSave는 chapters를 본 다음에 무엇이든 저장할 때까지 기다린다.
func waitForSave(ctx context.Context, root string, chapters []chapter) {
	clock := time.NewTicker(glance)
	defer clock.Stop()
	for !changed(root, chapters) {
		select {
		case <-clock.C:
		case <-ctx.Done():
			return
		}
	}
}

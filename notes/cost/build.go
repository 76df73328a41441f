package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"socketworkbook/notes/cost/child"
)

const root = "../.." // 저장소의 맨 위

// build는 jobs에 나오는 프로그램을 folder에 빌드한다.
func build(ctx context.Context, jobs []job, folder string) error {
	built := map[string]bool{}
	for _, j := range jobs {
		for _, p := range j.programs {
			name := p.command[0]
			if built[name] {
				continue
			}
			built[name] = true
			if err := buildOne(ctx, name, folder); err != nil {
				return err
			}
		}
	}
	return ctx.Err()
}

// buildOne은 프로그램 하나를 빌드한다. C와 Node.js는 없어도 된다. 켤 때 없으면 그 줄만 빈다.
func buildOne(ctx context.Context, name, folder string) error {
	out := filepath.Join(folder, name)
	switch fast, isFast := strings.CutPrefix(name, "fast-"); {
	case name == "plain":
		return child.Run(ctx, folder, ".", "go", "build", "-buildvcs=false", "-o", out, ".")
	case isFast:
		return child.Run(ctx, folder, ".", "go", "build", "-buildvcs=false", "-o", out, "./fast/"+fast)
	case name == "node":
		for _, file := range []string{"echo.js", "package.json"} {
			data, err := os.ReadFile("other/" + file)
			if err != nil {
				return fmt.Errorf("노드의 서버 읽기: %w", err)
			}
			if err := os.WriteFile(filepath.Join(folder, file), data, 0o644); err != nil {
				return fmt.Errorf("노드의 서버 옮기기: %w", err)
			}
		}
		child.Run(ctx, folder, folder, "npm", "install", "--silent", "--no-audit", "--no-fund", "--ignore-scripts")
		return nil
	case strings.HasPrefix(name, "0"): // 수업
		return child.Run(ctx, folder, root, "go", "build", "-buildvcs=false", "-o", out, "./"+name)
	default:
		child.Run(ctx, folder, ".", "cc", "-O2", "-o", out, "other/"+name+".c")
		return nil
	}
}

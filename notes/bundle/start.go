package main

import (
	"bytes"
	"context"
	"embed"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"text/template"
)

//go:embed start.html start.sh start.cmd
var starters embed.FS

// start는 시작하는 페이지와 스크립트의 빈 곳을 채우는 것이다.
type start struct {
	Version string // 있어야 하는 Go. 예: 1.26
	Teacher bool
}

// writeStart는 out에 시작하는 페이지와 스크립트를 쓴다.
func writeStart(ctx context.Context, out, root string, teacher bool) error {
	version, err := output(goCommand(ctx, root, "list", "-m", "-f", "{{.GoVersion}}"))
	if err != nil {
		return fmt.Errorf("있어야 하는 Go의 판 알아내기: %w", err)
	}
	about := start{strings.TrimSuffix(strings.TrimSpace(version), ".0"), teacher}
	for _, name := range []string{"start.html", "start.sh", "start.cmd"} {
		text, err := about.fill(name)
		if err != nil {
			return fmt.Errorf("%s 채우기: %w", name, err)
		}
		if err := os.WriteFile(filepath.Join(out, name), text, 0o755); err != nil {
			return fmt.Errorf("파일 쓰기: %w", err)
		}
	}
	return nil
}

// fill은 파일 하나의 빈 곳을 채운다. 넣는 것은 우리가 정한 것뿐이라 text/template로 된다.
func (s start) fill(name string) ([]byte, error) {
	page, err := template.ParseFS(starters, name)
	if err != nil {
		return nil, err
	}
	var text bytes.Buffer
	if err := page.Execute(&text, s); err != nil {
		return nil, err
	}
	if filepath.Ext(name) == ".cmd" { // 명령 프롬프트는 줄 끝이 CRLF여야 goto를 틀림없이 찾는다.
		return bytes.ReplaceAll(text.Bytes(), []byte("\n"), []byte("\r\n")), nil
	}
	return text.Bytes(), nil
}

package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// systems는 학생의 컴퓨터이다. 컴퓨터마다 쓰는 모듈이 조금씩 다르다.
var systems = [][2]string{
	{"windows", "amd64"}, {"windows", "arm64"}, {"darwin", "amd64"}, {"darwin", "arm64"}, {"linux", "amd64"}, {"linux", "arm64"},
}

// needed는 수업과 도구와 연습과 테스트가 쓰는 모듈("이름@판")이다. 계획의 시간표에 go test도 있으므로 테스트의 것도 담는다.
func needed(ctx context.Context, root string) ([]string, error) {
	modules := map[string]bool{}
	for _, system := range systems {
		list := goCommand(ctx, root, "list", "-deps", "-test", "-tags", "exercise",
			"-f", "{{with .Module}}{{if not .Main}}{{.Path}}@{{.Version}}{{end}}{{end}}", "./...")
		list.Env = append(os.Environ(), "GOOS="+system[0], "GOARCH="+system[1], "CGO_ENABLED=0")
		out, err := output(list)
		if err != nil {
			return nil, fmt.Errorf("쓰는 모듈 알아내기: %w", err)
		}
		for module := range strings.FieldsSeq(out) {
			modules[module] = true
		}
	}
	return slices.Sorted(maps.Keys(modules)), nil
}

// copyModules는 needed의 모듈을 folder에 모은다. folder의 모양은 모듈 프록시의 주소와 같아서, GOPROXY가 그대로 읽는다.
// 해시는 go.sum에 모두 있다. 그래서 GOSUMDB를 끄지 않아도 인터넷을 찾지 않는다.
func copyModules(ctx context.Context, root, folder string) error {
	modules, err := needed(ctx, root)
	if err != nil {
		return err
	}
	cache, err := output(goCommand(ctx, root, "env", "GOMODCACHE"))
	if err != nil {
		return fmt.Errorf("모듈 캐시 찾기: %w", err)
	}
	out, err := output(goCommand(ctx, root, append([]string{"mod", "download", "-json"}, modules...)...))
	if err != nil {
		return fmt.Errorf("모듈 내려받기: %w", err)
	}
	downloads := filepath.Join(strings.TrimSpace(cache), "cache", "download")
	for decoder := json.NewDecoder(strings.NewReader(out)); ; {
		var module struct{ Info, GoMod, Zip string }
		if err := decoder.Decode(&module); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return fmt.Errorf("내려받은 모듈의 목록 읽기: %w", err)
		}
		for _, name := range []string{module.Info, module.GoMod, module.Zip} {
			if err := errors.Join(ctx.Err(), copyFile(downloads, folder, name)); err != nil {
				return err
			}
		}
	}
}

func goCommand(ctx context.Context, root string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, "go", args...)
	cmd.Dir = root
	return cmd
}

// copyFile은 from에 있는 파일 name을 folder의 같은 곳에 복사한다.
func copyFile(from, folder, name string) error {
	place, err := filepath.Rel(from, name)
	if err != nil || !filepath.IsLocal(place) {
		return fmt.Errorf("%s는 모듈 캐시(%s)에 없습니다", name, from)
	}
	text, err := os.ReadFile(name)
	if err != nil {
		return fmt.Errorf("모듈 읽기: %w", err)
	}
	target := filepath.Join(folder, place)
	if err := os.MkdirAll(filepath.Dir(target), 0o755); err != nil {
		return fmt.Errorf("폴더 만들기: %w", err)
	}
	if err := os.WriteFile(target, text, 0o644); err != nil {
		return fmt.Errorf("파일 쓰기: %w", err)
	}
	return nil
}

// printURL은 폴더를 GOPROXY에 적는 주소로 찍는다.
func printURL(folder string) error {
	full, err := filepath.Abs(folder)
	if err == nil {
		_, err = os.Stat(full)
	}
	if err != nil {
		return fmt.Errorf("모듈의 폴더 찾기: %w", err)
	}
	fmt.Println(fileURL(filepath.ToSlash(full)))
	return nil
}

// fileURL은 빗금으로 나눈 절대 경로의 file 주소이다. Windows의 C:/x는 file:///C:/x가 된다.
func fileURL(slashed string) string {
	if !strings.HasPrefix(slashed, "/") {
		slashed = "/" + slashed
	}
	address := url.URL{Scheme: "file", Path: slashed}
	return strings.ReplaceAll(address.String(), ",", "%2C") // GOPROXY에서 쉼표는 주소를 나눈다.
}

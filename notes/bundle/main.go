// bundle은 인터넷이 없는 교실에 가져갈 USB 메모리의 폴더를 만든다. 저장소, 수업과 테스트가 쓰는 모듈, 시작하는 페이지와 스크립트가 들어간다.
//
//	go run ./notes/bundle                학생판. 정답이 없다
//	go run ./notes/bundle -teacher       정답도 있다
//	go run ./notes/bundle -o /media/usb  다른 폴더에 만든다
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"

	"socketworkbook/internal/lesson"
)

func main() {
	out := flag.String("o", "", "만들 폴더. 비어 있거나 없는 폴더여야 합니다. 적지 않으면 저장소 옆의 socketworkbook-usb입니다")
	teacher := flag.Bool("teacher", false, "연습의 정답도 담습니다")
	address := flag.String("url", "", "이 폴더를 GOPROXY에 적는 꼴로 보이고 끝납니다. 시작하는 스크립트가 씁니다")

	lesson.Main(func(ctx context.Context) error {
		if *address != "" {
			return printURL(*address)
		}
		return run(ctx, *out, *teacher)
	})
}

// run은 지금 있는 저장소로 폴더 out을 만든다.
func run(ctx context.Context, out string, teacher bool) error {
	root, err := findRoot()
	if err != nil {
		return err
	}
	if out == "" {
		out = filepath.Join(filepath.Dir(root), "socketworkbook-usb")
	}
	if out, err = filepath.Abs(out); err != nil {
		return fmt.Errorf("폴더의 이름 읽기: %w", err)
	}
	if err := prepare(root, out); err != nil {
		return err
	}
	if err := fill(ctx, root, out, teacher); err != nil {
		undo(out) // 반만 찬 것을 온전한 것으로 알고 가져가지 않게
		return explain(ctx, err)
	}
	fmt.Printf("다 만들었습니다: %s\n크기는 %dMB입니다. 이 폴더를 통째로 USB 메모리에 복사하고, 학생에게 start.html을 열게 하세요.\n", out, size(out)/1e6)
	return nil
}

// diskFull은 Windows가 디스크가 가득 찼다고 알리는 번호이다. 다른 운영 체제의 파일은 이 번호를 내지 않는다.
const diskFull = syscall.Errno(112)

// explain은 무엇을 하면 되는지 아는 오류에 그것을 덧붙인다.
func explain(ctx context.Context, err error) error {
	switch {
	case ctx.Err() != nil:
		return errors.New("Ctrl-C를 눌러 그만두었습니다. 만들던 것은 지웠습니다")
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, diskFull):
		return fmt.Errorf("%w. 디스크가 가득 찼습니다. 만들던 것은 지웠습니다. 자리를 비우거나 -o로 다른 폴더를 적으세요", err)
	}
	return err
}

// fill은 빈 폴더 out을 채운다.
func fill(ctx context.Context, root, out string, teacher bool) error {
	files, from, err := edition(ctx, root)
	if err != nil {
		return err
	}
	fmt.Fprintln(os.Stderr, from)
	if err := writeEdition(filepath.Join(out, "workbook"), files, teacher); err != nil {
		return err
	}
	fmt.Fprintln(os.Stderr, "모듈을 모읍니다. 처음에는 내려받느라 몇 분 걸립니다.")
	if err := copyModules(ctx, root, filepath.Join(out, "modules")); err != nil {
		return err
	}
	return writeStart(ctx, out, root, teacher)
}

// findRoot는 저장소의 맨 위 폴더이다.
func findRoot() (string, error) {
	if _, err := exec.LookPath("go"); err != nil {
		return "", fmt.Errorf("go 명령 찾기: %w. Go를 설치한 폴더의 bin을 PATH에 넣어 주세요", err)
	}
	here, err := os.Getwd()
	if err != nil {
		return "", fmt.Errorf("지금 폴더 알아내기: %w", err)
	}
	for root := here; ; root = filepath.Dir(root) {
		if _, err := os.Stat(filepath.Join(root, "01-raw-tcp", "exercise")); err == nil {
			return root, nil
		}
		if root == filepath.Dir(root) {
			return "", fmt.Errorf("%s에서 저장소를 찾지 못했습니다. 저장소의 폴더에서 켜 주세요", here)
		}
	}
}

// prepare는 비어 있는 폴더 out을 마련한다. 저장소 안에는 만들지 않는다. 다음에 그것까지 담게 된다.
func prepare(root, out string) error {
	if inside, err := filepath.Rel(root, out); err == nil && filepath.IsLocal(inside) {
		return fmt.Errorf("%s는 저장소 안에 있습니다. -o로 저장소 밖의 폴더를 적어 주세요", out)
	}
	if err := os.MkdirAll(out, 0o755); err != nil {
		return fmt.Errorf("폴더 만들기: %w", err)
	}
	already, err := os.ReadDir(out)
	if err != nil {
		return fmt.Errorf("폴더 읽기: %w", err)
	}
	if len(already) > 0 {
		return fmt.Errorf("%s는 비어 있지 않습니다(%s). 비우거나 -o로 다른 폴더를 적어 주세요", out, already[0].Name())
	}
	return nil
}

// undo는 우리가 채운 것을 지운다. 폴더는 처음부터 비어 있었다.
func undo(out string) {
	for _, name := range []string{"workbook", "modules", "start.html", "start.sh", "start.cmd"} {
		os.RemoveAll(filepath.Join(out, name))
	}
}

// size는 폴더에 든 것의 바이트이다.
func size(folder string) (bytes int64) {
	filepath.WalkDir(folder, func(_ string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			if info, err := entry.Info(); err == nil {
				bytes += info.Size()
			}
		}
		return nil
	})
	return bytes
}

package distance

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"time"
)

// Program은 빌드한 notes/far이다.
type Program struct{ path string }

// Build는 notes/far를 임시 폴더에 빌드한다. 받아 둔 것이 없으면 go가 내려받는다. 다 쓰면 remove를 부른다.
func Build(ctx context.Context, log io.Writer) (p Program, remove func(), err error) {
	folder, err := os.MkdirTemp("", "far")
	if err != nil {
		return p, nil, fmt.Errorf("임시 폴더 만들기: %w", err)
	}
	remove = func() { os.RemoveAll(folder) }
	p.path = filepath.Join(folder, "far.exe") // Windows는 이 이름이어야 켠다. 다른 시스템은 이름을 보지 않는다.
	if err := p.build(ctx, log); err != nil {
		remove()
		return p, nil, err
	}
	return p, remove, nil
}

func (p Program) build(ctx context.Context, log io.Writer) error {
	source, err := find()
	if err != nil {
		return err
	}
	fmt.Fprintln(log, "먼 네트워크를 빌드합니다. 처음 한 번은 라이브러리를 내려받느라 오래 걸립니다.")
	cmd := exec.CommandContext(ctx, "go", "build", "-C", source, "-buildvcs=false", "-o", p.path, ".")
	cmd.Env = append(os.Environ(), "GOTMPDIR="+filepath.Dir(p.path)) // 빌드하다 말아도, go가 쓰던 것까지 함께 지워진다.
	if runtime.GOOS != "windows" {                                   // 부탁해서 끝낸다. Windows의 Ctrl-C는 go에게도 간다.
		cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	}
	cmd.WaitDelay = 2 * time.Second
	out, err := cmd.CombinedOutput()
	if err != nil {
		return fmt.Errorf("먼 네트워크를 빌드하지 못했습니다. 인터넷에 연결하고, 라이브러리를 먼저 내려받으세요: go -C notes/far mod download. %w\n%s", err, out)
	}
	return nil
}

// find는 지금 폴더나 그 위에 있는 notes/far를 찾는다.
func find() (folder string, err error) {
	at, err := os.Getwd()
	if err != nil {
		return "", fmt.Errorf("지금 폴더 알기: %w", err)
	}
	for {
		folder := filepath.Join(at, "notes", "far")
		if _, err := os.Stat(filepath.Join(folder, "go.mod")); err == nil {
			return folder, nil
		}
		if at == filepath.Dir(at) {
			return "", errors.New("notes/far 폴더가 없습니다. 먼 네트워크는 이 교재의 폴더 안에서 켜세요")
		}
		at = filepath.Dir(at)
	}
}

package child

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"time"
)

// Run은 dir에서 명령을 끝까지 실행한다. ctx가 취소되면 Ctrl-C를 보낸다. 임시 파일은 temp에 두게 한다.
// 그래서 하다 말아도, 쓰던 것까지 temp와 함께 지워진다.
func Run(ctx context.Context, temp, dir, name string, args ...string) error {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir, cmd.Env = dir, append(os.Environ(), "TMPDIR="+temp)
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	cmd.WaitDelay = 5 * time.Second
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%s %s: %w\n%s", name, strings.Join(args, " "), err, out)
	}
	return nil
}

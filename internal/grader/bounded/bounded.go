// Package bounded는 학생의 풀이를 품은 프로그램을 돌린다. 풀이는 끝없이 돌 수도, 끝없이 출력할 수도 있다.
// 그래서 시간과 출력에 한도를 둔다.
package bounded

import (
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"sync"
	"time"
)

// ErrOutput은 출력이 한도를 넘어 프로그램을 끝냈다는 것이다.
var ErrOutput = errors.New("끝없이 출력합니다")

// Cmd는 한도가 있는 exec.Cmd이다. Stdout과 Stderr를 정한 다음에 Run을 부른다.
type Cmd struct {
	*exec.Cmd
	ctx context.Context
	cut context.CancelCauseFunc

	mu   sync.Mutex
	left int // 더 출력해도 되는 바이트 수
}

// Command는 ctx가 취소되거나, Stdout과 Stderr에 모두 limit바이트 넘게 출력하면 끝나는 Cmd를 만든다.
func Command(ctx context.Context, limit int, name string, args ...string) *Cmd {
	c := &Cmd{left: limit}
	c.ctx, c.cut = context.WithCancelCause(ctx)
	c.Cmd = exec.CommandContext(c.ctx, name, args...)
	// 먼저 Ctrl-C를 보내서 스스로 치울 틈을 준다. go 명령은 임시 폴더를 지운다.
	// Windows에서는 보낼 수 없어서 바로 끝낸다.
	c.Cancel = func() error {
		if c.Process.Signal(os.Interrupt) == nil {
			return nil
		}
		return c.Process.Kill()
	}
	c.WaitDelay = time.Second
	return c
}

// Run은 프로그램을 돌린다. 한도 때문에 끝냈으면 그 이유(ErrOutput이나 ctx의 것)을 돌려준다.
func (c *Cmd) Run() error {
	defer c.cut(nil)
	c.Stdout, c.Stderr = counted{c, c.Stdout}, counted{c, c.Stderr}
	err := c.Cmd.Run()
	if cause := context.Cause(c.ctx); cause != nil {
		return cause
	}
	return err
}

// counted는 한도까지만 out에 적는다. 넘친 것은 버린다.
type counted struct {
	cmd *Cmd
	out io.Writer
}

func (w counted) Write(p []byte) (int, error) {
	w.cmd.mu.Lock() // Stdout과 Stderr가 함께 센다.
	defer w.cmd.mu.Unlock()
	if len(p) > w.cmd.left {
		w.cmd.left = 0
		w.cmd.cut(ErrOutput)
		return len(p), nil
	}
	w.cmd.left -= len(p)
	return w.out.Write(p)
}

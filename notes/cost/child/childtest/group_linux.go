package childtest

import (
	"os/exec"
	"strconv"
	"syscall"
	"time"
)

// ownGroup은 cmd와 그 자식들을 한 무리로 묶는다. left는 무리에 남은 것이다. 아무도 없으면 비어 있다.
// 방금 죽은 것이 사라질 동안은 기다린다.
func ownGroup(cmd *exec.Cmd) (left func() string) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	return func() string {
		group := -cmd.Process.Pid
		for range 200 {
			if syscall.Kill(group, 0) != nil {
				return ""
			}
			time.Sleep(10 * time.Millisecond)
		}
		defer syscall.Kill(group, syscall.SIGKILL)
		list, _ := exec.Command("pgrep", "-a", "-g", strconv.Itoa(-group)).Output()
		return string(list)
	}
}

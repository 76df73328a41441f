package child

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"syscall"
	"time"
	"unsafe"
)

// CPU는 프로세스가 지금까지 쓴 CPU 시간이다. /proc의 시간은 10ms씩 커지므로, 나노초까지 아는 시계를 읽는다.
func (p *Process) CPU() (time.Duration, error) {
	clock := uintptr(^p.cmd.Process.Pid<<3 | 2) // 다른 프로세스의 CPU 시계. clock_getcpuclockid(3)
	var at syscall.Timespec
	if _, _, errno := syscall.Syscall(syscall.SYS_CLOCK_GETTIME, clock, uintptr(unsafe.Pointer(&at)), 0); errno != 0 {
		return 0, fmt.Errorf("CPU 시계 읽기: %w", errno)
	}
	return time.Duration(at.Nano()), nil
}

// Resident는 프로세스가 쓰는 물리 메모리이다. 단위는 KiB. 커널의 소켓 버퍼는 들어 있지 않다.
func (p *Process) Resident() (float64, error) {
	data, err := os.ReadFile(fmt.Sprintf("/proc/%d/statm", p.cmd.Process.Pid))
	if err != nil {
		return 0, fmt.Errorf("메모리 읽기: %w", err)
	}
	fields := strings.Fields(string(data))
	if len(fields) < 2 {
		return 0, fmt.Errorf("메모리 읽기: 끝난 프로세스이다")
	}
	pages, err := strconv.Atoi(fields[1])
	return float64(pages*os.Getpagesize()) / 1024, err
}

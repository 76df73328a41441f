package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"time"
	"unsafe"
)

// server는 켜져 있는 수업이나 상대이다.
type server struct {
	addr string
	cmd  *exec.Cmd
}

// start는 명령을 켜고 stderr의 첫 줄에서 주소를 읽는다. 첫 낱말이 node이면 PATH에서 찾는다.
func start(folder string, command []string) (*server, error) {
	path := filepath.Join(folder, command[0])
	if command[0] == "node" {
		path = "node"
	}
	cmd := exec.Command(path, command[1:]...)
	cmd.Dir = folder
	stderr, err := cmd.StderrPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	s := &server{cmd: cmd}
	diary := bufio.NewReader(stderr)
	first, _ := diary.ReadString('\n')
	go io.Copy(io.Discard, diary)
	if s.addr = regexp.MustCompile(`127\.0\.0\.1:\d+`).FindString(first); s.addr == "" {
		s.stop()
		return nil, fmt.Errorf("%s가 켜지지 않았다: %s", command[0], strings.TrimSpace(first))
	}
	return s, nil
}

func (s *server) stop() {
	s.cmd.Process.Kill()
	s.cmd.Wait()
}

// cpu는 프로세스가 지금까지 쓴 CPU 시간이다. /proc의 값은 10ms씩 커지므로, 나노초까지 아는 시계를 읽는다.
func (s *server) cpu() time.Duration {
	clock := uintptr(^s.cmd.Process.Pid<<3 | 2) // 다른 프로세스의 CPU 시계. clock_getcpuclockid(3)
	var at syscall.Timespec
	if _, _, errno := syscall.Syscall(syscall.SYS_CLOCK_GETTIME, clock, uintptr(unsafe.Pointer(&at)), 0); errno != 0 {
		panic(errno)
	}
	return time.Duration(at.Nano())
}

// resident는 프로세스가 쓰는 물리 메모리이다. 단위는 KiB.
func (s *server) resident() float64 {
	data, err := os.ReadFile(fmt.Sprintf("/proc/%d/statm", s.cmd.Process.Pid))
	if err != nil {
		panic(err)
	}
	pages, _ := strconv.Atoi(strings.Fields(string(data))[1])
	return float64(pages*os.Getpagesize()) / 1024
}

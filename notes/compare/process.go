package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"socketworkbook/notes/compare/loopback"
)

// program은 빌드한 수업을 켜는 명령이다. ctx가 취소되면 죽인다.
func (w way) program(ctx context.Context, folder string, args ...string) *exec.Cmd {
	path := filepath.Join(folder, w.lesson)
	if _, err := os.Stat(path); err != nil {
		path += ".exe"
	}
	if w.tls {
		args = append(args, "-tls")
	}
	cmd := exec.CommandContext(ctx, path, args...)
	cmd.WaitDelay = time.Second
	return cmd
}

// server는 켜져 있는 수업의 서버이다.
type server struct {
	addr  string
	cmd   *exec.Cmd
	ended chan struct{}
}

// startServer는 수업의 서버를 빈 포트에 켜고, 첫 줄에서 주소를 읽는다.
func startServer(ctx context.Context, w way, folder string) (*server, error) {
	if w.quic != nil {
		return startQUIC(ctx, w)
	}
	any, err := anyPort()
	if err != nil {
		return nil, err
	}
	s := &server{cmd: w.program(ctx, folder, "-addr", any), ended: make(chan struct{})}
	stderr, err := s.cmd.StderrPipe()
	if err != nil {
		return nil, err
	}
	if err := s.cmd.Start(); err != nil {
		return nil, fmt.Errorf("서버 켜기: %w", err)
	}
	log := bufio.NewReader(stderr)
	first, _ := log.ReadString('\n')
	go func() {
		defer close(s.ended)
		io.Copy(io.Discard, log)
		s.cmd.Wait()
	}()
	s.addr = regexp.MustCompile(`(127\.0\.0\.1|\[::1\]):\d+`).FindString(first)
	if s.addr == "" {
		s.kill()
		return nil, fmt.Errorf("서버가 켜지지 않았습니다: %s", strings.TrimSpace(first))
	}
	return s, nil
}

func (s *server) wait() { <-s.ended }

// kill은 서버를 죽이고, 그때까지 쓴 CPU 시간을 돌려준다.
func (s *server) kill() (cpu time.Duration) {
	s.cmd.Process.Kill()
	s.wait()
	return s.cmd.ProcessState.UserTime() + s.cmd.ProcessState.SystemTime()
}

// anyPort는 이 컴퓨터 안의 빈 포트를 청하는 주소이다.
func anyPort() (string, error) {
	ln, err := loopback.Listen()
	if err != nil {
		return "", fmt.Errorf("루프백에서 듣기: %w", err)
	}
	defer ln.Close()
	host, _, err := net.SplitHostPort(ln.Addr().String())
	return net.JoinHostPort(host, "0"), err
}

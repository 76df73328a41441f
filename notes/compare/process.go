package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"time"
)

// program은 빌드한 수업을 켜는 명령이다. ctx가 닫히면 죽인다.
func (w way) program(ctx context.Context, folder string, args ...string) *exec.Cmd {
	path := filepath.Join(folder, w.lesson)
	if _, err := os.Stat(path); err != nil {
		path += ".exe"
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
	s := &server{cmd: w.program(ctx, folder, "-addr", "127.0.0.1:0"), ended: make(chan struct{})}
	stderr, err := s.cmd.StderrPipe()
	if err != nil {
		return nil, err
	}
	if err := s.cmd.Start(); err != nil {
		return nil, fmt.Errorf("서버 켜기: %w", err)
	}
	diary := bufio.NewReader(stderr)
	first, _ := diary.ReadString('\n')
	go func() {
		defer close(s.ended)
		io.Copy(io.Discard, diary)
		s.cmd.Wait()
	}()
	s.addr = regexp.MustCompile(`127\.0\.0\.1:\d+`).FindString(first)
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

// client는 켜져 있는 수업의 클라이언트이다.
type client struct {
	cmd     *exec.Cmd
	typed   io.WriteCloser
	arrived <-chan arrival
}

func startClient(ctx context.Context, w way, folder, addr string, messages int) (*client, error) {
	c := &client{cmd: w.program(ctx, folder, append(append([]string(nil), w.flags...), "-connect", addr)...)}
	var err error
	if c.typed, err = c.cmd.StdinPipe(); err != nil {
		return nil, err
	}
	printed, err := c.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := c.cmd.Start(); err != nil {
		return nil, fmt.Errorf("클라이언트 켜기: %w", err)
	}
	c.arrived = arrivals(printed, messages)
	return c, nil
}

// wait는 클라이언트가 적은 것을 다 읽고, 끝나기를 기다린다.
func (c *client) wait() {
	for range c.arrived {
	}
	c.cmd.Wait()
}

// sender는 글 하나를 보내는 방법이다. 되돌려 주는 수업에는 클라이언트의 입으로 말하고,
// HTTP로 받는 수업에는 따로 POST로 적는다. 이 POST는 중계를 거치지 않는다. 재는 것은 받는 쪽이다.
func (w way) sender(ctx context.Context, server string, typed io.Writer) func(string) error {
	if !w.http {
		return func(text string) error {
			_, err := io.WriteString(typed, text+"\n")
			return err
		}
	}
	return func(text string) error {
		form := strings.NewReader(url.Values{"text": {text}}.Encode())
		request, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://"+server+"/messages", form)
		if err != nil {
			return err
		}
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		response, err := http.DefaultClient.Do(request)
		if err != nil {
			return err
		}
		defer response.Body.Close()
		io.Copy(io.Discard, response.Body)
		if response.StatusCode != http.StatusCreated {
			return fmt.Errorf("글 적기: %s", response.Status)
		}
		return nil
	}
}

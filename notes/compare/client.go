package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os/exec"
	"strings"
	"time"
)

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

// arrival은 메시지 하나가 클라이언트의 화면에 보인 일이다.
type arrival struct {
	number int
	at     time.Time
}

// arrivals는 클라이언트가 적는 줄에서 "← … Hello N"을 찾는다. 클라이언트가 끝나면 채널을 닫는다.
func arrivals(printed io.Reader, messages int) <-chan arrival {
	arrived := make(chan arrival, messages*4)
	go func() {
		defer close(arrived)
		lines := bufio.NewScanner(printed)
		for lines.Scan() {
			if strings.HasPrefix(lines.Text(), "←") {
				hear(arrived, lines.Text())
			}
		}
	}()
	return arrived
}

// hear는 text에 "Hello N"이 있으면, 그 메시지가 지금 보였다고 알린다.
func hear(arrived chan<- arrival, text string) {
	a := arrival{at: time.Now()}
	_, number, _ := strings.Cut(text, "Hello ")
	if n, _ := fmt.Sscanf(number, "%d", &a.number); n == 1 {
		select {
		case arrived <- a:
		default: // 겹쳐 온 것이 너무 많다. 세지 않는다.
		}
	}
}

// sender는 메시지 하나를 보내는 방법이다. 되돌려 주는 수업에는 클라이언트의 키보드로 치고,
// HTTP로 받는 수업에는 따로 POST로 적는다. 이 POST는 중계를 거치지 않는다. 재는 것은 받는 쪽이다.
func (w way) sender(ctx context.Context, server string, typed io.Writer) func(string) error {
	if !w.http {
		return func(text string) error {
			_, err := io.WriteString(typed, text+"\n")
			return err
		}
	}
	poster := w.poster()
	return func(text string) error {
		form := strings.NewReader(url.Values{"text": {text}}.Encode())
		request, err := http.NewRequestWithContext(ctx, http.MethodPost, w.scheme()+"://"+server+"/messages", form)
		if err != nil {
			return err
		}
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		response, err := poster.Do(request)
		if err != nil {
			return err
		}
		defer response.Body.Close()
		io.Copy(io.Discard, response.Body)
		if response.StatusCode != http.StatusCreated {
			return fmt.Errorf("메시지 적기: %s", response.Status)
		}
		return nil
	}
}

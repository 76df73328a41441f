package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"socketworkbook/internal/lesson"
)

// talk는 url의 스트림에서 오는 이벤트를 out에 적고, in의 줄을 POST로 보낸다.
// in이 끝나고 보낸 것이 모두 보이면 돌아온다.
func talk(ctx context.Context, url string, in io.Reader, out io.Writer) error {
	inner, stop := context.WithCancel(ctx)
	defer stop() // 돌아갈 때는 스트림도 닫는다.
	source := newEventSource(url + "/events")
	go source.run(inner)

	c := &conversation{source: source, address: url + "/messages", out: out}
	err := c.run(inner, lesson.Lines(inner, in))
	if ctx.Err() != nil {
		return nil // Ctrl-C는 오류가 아니다.
	}
	return err
}

// conversation은 스트림으로 들으면서 POST로 말한다.
type conversation struct {
	source  *eventSource
	address string // 말할 때 POST하는 곳
	out     io.Writer
	said    uint64 // 방이 내 말에 붙인 마지막 번호
	heard   uint64 // 들은 마지막 번호
}

// run은 lines를 하나씩 말하면서 듣는다. 내 말이 모두 돌아올 때까지 듣고 나서 돌아온다.
func (c *conversation) run(ctx context.Context, lines <-chan string) error {
	if err := c.hear(); err != nil { // 말하기 전에 스트림부터 연다.
		return err
	}
	for {
		select {
		case e, open := <-c.source.events:
			if !open {
				return c.source.err
			}
			c.show(e)
		case line, more := <-lines:
			if !more {
				return c.hearMine()
			}
			c.say(ctx, line)
		}
	}
}

// hear는 이벤트 하나를 기다려서 보여 준다.
func (c *conversation) hear() error {
	e, open := <-c.source.events
	if !open {
		return c.source.err
	}
	c.show(e)
	return nil
}

// hearMine은 마지막으로 한 말이 돌아올 때까지 듣는다.
func (c *conversation) hearMine() error {
	for c.heard < c.said {
		if err := c.hear(); err != nil {
			return err
		}
	}
	return nil
}

func (c *conversation) show(e event) {
	name := ""
	if e.name != "" {
		name = "(" + e.name + ") "
	}
	fmt.Fprintf(c.out, "← %s%s\n", name, strings.ReplaceAll(e.data, "\n", "\n  "))
	c.heard, _ = strconv.ParseUint(e.id, 10, 64)
}

func (c *conversation) say(ctx context.Context, line string) {
	fmt.Fprintf(c.out, "→ %s\n", line)
	id, err := post(ctx, c.address, line)
	switch {
	case err == nil:
		c.said = id
	case ctx.Err() == nil: // 닫혔다면 Ctrl-C이다.
		fmt.Fprintf(c.out, "× %v\n", err)
	}
}

// post는 메시지 하나를 보내고, 방이 붙인 번호를 돌려준다.
func post(ctx context.Context, address, text string) (id uint64, err error) {
	form := strings.NewReader(url.Values{"text": {text}}.Encode())
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, address, form)
	if err != nil {
		return 0, fmt.Errorf("주소 읽기: %w", err)
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return 0, fmt.Errorf("보내기: %w", err)
	}
	defer response.Body.Close()
	var answer struct {
		ID    uint64 // 번호를 붙이지 않는 서버라면 0이다
		Error string
	}
	json.NewDecoder(io.LimitReader(response.Body, maxEvent)).Decode(&answer)
	if response.StatusCode >= 300 {
		return 0, errors.New(cmp.Or(answer.Error, "서버가 "+response.Status+"로 답했습니다"))
	}
	return answer.ID, nil
}

package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"socketworkbook/internal/lesson"
)

// talk는 addr의 흐름에서 오는 이벤트를 out에 적고, in의 줄을 POST로 보낸다.
// in이 끝나고 보낸 것이 모두 보이면 돌아온다.
func talk(ctx context.Context, addr string, in io.Reader, out io.Writer) error {
	if err := lesson.CheckAddr(addr); err != nil {
		return err
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	events, failed := make(chan event), make(chan error, 1)
	source := &eventSource{url: "http://" + addr + "/events", wait: time.Second}
	go func() { failed <- source.run(ctx, events) }()

	lines := lesson.Lines(ctx, in)
	var next <-chan string // 흐름이 열리기 전에는 nil이다. 말하기 전에 귀부터 연다.
	for sent, seen := uint64(0), uint64(0); lines != nil || seen < sent; {
		select {
		case line, ok := <-next:
			if !ok {
				lines, next = nil, nil
				break
			}
			fmt.Fprintf(out, "→ %s\n", line)
			id, err := post(ctx, "http://"+addr+"/messages", line)
			if ctx.Err() != nil {
				return nil
			}
			if err != nil {
				fmt.Fprintf(out, "× %v\n", err)
				break
			}
			sent = id
		case e := <-events:
			next = lines
			if e.name != "" {
				fmt.Fprintf(out, "← (%s) %s\n", e.name, e.data)
				break
			}
			fmt.Fprintf(out, "← %s\n", strings.ReplaceAll(e.data, "\n", "\n  "))
			seen, _ = strconv.ParseUint(e.id, 10, 64)
		case err := <-failed:
			if ctx.Err() != nil {
				return nil
			}
			return err
		}
	}
	return nil
}

// post는 글 하나를 보내고, 방이 붙인 번호를 돌려준다.
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
		ID    uint64
		Error string
	}
	err = json.NewDecoder(io.LimitReader(response.Body, maxEvent)).Decode(&answer)
	if answer.Error != "" {
		err = errors.New(answer.Error)
	}
	return answer.ID, err
}

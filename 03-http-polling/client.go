package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"strings"
	"time"

	"socketworkbook/internal/lesson"
	"socketworkbook/internal/room"
)

// polling은 얼마나 자주, 어떻게 요청하는지이다.
type polling struct {
	every time.Duration // 폴링: 응답을 받고 이만큼 쉰다
	long  bool          // 롱 폴링: 쉬지 않고 요청한다. 대신 새 메시지가 생길 때까지 서버가 응답을 미룬다
}

// talk는 in의 줄을 url의 방에 적고, 폴링해서 받은 메시지를 out에 적는다.
// in이 끝나고, 적은 것이 모두 돌아오면 끝난다.
func talk(ctx context.Context, url string, how polling, in io.Reader, out io.Writer) error {
	if how.every < 10*time.Millisecond {
		return errors.New("-every는 10ms보다 짧을 수 없습니다")
	}
	// Logger는 여러 고루틴이 함께 써도 줄을 섞지 않는다. 화면에 적는 곳은 이것 하나이다.
	c := &client{url: url + "/messages", how: how, screen: log.New(out, "", 0)}
	if err := c.receive(ctx, ""); err != nil { // 이미 적혀 있는 것부터 받는다.
		return quiet(ctx, err)
	}

	// 폴링은 다른 고루틴이 한다. pollCtx를 취소하면 폴링도, 줄을 기다리는 send도 끝난다. stop은 취소하면서
	// 이유를 적어 둔다. 두 번 부르면 처음의 이유가 남고, 이유가 nil이면 context.Canceled라고 적힌다.
	pollCtx, stop := context.WithCancelCause(ctx)
	ended := make(chan struct{}) // 폴링이 끝나면 닫힌다.
	go func() {
		defer close(ended)
		stop(c.poll(pollCtx))
	}()
	last, err := c.send(pollCtx, in)
	stop(err)
	<-ended
	if cause := context.Cause(pollCtx); cause != context.Canceled {
		return quiet(ctx, cause) // 생략: 재연결. 04의 EventSource는 스스로 한다.
	}
	if c.after < last { // 마지막 줄을 적은 뒤로 폴링하지 못했다.
		return quiet(ctx, c.receive(ctx, ""))
	}
	return nil
}

// client는 폴링하는 클라이언트이다.
type client struct {
	url    string
	how    polling
	screen *log.Logger
	after  uint64 // 이 번호의 메시지까지 받았다. 폴링하는 고루틴만 바꾼다
}

// poll은 실패하거나 ctx가 취소될 때까지 요청하고 또 요청한다. 새 메시지가 없어도 응답은 온다.
func (c *client) poll(ctx context.Context) error {
	wait, rest := "", c.how.every
	if c.how.long {
		wait, rest = "&wait=25s", 0
	}
	for {
		select {
		case <-time.After(rest):
		case <-ctx.Done():
			return ctx.Err()
		}
		asked, before := time.Now(), c.after
		if err := c.receive(ctx, wait); err != nil {
			return err
		}
		rest = c.how.every
		// 롱 폴링은 쉬지 않는다. 다만 새 메시지도 없이 금방 응답하는 서버라면 미룰 줄 모르는 것이므로 쉰다.
		if c.how.long && (c.after != before || time.Since(asked) >= c.how.every) {
			rest = 0
		}
	}
}

// receive는 아직 받지 못한 메시지를 요청해서 화면에 적는다.
func (c *client) receive(ctx context.Context, wait string) error {
	var messages []room.Message
	if err := fetch(ctx, http.MethodGet, fmt.Sprintf("%s?after=%d%s", c.url, c.after, wait), nil, &messages); err != nil {
		return err
	}
	for _, m := range messages {
		c.screen.Printf("← %s: %s", m.Name, strings.ReplaceAll(m.Text, "\n", "\n  "))
		c.after = m.ID
	}
	return nil
}

// send는 in의 줄을 하나씩 방에 적고, 마지막으로 적은 메시지의 번호를 돌려준다.
func (c *client) send(ctx context.Context, in io.Reader) (last uint64, err error) {
	for line := range lesson.Lines(ctx, in) {
		c.screen.Printf("→ %s", line)
		body, _ := json.Marshal(map[string]string{"text": line}) // {"text":"…"}. 문자열은 언제나 JSON이 된다.
		var added room.Message
		err := fetch(ctx, http.MethodPost, c.url, bytes.NewReader(body), &added)
		if refused := (refusal{}); errors.As(err, &refused) {
			c.screen.Printf("× %v", refused) // 서버가 이 줄을 거절했다. 다음 줄로 간다.
			continue
		}
		if err != nil {
			return last, err
		}
		last = added.ID
	}
	return last, nil
}

// quiet는 Ctrl-C 때문에 생긴 오류를 오류로 치지 않는다.
func quiet(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return nil
	}
	return err
}

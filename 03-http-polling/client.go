package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"socketworkbook/internal/lesson"
	"socketworkbook/internal/room"
)

// asking은 클라이언트가 어떻게 묻는지이다.
type asking struct {
	every time.Duration // 짧은 폴링: 답을 받고 이만큼 쉰다
	long  bool          // 롱폴링: 쉬지 않고 묻되, 서버가 답을 쥐고 있게 한다
}

// talk는 in의 줄을 방에 적고, 물어서 알게 된 메시지를 out에 적는다.
// in이 끝나고 적은 것이 모두 보이면 돌아온다.
func talk(ctx context.Context, addr string, how asking, in io.Reader, out io.Writer) error {
	if err := lesson.CheckAddr(addr); err != nil {
		return err
	}
	if how.every < 10*time.Millisecond {
		return errors.New("-every는 10ms보다 짧을 수 없습니다")
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()

	url := "http://" + addr + "/messages"
	answers, failed := make(chan []room.Message), make(chan error, 1)
	go func() { failed <- poll(ctx, url, how, answers) }()

	lines := lesson.Lines(ctx, in)
	heard := false // 첫 답을 들었다.
	for sent, seen := uint64(0), uint64(0); lines != nil || !heard || seen < sent; {
		select {
		case line, ok := <-lines:
			if !ok {
				lines = nil
				break
			}
			fmt.Fprintf(out, "→ %s\n", line)
			var added room.Message
			err := fetch(ctx, http.MethodPost, url, map[string]string{"text": line}, &added)
			if refused := (refusal{}); errors.As(err, &refused) {
				fmt.Fprintf(out, "× %v\n", refused)
			} else if err != nil {
				return quiet(ctx, err)
			} else {
				sent = added.ID
			}
		case messages := <-answers:
			heard = true
			for _, m := range messages {
				fmt.Fprintf(out, "← %s: %s\n", m.Name, strings.ReplaceAll(m.Text, "\n", "\n  "))
				seen = m.ID
			}
		case err := <-failed:
			return quiet(ctx, err) // 생략: 재접속. 04의 EventSource는 스스로 한다.
		}
	}
	return nil
}

// poll은 ctx가 닫힐 때까지 묻고 또 묻는다. 소식이 없어도 답은 온다.
func poll(ctx context.Context, url string, how asking, answers chan<- []room.Message) error {
	wait := "" // 첫 물음은 기다리지 않는다. 이미 있는 것부터 받는다.
	for after := uint64(0); ; {
		var messages []room.Message
		if err := fetch(ctx, http.MethodGet, fmt.Sprintf("%s?after=%d%s", url, after, wait), nil, &messages); err != nil {
			return err
		}
		if len(messages) > 0 {
			after = messages[len(messages)-1].ID
		}
		select {
		case answers <- messages:
		case <-ctx.Done():
			return ctx.Err()
		}
		if how.long {
			wait = "&wait=25s"
			continue
		}
		select {
		case <-time.After(how.every):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// refusal은 서버가 요청을 받아들이지 않은 까닭이다.
type refusal struct {
	Reason string `json:"error"`
}

func (r refusal) Error() string { return r.Reason }

const maxAnswer = 4 << 20 // 바이트. 끝없는 답에게서 메모리를 지킨다

// fetch는 요청 하나를 보내고 답의 JSON을 answer에 담는다.
// 요청마다 부르지만 연결을 매번 새로 열지는 않는다. http.Client가 쉬고 있는 연결을 다시 쓴다(keep-alive).
func fetch(ctx context.Context, method, url string, question, answer any) error {
	var body io.Reader // GET에는 몸이 없다.
	if question != nil {
		text, err := json.Marshal(question)
		if err != nil {
			return err
		}
		body = bytes.NewReader(text)
	}
	request, err := http.NewRequestWithContext(ctx, method, url, body)
	if err != nil {
		return fmt.Errorf("주소 읽기: %w", err)
	}
	if body != nil {
		request.Header.Set("Content-Type", "application/json")
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return fmt.Errorf("서버에 묻기: %w", err)
	}
	defer response.Body.Close()
	if response.StatusCode >= 400 {
		refused := refusal{Reason: response.Status}
		json.NewDecoder(io.LimitReader(response.Body, maxAnswer)).Decode(&refused)
		return refused
	}
	if err := json.NewDecoder(io.LimitReader(response.Body, maxAnswer)).Decode(answer); err != nil {
		return fmt.Errorf("답 읽기: %w", err)
	}
	return nil
}

// quiet는 Ctrl-C 때문에 생긴 오류를 오류로 치지 않는다.
func quiet(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return nil
	}
	return err
}

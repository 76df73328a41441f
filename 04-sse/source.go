package main

import (
	"context"
	"fmt"
	"io"
	"log"
	"mime"
	"net/http"
	"strconv"
	"strings"
	"time"

	"socketworkbook/internal/lesson"
)

// event는 흐름에서 꺼낸 이벤트 하나이다.
type event struct{ id, name, data string }

// eventSource는 브라우저의 EventSource가 하는 일을 한다: 끊기면 쉬었다가
// 마지막 번호를 들고 다시 간다. 쉬는 시간은 서버가 retry로 정해 준다.
type eventSource struct {
	url    string
	lastID string
	wait   time.Duration
}

// run은 ctx가 닫힐 때까지 이벤트를 events로 흘린다. 처음 붙는 데 실패하면 그 오류를 돌려준다.
func (s *eventSource) run(ctx context.Context, events chan<- event) error {
	for opened := false; ; {
		body, err := s.open(ctx)
		if err != nil && !opened {
			return err
		}
		if err == nil {
			opened = true
			s.read(ctx, body, events)
			body.Close()
			if ctx.Err() == nil {
				log.Printf("흐름이 끊겼습니다. %v 뒤에 마지막 번호(%s)를 들고 다시 갑니다.", s.wait, s.lastID)
			}
		}
		select {
		case <-time.After(s.wait):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

func (s *eventSource) open(ctx context.Context) (io.ReadCloser, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, s.url, nil)
	if err != nil {
		return nil, fmt.Errorf("주소 읽기: %w", err)
	}
	request.Header.Set("Accept", "text/event-stream")
	if s.lastID != "" {
		request.Header.Set("Last-Event-ID", s.lastID)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return nil, fmt.Errorf("서버에 붙기: %w", err)
	}
	kind, _, _ := mime.ParseMediaType(response.Header.Get("Content-Type"))
	if response.StatusCode != http.StatusOK || kind != "text/event-stream" {
		response.Body.Close()
		return nil, fmt.Errorf("서버에 붙기: 이벤트의 흐름이 아닙니다(%s, %s). 이 수업의 서버가 맞는지 보세요", response.Status, kind)
	}
	return response.Body, nil
}

const shortestWait, longestWait = 10, 60_000 // 밀리초. 서버가 정해 준 값이라도 이 안에서 따른다

const maxEvent = 1 << 20 // 바이트. 빈 줄을 보내지 않는 서버에게서 메모리를 지킨다

// read는 흐름이 끝날 때까지 줄을 모아 이벤트로 만든다.
// 생략: 첫머리의 BOM, CR만으로 끝나는 줄, NUL이 든 번호, 200이 아닌 답에 그만두기.
func (s *eventSource) read(ctx context.Context, body io.Reader, events chan<- event) {
	ctx, stop := context.WithCancel(ctx)
	defer stop() // 중간에 그만두어도 줄을 읽던 고루틴이 남지 않게 한다.
	id, name, size := s.lastID, "", 0
	var data []string
	for line := range lesson.Lines(ctx, body) {
		if size += len(line); size > maxEvent {
			return
		}
		if line == "" { // 빈 줄이 이벤트를 끝낸다. 끝나지 않은 이벤트의 번호는 받은 번호가 아니다.
			s.lastID = id
			if data != nil {
				select {
				case events <- event{id, name, strings.Join(data, "\n")}:
				case <-ctx.Done():
					return
				}
			}
			name, data, size = "", nil, 0
			continue
		}
		field, value, _ := strings.Cut(line, ":") // 쌍점으로 시작하는 줄(주석)은 칸의 이름이 없다.
		value = strings.TrimPrefix(value, " ")
		switch field {
		case "id":
			id = value
		case "event":
			name = value
		case "data":
			data = append(data, value)
		case "retry":
			if ms, err := strconv.Atoi(value); err == nil && ms >= 0 {
				s.wait = time.Duration(min(max(ms, shortestWait), longestWait)) * time.Millisecond
			}
		}
	}
}

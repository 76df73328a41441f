package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"mime"
	"net/http"
	"time"
)

// errNotStream이면 다시 가지 않는다. 브라우저의 EventSource도 그렇다(HTML 표준 9.2.3절).
var errNotStream = errors.New("이벤트 스트림이 아닌 것으로 답했습니다")

// eventSource는 브라우저의 EventSource가 하는 일을 한다: 연결이 끊기면 쉬었다가 마지막 번호를 들고 다시 간다.
type eventSource struct {
	url    string
	events chan event // 아주 끝나면 닫힌다
	err    error      // 왜 끝났는지. events가 닫힌 다음에 읽는다
	parser parser
}

func newEventSource(url string) *eventSource {
	return &eventSource{url: url, events: make(chan event), parser: parser{wait: time.Second}}
}

// run은 ctx가 취소될 때까지 이벤트를 events로 보낸다. 처음부터 붙지 못하거나 errNotStream이면 그만둔다.
func (s *eventSource) run(ctx context.Context) {
	defer close(s.events)
	body, err := s.open(ctx)
	for err == nil {
		s.listen(ctx, body)
		body, err = s.comeBack(ctx)
	}
	s.err = err
}

// open은 스트림을 연다. 받은 것이 있으면 마지막 번호를 알려 준다.
func (s *eventSource) open(ctx context.Context) (io.ReadCloser, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, s.url, nil)
	if err != nil {
		return nil, fmt.Errorf("주소 읽기: %w", err)
	}
	request.Header.Set("Accept", "text/event-stream")
	if s.parser.lastID != "" {
		request.Header.Set("Last-Event-ID", s.parser.lastID)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return nil, fmt.Errorf("서버에 붙기: %w", err)
	}
	kind, _, _ := mime.ParseMediaType(response.Header.Get("Content-Type"))
	if response.StatusCode != http.StatusOK || kind != "text/event-stream" {
		response.Body.Close()
		return nil, fmt.Errorf("서버에 붙기: %w(%s, 종류 %q). 다시 가지 않습니다. 이 수업의 서버가 맞는지 보세요", errNotStream, response.Status, kind)
	}
	return response.Body, nil
}

// listen은 연결이 끊길 때까지 이벤트를 하나씩 events로 보낸다.
func (s *eventSource) listen(ctx context.Context, body io.ReadCloser) {
	defer body.Close()
	s.parser.read(body)
	for {
		e, ok := s.parser.next()
		if !ok {
			return
		}
		select {
		case s.events <- e:
		case <-ctx.Done():
			return
		}
	}
}

// comeBack은 쉬었다가 다시 연다. 붙지 못하면 또 쉰다.
func (s *eventSource) comeBack(ctx context.Context) (io.ReadCloser, error) {
	if ctx.Err() == nil {
		log.Printf("스트림이 끊겼습니다. %v 뒤에 마지막 번호(%s)를 들고 다시 갑니다.", s.parser.wait, cmp.Or(s.parser.lastID, "없음"))
	}
	for {
		select {
		case <-time.After(s.parser.wait):
		case <-ctx.Done():
			return nil, ctx.Err()
		}
		body, err := s.open(ctx)
		if err == nil || errors.Is(err, errNotStream) {
			return body, err
		}
	}
}

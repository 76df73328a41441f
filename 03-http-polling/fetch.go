package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
)

// refusal은 서버가 요청을 받아들이지 않은 이유이다. 서버는 {"error":"…"}로 알린다.
type refusal struct {
	Reason string `json:"error"`
}

func (r refusal) Error() string { return r.Reason }

const maxAnswer = 4 << 20 // 바이트. 끝없는 응답에게서 메모리를 지킨다

// fetch는 요청 하나를 보내고 응답의 JSON을 answer에 담는다. GET의 body는 nil이다.
// 요청마다 부르지만 연결을 매번 새로 열지는 않는다. http.Client가 쉬고 있는 연결을 다시 쓴다(keep-alive).
func fetch(ctx context.Context, method, url string, body io.Reader, answer any) error {
	request, err := http.NewRequestWithContext(ctx, method, url, body)
	if err != nil {
		return fmt.Errorf("주소 읽기: %w", err)
	}
	if body != nil {
		request.Header.Set("Content-Type", "application/json")
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return fmt.Errorf("서버에 요청하기: %w", err)
	}
	defer response.Body.Close()
	content := json.NewDecoder(io.LimitReader(response.Body, maxAnswer))
	if response.StatusCode >= 400 {
		refused := refusal{Reason: response.Status}
		content.Decode(&refused)
		return refused
	}
	if err := content.Decode(answer); err != nil {
		return fmt.Errorf("응답 읽기: %w", err)
	}
	return nil
}

package measure

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync/atomic"
	"time"
)

// stream은 이벤트를 n개 보내고, 클라이언트가 떠날 때까지 응답을 끝내지 않는다.
func stream(n int, left chan<- time.Time) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/event-stream")
		for i := range n {
			fmt.Fprintf(w, "data: %d\n\n", i)
			http.NewResponseController(w).Flush()
		}
		<-r.Context().Done()
		left <- time.Now()
	}
}

// sseRequests는 이벤트 다섯 개를 받는 동안 요청이 몇 번인지 센다.
func sseRequests(context.Context) (Fact, error) {
	var requests atomic.Int64
	serve := stream(5, make(chan time.Time, 1))
	address, server, err := site(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		requests.Add(1)
		serve(w, r)
	}))
	if err != nil {
		return Fact{}, err
	}
	defer server.Close()
	response, err := (&http.Client{Timeout: patience}).Get(address)
	if err != nil {
		return Fact{}, fmt.Errorf("요청하기: %w", err)
	}
	defer response.Body.Close()
	events := 0
	for lines := bufio.NewScanner(response.Body); events < 5 && lines.Scan(); {
		if strings.HasPrefix(lines.Text(), "data:") {
			events++
		}
	}
	return Fact{fmt.Sprintf("%d번", requests.Load()), fmt.Sprintf("이벤트 %d개를 요청 %d번으로 받았습니다.", events, requests.Load())}, nil
}

// sseLeft는 클라이언트가 떠난 다음 서버가 아무것도 쓰지 않아도 그것을 아는지 본다.
func sseLeft(ctx context.Context) (Fact, error) {
	left := make(chan time.Time, 1)
	address, server, err := site(stream(1, left))
	if err != nil {
		return Fact{}, err
	}
	defer server.Close()
	ctx, leave := context.WithTimeout(ctx, patience)
	defer leave()
	request, _ := http.NewRequestWithContext(ctx, http.MethodGet, address, nil) // 우리가 만든 주소라 실패하지 않는다.
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return Fact{}, fmt.Errorf("요청하기: %w", err)
	}
	bufio.NewReader(response.Body).ReadString('\n')
	response.Body.Close() // 탭을 닫은 것과 같다. 연결이 끝난다.
	begin := time.Now()
	select {
	case at := <-left:
		return Fact{"바로 안다", fmt.Sprintf("떠난 지 %v 만에 요청의 ctx가 취소되었습니다.", at.Sub(begin).Round(time.Millisecond))}, nil
	case <-time.After(patience):
		return Fact{"다음에 쓸 때 안다", fmt.Sprintf("%v가 지나도 모릅니다.", patience)}, nil
	}
}

// sseType은 이벤트 스트림의 응답에 길이(Content-Length)가 적히는지 본다.
func sseType(context.Context) (Fact, error) {
	address, server, err := site(stream(1, make(chan time.Time, 1)))
	if err != nil {
		return Fact{}, err
	}
	defer server.Close()
	response, err := (&http.Client{Timeout: patience}).Get(address)
	if err != nil {
		return Fact{}, fmt.Errorf("요청하기: %w", err)
	}
	defer response.Body.Close()
	io.CopyN(io.Discard, response.Body, 1)
	return Fact{yes(response.ContentLength >= 0), fmt.Sprintf("Content-Length는 없고, Transfer-Encoding이 %q입니다.", strings.Join(response.TransferEncoding, ", "))}, nil
}

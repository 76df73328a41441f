package main

import (
	"fmt"
	"log"
	"net/http"
	"sync"
	"time"
)

// logged는 요청마다 한 줄을 로그에 적는 미들웨어(middleware)이다. 다른 핸들러를 감싸서, 부르기 앞뒤로 제 일을 한다.
// Host가 틀렸거나 다른 사이트가 시킨 요청은 web.Serve가 먼저 거절하므로 여기 적히지 않는다.
func logged(handler http.Handler) http.Handler {
	var empty tally
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		begin := time.Now()
		counted := &counter{ResponseWriter: w, status: http.StatusOK}
		handler.ServeHTTP(counted, r)
		if r.Method == http.MethodHead {
			counted.bytes = 0 // 핸들러는 썼지만 본문은 나가지 않는다.
		}

		// 경로와 쿼리는 클라이언트가 짓는다. 줄바꿈은 %0a로 적혀 온다. %q는 화면을 바꾸는 다른 글자와 따옴표까지 풀어 적는다.
		line := fmt.Sprintf("%.10s %.200q %d 본문 %d바이트 %.3f초",
			r.Method, r.URL.RequestURI(), counted.status, counted.bytes, time.Since(begin).Seconds())
		if r.URL.Path == "/messages" && counted.bytes == len("[]\n") {
			empty.print(line)
		} else {
			log.Print(line)
		}
	})
}

// counter는 응답의 상태 코드와 본문의 바이트를 세는 ResponseWriter이다. 나머지는 품은 것이 그대로 한다.
type counter struct {
	http.ResponseWriter
	status, bytes int
}

func (c *counter) WriteHeader(status int) {
	c.status = status
	c.ResponseWriter.WriteHeader(status)
}

func (c *counter) Write(p []byte) (int, error) {
	n, err := c.ResponseWriter.Write(p)
	c.bytes += n
	return n, err
}

// Unwrap은 http.ResponseController가 쓴다. 이것이 없으면 쓰기 데드라인을 미루지 못한다.
func (c *counter) Unwrap() http.ResponseWriter { return c.ResponseWriter }

// tally는 빈 응답을 1초에 한 줄만 적고 나머지는 센다. 탭 서른 개가 폴링해도 로그를 읽을 수 있다.
type tally struct {
	mu      sync.Mutex
	printed time.Time // 마지막으로 적은 때
	skipped int       // 그 뒤로 적지 않은 수
}

func (t *tally) print(line string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if time.Since(t.printed) < time.Second {
		t.skipped++
		return
	}
	if t.skipped > 0 {
		line += fmt.Sprintf(" (앞의 빈 응답 %d개는 적지 않음)", t.skipped)
	}
	log.Print(line)
	t.printed, t.skipped = time.Now(), 0
}

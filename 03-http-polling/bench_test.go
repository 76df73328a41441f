package main

import (
	"bufio"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
)

// 새 메시지가 없는 방에 연결 하나로 자꾸 요청한다. 응답은 헤더까지 120바이트를 넘지 않는다.
func BenchmarkEmptyPoll(b *testing.B) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	go serve(b.Context(), ln)
	conn, err := net.Dial("tcp", ln.Addr().String())
	if err != nil {
		b.Fatal(err)
	}
	defer conn.Close()
	in := bufio.NewReader(conn)
	b.ReportAllocs()
	for b.Loop() {
		io.WriteString(conn, "GET /messages?after=0 HTTP/1.1\r\nHost: localhost\r\n\r\n")
		response, err := http.ReadResponse(in, nil)
		if err != nil {
			b.Fatal(err)
		}
		io.Copy(io.Discard, response.Body)
	}
}

func TestEmptyAnswerIsSmall(t *testing.T) {
	addr, _ := start(t)
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	io.WriteString(conn, "GET /messages?after=0 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
	answer, err := io.ReadAll(conn)
	size := len(answer) - len("Connection: close\r\n")
	_, body, _ := strings.Cut(string(answer), "\r\n\r\n")
	t.Logf("빈 응답 %d바이트, 그 가운데 본문 %d바이트 %q", size, len(body), body)
	if err != nil || size > 120 {
		t.Errorf("120바이트가 넘는다: %q, %v", answer, err)
	}
}

package measure

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"sync/atomic"
	"time"
)

// site는 이 컴퓨터 안의 빈 포트에서 handler로 응답하는 서버이다. 다 쓰면 close를 부른다.
func site(handler http.Handler) (address string, server *http.Server, err error) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", nil, fmt.Errorf("포트 열기: %w", err)
	}
	server = &http.Server{Handler: handler, ReadHeaderTimeout: patience}
	go server.Serve(ln)
	return "http://" + ln.Addr().String(), server, nil
}

// httpConnections는 열 번 요청하는 동안 TCP 연결이 몇 개 맺어지는지 센다.
func httpConnections(ctx context.Context) (Fact, error) {
	address, server, err := site(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "[]\n") }))
	if err != nil {
		return Fact{}, err
	}
	defer server.Close()
	var dialed atomic.Int64
	transport := &http.Transport{DialContext: func(ctx context.Context, network, addr string) (net.Conn, error) {
		dialed.Add(1)
		return (&net.Dialer{}).DialContext(ctx, network, addr)
	}}
	defer transport.CloseIdleConnections()
	client := &http.Client{Transport: transport, Timeout: patience}
	for range 10 {
		response, err := client.Get(address)
		if err != nil {
			return Fact{}, fmt.Errorf("요청하기: %w", err)
		}
		io.Copy(io.Discard, response.Body)
		response.Body.Close()
	}
	return Fact{fmt.Sprintf("%d개", dialed.Load()), fmt.Sprintf("열 번 요청하는 동안 TCP 연결을 %d번 맺었습니다.", dialed.Load())}, nil
}

// httpBytes는 본문이 "[]\n"뿐인 요청과 응답에 몇 바이트가 오가는지 센다.
func httpBytes(context.Context) (Fact, error) {
	address, server, err := site(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		json.NewEncoder(w).Encode([]string{})
	}))
	if err != nil {
		return Fact{}, err
	}
	defer server.Close()
	at, _ := url.Parse(address)
	conn, err := net.Dial("tcp", at.Host)
	if err != nil {
		return Fact{}, fmt.Errorf("연결하기: %w", err)
	}
	defer conn.Close()
	conn.SetDeadline(time.Now().Add(patience))
	asked, err := fmt.Fprintf(conn, "GET /messages?after=0 HTTP/1.1\r\nHost: %s\r\nUser-Agent: Go-http-client/1.1\r\nAccept-Encoding: gzip\r\nConnection: close\r\n\r\n", at.Host)
	if err != nil {
		return Fact{}, fmt.Errorf("요청하기: %w", err)
	}
	answered, err := io.Copy(io.Discard, conn)
	if err != nil {
		return Fact{}, fmt.Errorf("응답 읽기: %w", err)
	}
	answer := "100바이트보다 많다"
	if total := asked + int(answered); total <= 10 {
		answer = "10바이트쯤"
	} else if total <= 100 {
		answer = "50바이트쯤"
	}
	return Fact{answer, fmt.Sprintf("요청이 %d바이트, 응답이 %d바이트입니다. 본문은 그 가운데 3바이트입니다.", asked, answered)}, nil
}

// httpCookie는 한 포트의 서버가 준 쿠키를, 같은 호스트의 다른 포트에도 보내는지 본다. 쿠키는 RFC 6265대로 다룬다.
func httpCookie(context.Context) (Fact, error) {
	first, giver, err := site(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		http.SetCookie(w, &http.Cookie{Name: "id", Value: "1"})
	}))
	if err != nil {
		return Fact{}, err
	}
	defer giver.Close()
	heard := make(chan string, 1)
	second, hearer, err := site(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { heard <- r.Header.Get("Cookie") }))
	if err != nil {
		return Fact{}, err
	}
	defer hearer.Close()
	jar, _ := cookiejar.New(nil) // 설정이 없으면 오류도 없다.
	client := &http.Client{Jar: jar, Timeout: patience}
	for _, address := range []string{first, second} {
		response, err := client.Get(address)
		if err != nil {
			return Fact{}, fmt.Errorf("요청하기: %w", err)
		}
		response.Body.Close()
	}
	cookie := <-heard
	return Fact{yes(cookie != ""), fmt.Sprintf("다른 포트의 서버가 받은 Cookie 헤더는 %q입니다.", cookie)}, nil
}

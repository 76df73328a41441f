package main

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"socketworkbook/notes/far/link"
)

const round = 300 * time.Millisecond // 바쁜 컴퓨터에서 늦어도 한 번을 더 세지 않을 만큼 길다

// 첫 메시지의 응답을 받을 때까지 왕복을 몇 번 하는지 센다. 한 번이 300ms이므로, 걸린 시간을 나누면 된다.
func TestRoundTripsUntilTheFirstMessage(t *testing.T) {
	plain := httptest.NewServer(http.HandlerFunc(hello))
	defer plain.Close()
	sealed := httptest.NewTLSServer(http.HandlerFunc(hello))
	defer sealed.Close()
	away := link.Config{Delay: round / 2}
	for _, way := range []struct {
		name string
		want int
		talk func(t *testing.T)
	}{
		{"UDP", 1, func(t *testing.T) { echoOnce(t, "udp", beyond(t, datagrams(t), away, nil)) }},
		{"TCP", 2, func(t *testing.T) { echoOnce(t, "tcp", beyond(t, server(t, echo), away, nil)) }},
		{"HTTP", 2, func(t *testing.T) { get(t, plain.Client(), "http://"+beyond(t, plain.Listener.Addr(), away, nil)) }},
		{"HTTPS", 3, func(t *testing.T) { get(t, sealed.Client(), "https://"+beyond(t, sealed.Listener.Addr(), away, nil)) }},
		{"WebSocket", 3, func(t *testing.T) { upgrade(t, plain.Client(), "http://"+beyond(t, plain.Listener.Addr(), away, nil)) }},
		{"WebSocket(TLS)", 4, func(t *testing.T) {
			upgrade(t, sealed.Client(), "https://"+beyond(t, sealed.Listener.Addr(), away, nil))
		}},
	} {
		t.Run(way.name, func(t *testing.T) {
			begin := time.Now()
			way.talk(t)
			took := time.Since(begin)
			fmt.Printf("%-14s 왕복 %d번\n", way.name, took/round)
			if int(took/round) != way.want {
				t.Errorf("%v 걸렸다. 바라던 것은 왕복 %d번", took, way.want)
			}
		})
	}
}

// hello는 첫 응답이다. Upgrade를 청하면 101로 바꾸고, 그 뒤에 온 것을 돌려준다.
func hello(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Upgrade") == "" {
		io.WriteString(w, "안녕")
		return
	}
	conn, both, err := http.NewResponseController(w).Hijack()
	if err != nil {
		return
	}
	defer conn.Close()
	io.WriteString(conn, "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n")
	io.Copy(conn, both)
}

func get(t *testing.T, client *http.Client, url string) {
	res, err := client.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if body, err := io.ReadAll(res.Body); err != nil || string(body) != "안녕" {
		t.Errorf("%q, %v", body, err)
	}
}

// upgrade는 101을 기다렸다가 한 번 주고받는다. 왕복의 수만 보므로 프레임은 흉내만 낸다.
func upgrade(t *testing.T, client *http.Client, url string) {
	req, err := http.NewRequest("GET", url, nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Connection", "Upgrade")
	req.Header.Set("Upgrade", "websocket")
	res, err := client.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	both, ok := res.Body.(io.ReadWriter)
	if !ok {
		t.Fatalf("%s: 101이 아니다", res.Status)
	}
	io.WriteString(both, "안녕\n")
	if line, err := bufio.NewReader(both).ReadString('\n'); err != nil || strings.TrimSpace(line) != "안녕" {
		t.Errorf("%q, %v", line, err)
	}
}

func echoOnce(t *testing.T, network, addr string) {
	conn, err := net.Dial(network, addr)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	echoes(t, conn)
}

func echoes(t *testing.T, conn net.Conn) {
	t.Helper()
	conn.SetDeadline(time.Now().Add(10 * time.Second))
	io.WriteString(conn, "안녕")
	got := make([]byte, len("안녕"))
	if _, err := io.ReadFull(conn, got); err != nil || string(got) != "안녕" {
		t.Errorf("%q, %v", got, err)
	}
}

// datagrams는 UDP의 에코 서버이다.
func datagrams(t *testing.T) net.Addr {
	conn, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	go func() {
		buf := make([]byte, maxDatagram)
		for {
			n, peer, err := conn.ReadFrom(buf)
			if err != nil {
				return
			}
			conn.WriteTo(buf[:n], peer)
		}
	}()
	return conn.LocalAddr()
}

package measure

import (
	"bufio"
	"cmp"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync/atomic"

	"github.com/gorilla/websocket"
)

// counted는 오간 바이트를 세는 연결이다.
type counted struct {
	net.Conn
	bytes *atomic.Int64
}

func (c counted) Read(p []byte) (int, error) {
	n, err := c.Conn.Read(p)
	c.bytes.Add(int64(n))
	return n, err
}

func (c counted) Write(p []byte) (int, error) {
	n, err := c.Conn.Write(p)
	c.bytes.Add(int64(n))
	return n, err
}

// counter는 연결하면서 셀 준비를 한다.
func counter(bytes *atomic.Int64) func(ctx context.Context, network, addr string) (net.Conn, error) {
	return func(ctx context.Context, network, addr string) (net.Conn, error) {
		conn, err := (&net.Dialer{Timeout: patience}).DialContext(ctx, network, addr)
		if err != nil {
			return nil, err
		}
		return counted{conn, bytes}, nil
	}
}

// wireOrder는 연결이 이어진 다음 Hello 0을 한 번 주고받을 때 오가는 바이트를 방법마다 센다.
func wireOrder(ctx context.Context) (Fact, error) {
	type cost struct {
		way   string
		bytes int64
	}
	var all []cost
	for way, measure := range map[string]func(context.Context) (int64, error){"TCP": lineBytes, "WebSocket": frameBytes, "HTTP": requestBytes} {
		bytes, err := measure(ctx)
		if err != nil {
			return Fact{}, fmt.Errorf("%s로 해 보기: %w", way, err)
		}
		all = append(all, cost{way, bytes})
	}
	slices.SortFunc(all, func(a, b cost) int { return cmp.Compare(a.bytes, b.bytes) })
	var ways, seen []string
	for _, c := range all {
		ways = append(ways, c.way)
		seen = append(seen, fmt.Sprintf("%s %d바이트", c.way, c.bytes))
	}
	return Fact{strings.Join(ways, ", "), strings.Join(seen, ", ") + "입니다. 연결할 때 드는 것은 뺐습니다."}, nil
}

// lineBytes는 줄바꿈으로 끝나는 한 줄을 주고받는다.
func lineBytes(context.Context) (int64, error) {
	client, server, err := pair()
	if err != nil {
		return 0, err
	}
	defer client.Close()
	defer server.Close()
	var bytes atomic.Int64
	conn := counted{client, &bytes}
	io.WriteString(conn, "Hello 0\n")
	line, err := bufio.NewReader(server).ReadString('\n')
	if err != nil {
		return 0, err
	}
	io.WriteString(server, line)
	_, err = bufio.NewReader(conn).ReadString('\n')
	return bytes.Load(), err
}

// frameBytes는 WebSocket 프레임 하나를 주고받는다. 핸드셰이크는 빼고 센다.
func frameBytes(ctx context.Context) (int64, error) {
	address, server, err := site(http.HandlerFunc(echo))
	if err != nil {
		return 0, err
	}
	defer server.Close()
	var bytes atomic.Int64
	dialer := websocket.Dialer{NetDialContext: counter(&bytes)}
	conn, _, err := dialer.DialContext(ctx, strings.Replace(address, "http", "ws", 1), nil)
	if err != nil {
		return 0, err
	}
	defer conn.Close()
	before := bytes.Load()
	conn.WriteMessage(websocket.TextMessage, []byte("Hello 0"))
	_, _, err = conn.ReadMessage()
	return bytes.Load() - before, err
}

// requestBytes는 요청과 응답을 하나씩 주고받는다. 이어진 연결을 다시 쓴다.
func requestBytes(context.Context) (int64, error) {
	address, server, err := site(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		message, _ := io.ReadAll(http.MaxBytesReader(w, r.Body, 100))
		w.Write(message)
	}))
	if err != nil {
		return 0, err
	}
	defer server.Close()
	var bytes atomic.Int64
	client := &http.Client{Timeout: patience, Transport: &http.Transport{DialContext: counter(&bytes)}}
	defer client.CloseIdleConnections()
	before := int64(0)
	for range 2 {
		before = bytes.Load()
		response, err := client.Post(address, "text/plain", strings.NewReader("Hello 0"))
		if err != nil {
			return 0, err
		}
		io.Copy(io.Discard, response.Body)
		response.Body.Close()
	}
	return bytes.Load() - before, nil
}

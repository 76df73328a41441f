package main

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"
)

// 메시지를 나르지 않거나, 두 번 나르거나, 차례를 바꾸는 방은 잴 수 없다.
func TestCrowdHearsOnceInOrder(t *testing.T) {
	for _, test := range []struct {
		name    string
		carries []int
		want    string // 오류의 일부. 비어 있으면 오류가 없다
	}{
		{"나른다", []int{1, 2}, ""},
		{"나르지 않는다", nil, "deadline exceeded"},
		{"하나를 빠뜨린다", []int{1}, "deadline exceeded"},
		{"두 번 나른다", []int{1, 1}, "1번 다음에 1번이 왔습니다"},
		{"차례를 바꾼다", []int{2, 1}, "0번 다음에 2번이 왔습니다"},
	} {
		t.Run(test.name, func(t *testing.T) {
			c := crowdOf(t, 2, test.carries)
			// 오지 않을 것을 기다리는 시간이다. 오는 것은 기다리지 않는다.
			ctx, stop := context.WithTimeout(t.Context(), patience)
			if test.want == "deadline exceeded" {
				ctx, stop = context.WithTimeout(t.Context(), 50*time.Millisecond)
			}
			defer stop()
			err := c.tell(ctx, 1, 2)
			if got := fmt.Sprint(err); (err == nil) != (test.want == "") || !strings.Contains(got, test.want) {
				t.Errorf("%v", err)
			}
		})
	}
}

// crowdOf는 누가 말하든 모두에게 carries번 메시지를 나르는 방에 n명을 들여보낸다.
func crowdOf(t *testing.T, n int, carries []int) (c crowd) {
	said := make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var upgrader websocket.Upgrader
		conn, err := upgrader.Upgrade(w, r, nil)
		if err != nil {
			return
		}
		defer conn.Close()
		go func() {
			if _, _, err := conn.ReadMessage(); err == nil {
				close(said)
			}
		}()
		<-said
		for _, number := range carries {
			conn.WriteMessage(websocket.TextMessage, fmt.Appendf(nil, "%s%0*d", mark, digits, number))
		}
		<-r.Context().Done()
	}))
	t.Cleanup(server.Close)
	d := dialect{
		enter: func(ctx context.Context, addr string) (*websocket.Conn, error) {
			return converse(ctx, "ws://"+addr, nil)
		},
		say: func(_ int, text string) string { return text },
	}
	for range n {
		m, err := enter(t.Context(), server.Listener.Addr().String(), d)
		if err != nil {
			t.Fatal(err)
		}
		c = append(c, m)
	}
	t.Cleanup(c.leave)
	return c
}

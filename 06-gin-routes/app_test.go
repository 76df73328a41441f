package main

import (
	"context"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/cookiejar"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"socketworkbook/internal/lesson/lessontest"
)

func TestMain(m *testing.M) { lessontest.Main(m, main) }

var defaults = config{Port: "0", SessionLifetime: 12 * time.Hour}

func Example() {
	log.SetOutput(io.Discard)
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	ln, _ := net.Listen("tcp", "127.0.0.1:0")
	go serve(ctx, ln, defaults, "")

	conn, _, err := websocket.DefaultDialer.Dial("ws://"+ln.Addr().String()+"/ws", nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	defer conn.Close()
	_, line, _ := conn.ReadMessage() // 서버가 먼저 말한다.
	fmt.Printf("← %s\n", line)
	// Output:
	// ← 서버의 1번째 말
}

func TestUnwelcome(t *testing.T) {
	t.Chdir(t.TempDir())
	lessontest.Unwelcome(t, "/", "")
}

func TestLeavesNothing(t *testing.T) {
	addr, _ := start(t, defaults)
	lessontest.LeavesNothing(t, addr, upgrade)
}

func TestPromises(t *testing.T) {
	t.Chdir(t.TempDir()) // 이 컴퓨터의 .env는 상관없게
	lessontest.Promises(t)
}

func start(t *testing.T, cfg config) (addr string, stop func()) {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	return ln.Addr().String(), lessontest.Serve(t, ln, func(ctx context.Context, ln net.Listener) error {
		return serve(ctx, ln, cfg, "")
	})
}

func TestSessionCountsVisits(t *testing.T) {
	addr, _ := start(t, defaults)
	jar, _ := cookiejar.New(nil)
	visitor, stranger := &http.Client{Jar: jar}, &http.Client{}
	for _, test := range []struct {
		client *http.Client
		want   string
	}{{visitor, ">1</b>"}, {visitor, ">2</b>"}, {stranger, ">1</b>"}, {visitor, ">3</b>"}} {
		response, err := test.client.Get("http://" + addr + "/")
		if err != nil {
			t.Fatal(err)
		}
		body, _ := io.ReadAll(response.Body)
		response.Body.Close()
		if !strings.Contains(string(body), test.want) {
			t.Errorf("%s가 없다", test.want)
		}
		for _, cookie := range response.Cookies() {
			if !cookie.HttpOnly || cookie.SameSite != http.SameSiteLaxMode {
				t.Errorf("쿠키가 %v이다", cookie)
			}
		}
	}
}

func TestStoreIsBounded(t *testing.T) {
	s := &store{byToken: map[string]entry{}}
	now := time.Now()
	for i := range sessionLimit + 5 {
		s.Commit(fmt.Sprint(i), nil, now.Add(time.Hour+time.Duration(i)))
	}
	s.Commit("끝난 것", nil, now)
	if len(s.byToken) != sessionLimit {
		t.Errorf("세션이 %d개이다", len(s.byToken))
	}
	for token, want := range map[string]bool{"0": false, "4": false, fmt.Sprint(sessionLimit + 4): true, "끝난 것": false} {
		if _, found, _ := s.Find(token); found != want {
			t.Errorf("Find(%s) = %v", token, found)
		}
	}
}

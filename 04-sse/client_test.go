package main

import (
	"bufio"
	"context"
	"io"
	"net"
	"net/http"
	"os"
	"runtime"
	"strings"
	"testing"

	"socketworkbook/internal/lesson/lessontest"
	"socketworkbook/internal/web"
)

// play는 handler로 답하는 서버를 켠다.
func play(t *testing.T, handler http.Handler) (addr string) {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	lessontest.Serve(t, ln, func(ctx context.Context, ln net.Listener) error { return web.Serve(ctx, ln, handler) })
	return ln.Addr().String()
}

// 끊기면 마지막 번호를 들고 돌아온다.
func TestClientComesBack(t *testing.T) {
	asked := make(chan string, 10)
	answers := []string{
		"retry: 10\n\nevent: welcome\ndata: 어서\n\nid: 1\ndata: 하나\n\n: 주석\n\nid: 2\ndata:둘\n", // 끝나지 않은 이벤트
		"id: 2\nevent: missed\ndata: 3\n\nid: 6\ndata: 여섯\ndata: 줄\n\n",
	}
	mux := http.NewServeMux()
	mux.HandleFunc("/events", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/event-stream")
		asked <- r.Header.Get("Last-Event-ID")
		if len(answers) > 0 {
			io.WriteString(w, answers[0])
			answers = answers[1:]
		}
	})
	mux.HandleFunc("/messages", func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, `{"id":6}`) })

	var out strings.Builder
	if err := talk(t.Context(), "http://"+play(t, mux), strings.NewReader("여섯\n줄"), &out); err != nil {
		t.Fatal(err)
	}
	first, second := <-asked, <-asked
	t.Logf("Last-Event-ID: 처음 올 때 %q, 끊겼다가 다시 올 때 %q", first, second)
	if first != "" || second != "1" {
		t.Error("짐작과 다르다")
	}
	for _, want := range []string{"← (welcome) 어서\n", "← 하나\n", "← (missed) 3\n", "← 여섯\n  줄\n"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%q가 없다\n%s", want, out.String())
		}
	}
	if strings.Contains(out.String(), "← 둘") {
		t.Error("빈 줄로 끝나지 않은 이벤트를 받아들였다")
	}
}

// 200이 아니거나 스트림이 아닌 것이 오면 다시 가지 않고, 이유를 알린다. 브라우저의 EventSource도 그렇다.
// 처음 갔을 때나, 끊겼다가 다시 갔을 때나 같다.
func TestClientGivesUp(t *testing.T) {
	for name, answer := range map[string]struct {
		status     int
		kind, want string
	}{
		"페이지가 옴":   {200, "text/html", `(200 OK, 종류 "text/html")`},
		"그만 오라고 함": {204, "", `(204 No Content, 종류 "")`},
		"서버가 바쁨":   {503, "text/event-stream", `(503 Service Unavailable, 종류 "text/event-stream")`},
	} {
		for _, streams := range []int{0, 1} { // 이만큼은 스트림으로 답한다.
			t.Run(name, func(t *testing.T) {
				addr := play(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
					if streams--; streams >= 0 {
						w.Header().Set("Content-Type", "text/event-stream")
						io.WriteString(w, "retry: 10\ndata: 하나\n\n")
						return
					}
					w.Header().Set("Content-Type", answer.kind)
					w.WriteHeader(answer.status)
				}))
				keyboard, typing := io.Pipe() // 아무것도 치지 않는다.
				defer typing.Close()
				err := talk(t.Context(), "http://"+addr, keyboard, io.Discard)
				if want := "이벤트 스트림이 아닌 것으로 답했습니다" + answer.want; err == nil || !strings.Contains(err.Error(), want) {
					t.Errorf("%q를 바랐는데 talk = %v", want, err)
				}
			})
		}
	}
}

// 키보드를 기다리던 클라이언트도, 다시 붙으려고 쉬던 클라이언트도 Ctrl-C에 끝난다.
func TestClientStops(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows에서는 다른 프로세스에 Ctrl-C를 보낼 수 없다")
	}
	for name, server := range map[string]http.HandlerFunc{
		"듣는 중": newServer().events,
		"쉬는 중": func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "text/event-stream")
			io.WriteString(w, "retry: 60000\ndata: 끊습니다\n\n")
		},
	} {
		t.Run(name, func(t *testing.T) {
			client := lessontest.Command(t, "-connect", play(t, server))
			keyboard, err := client.StdinPipe()
			if err != nil {
				t.Fatal(err)
			}
			defer keyboard.Close()
			screen, err := client.StdoutPipe()
			if err != nil {
				t.Fatal(err)
			}
			if err := client.Start(); err != nil {
				t.Fatal(err)
			}
			if _, err := bufio.NewReader(screen).ReadString('\n'); err != nil {
				t.Error(err)
			}
			client.Process.Signal(os.Interrupt)
			if err := client.Wait(); err != nil {
				t.Errorf("Ctrl-C에 %v로 끝났다", err)
			}
		})
	}
}

package main

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/cookiejar"
	"regexp"
	"testing"

	"github.com/gorilla/websocket"

	"socketworkbook/internal/lesson/lessontest"
)

func get(t *testing.T, client *http.Client, server *lessontest.Step, path string) string {
	t.Helper()
	response, err := client.Get("http://" + server.Addr + path)
	if err != nil {
		return err.Error()
	}
	body, _ := io.ReadAll(response.Body)
	response.Body.Close()
	return string(body)
}

func open(t *testing.T, server *lessontest.Step) *websocket.Conn {
	t.Helper()
	conn, _, err := websocket.DefaultDialer.Dial("ws://"+server.Addr+"/ws", nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	return conn
}

// nowhere는 없는 주소를 연 다음 첫 페이지를 연다. 1단계의 화면에는 첫 페이지만 적힌다.
func nowhere(t *testing.T, steps lessontest.Steps, server *lessontest.Step) func() string {
	body := get(t, http.DefaultClient, server, "/nope")
	get(t, http.DefaultClient, server, "/")
	server.Shows(t, `127\.0\.0\.1.*GET.*/`)
	return func() string {
		if body == "404 page not found" {
			server.Silent(t, "/nope")
			return body
		}
		return body + server.Shows(t, `.*404.*/nope.*`)
	}
}

// visitTwice는 같은 브라우저로 두 번, 다른 브라우저로 한 번 연다.
func visitTwice(t *testing.T, steps lessontest.Steps, server *lessontest.Step) func() string {
	jar, _ := cookiejar.New(nil)
	for range 2 {
		get(t, &http.Client{Jar: jar}, server, "/")
	}
	count := regexp.MustCompile(`>(\d+)</b>(번째)`).FindStringSubmatch(get(t, http.DefaultClient, server, "/"))
	return func() string { return fmt.Sprintf("처음 온 브라우저에 %q", count[1]+count[2]) }
}

// openAndClose는 페이지를 열었다가 닫는다. 서버는 다음 말을 보내다가 알게 된다.
func openAndClose(t *testing.T, steps lessontest.Steps, server *lessontest.Step) func() string {
	open(t, server).Close()
	return func() string { return server.Shows(t, `.*(101|200).*"/ws".*`) }
}

func forged(t *testing.T, steps lessontest.Steps, server *lessontest.Step) func() string {
	steps.Try(t, "", "attack", "-connect", server.Addr, "forged")
	return func() string { return server.Shows(t, `(127\.0\.0\.1|1\.2\.3\.4).*GET.*"/"`) }
}

// on은 정한 포트에서 듣는지 본다.
func on(port string) func(*testing.T, lessontest.Steps, *lessontest.Step) func() string {
	return func(t *testing.T, steps lessontest.Steps, server *lessontest.Step) func() string {
		return func() string {
			_, got, _ := net.SplitHostPort(server.Addr)
			return map[bool]string{true: "정한 포트", false: "다른 포트"}[got == port]
		}
	}
}

// talks는 페이지의 스크립트를 받고, 말 하나를 주고받는다.
func talks(t *testing.T, steps lessontest.Steps, server *lessontest.Step) func() string {
	script, conn := get(t, http.DefaultClient, server, "/public/websocket.js"), open(t, server)
	conn.WriteMessage(websocket.TextMessage, []byte("페이지의 1번째 답"))
	return func() string {
		_, line, _ := conn.ReadMessage()
		server.Shows(t, `말: "페이지의 1번째 답"`)
		return script + string(line)
	}
}

// oops는 패닉하는 라우트를 연다.
func oops(t *testing.T, steps lessontest.Steps, server *lessontest.Step) func() string {
	response, err := http.Get("http://" + server.Addr + "/oops")
	if err != nil {
		return func() string { return err.Error() + server.Shows(t, "goroutine") }
	}
	response.Body.Close()
	return func() string { return response.Status + server.Shows(t, "패닉: .*") }
}

// stopWhileOpen은 페이지를 열어 둔 채 서버에서 Ctrl-C를 누른다. 페이지가 받은 것과 로그를 돌려준다.
func stopWhileOpen(t *testing.T, steps lessontest.Steps, server *lessontest.Step) func() string {
	conn, ended := open(t, server), make(chan error, 1)
	return func() string {
		go func() {
			_, _, err := conn.ReadMessage()
			for ; err == nil; _, _, err = conn.ReadMessage() {
			}
			conn.Close()
			ended <- err
		}()
		server.Interrupt(t) // Windows에서는 여기서 테스트를 그만둔다. 그래서 표의 맨 끝에 있다.
		err := <-ended
		if websocket.IsCloseError(err, websocket.CloseGoingAway) {
			return err.Error() + server.Shows(t, `101 GET "/ws"`)
		}
		server.Silent(t, `"/ws"`)
		return err.Error()
	}
}

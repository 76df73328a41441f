package main

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/cookiejar"
	"regexp"
	"runtime"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"socketworkbook/internal/lesson/lessontest"
)

// 단계마다 README의 표에 적힌 대로 깨뜨려 본다. 다음 단계는 같은 일을 견딘다.
func TestSteps(t *testing.T) {
	steps := lessontest.BuildSteps(t)
	_, port, _ := net.SplitHostPort(lessontest.ClosedPort(t))
	for _, test := range []struct {
		step  string
		act   func(*testing.T, lessontest.Steps, *lessontest.Step) string
		shown string // 보이는 것. 맞는 정규식
		port  string // 환경 변수 PORT. 3단계만 본다. 수업은 -addr를 먼저 본다
	}{
		{"step1", nowhere, `^404 page not found`, "0"},
		{"step2", nowhere, `그런 페이지는 없습니다.*\| 404 \|.*/nope`, "0"},
		{"step2", visitTwice, `처음 온 브라우저에 "3번째"`, "0"},
		{"step3", visitTwice, `처음 온 브라우저에 "1번째"`, "0"},
		{"step2", openAndClose, `\| 200 \|.*"/ws"`, "0"},
		{"step3", openAndClose, ` 101 GET "/ws"`, "0"},
		{"step2", forged, `1\.2\.3\.4`, "0"},
		{"step3", forged, `127\.0\.0\.1`, "0"},
		{"step2", on(port), "다른 포트", port},
		{"step3", on(port), "정한 포트", port},
		{"step3", oops, `EOF.*goroutine`, "0"},
		{"lesson", oops, `500 .*패닉: 일부러 패닉했습니다`, "0"},
		{"step3", stopWhileOpen, `close 1006`, "0"},
		{"lesson", stopWhileOpen, `close 1001.*101 GET "/ws"`, "0"},
		// 모든 단계가 같은 페이지를 내주고, 3초 뒤에 같은 말을 한다.
		{"step1", talks, `new WebSocket.*서버의 1번째 말`, "0"},
		{"step2", talks, `new WebSocket.*서버의 1번째 말`, "0"},
		{"step3", talks, `new WebSocket.*서버의 1번째 말`, "0"},
		{"lesson", talks, `new WebSocket.*서버의 1번째 말`, "0"},
	} {
		t.Setenv("PORT", test.port)
		server := steps.Start(t, test.step)
		t.Run(test.step, func(t *testing.T) {
			t.Parallel()
			got := test.act(t, steps, server)
			if !regexp.MustCompile("(?s)" + test.shown).MatchString(got) {
				t.Errorf("%s를 바랐는데 본 것은 %q", test.shown, got)
			}
		})
	}
}

func get(t *testing.T, client *http.Client, server *lessontest.Step, path string) string {
	t.Helper()
	response, err := client.Get("http://" + server.Addr + path)
	if err != nil {
		return err.Error()
	}
	defer response.Body.Close()
	body, _ := io.ReadAll(response.Body)
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
func nowhere(t *testing.T, steps lessontest.Steps, server *lessontest.Step) string {
	body := get(t, http.DefaultClient, server, "/nope")
	get(t, http.DefaultClient, server, "/")
	server.Shows(t, `127\.0\.0\.1.*GET.*/`)
	if body == "404 page not found" {
		server.Silent(t, "/nope")
		return body
	}
	return body + server.Shows(t, `.*404.*/nope.*`)
}

// visitTwice는 같은 브라우저로 두 번, 다른 브라우저로 한 번 연다.
func visitTwice(t *testing.T, steps lessontest.Steps, server *lessontest.Step) string {
	jar, _ := cookiejar.New(nil)
	for range 2 {
		get(t, &http.Client{Jar: jar}, server, "/")
	}
	count := regexp.MustCompile(`>(\d+)</b>(번째)`).FindStringSubmatch(get(t, http.DefaultClient, server, "/"))
	return fmt.Sprintf("처음 온 브라우저에 %q", count[1]+count[2])
}

// openAndClose는 페이지를 열었다가 닫는다. 서버는 다음 말을 보내다가 알게 된다.
func openAndClose(t *testing.T, steps lessontest.Steps, server *lessontest.Step) string {
	open(t, server).Close()
	return server.Shows(t, `.*(101|200).*"/ws".*`)
}

func forged(t *testing.T, steps lessontest.Steps, server *lessontest.Step) string {
	steps.Try(t, "", "attack", "-connect", server.Addr, "forged")
	return server.Shows(t, `(127\.0\.0\.1|1\.2\.3\.4).*GET.*"/"`)
}

// on은 정한 포트에서 듣는지 본다.
func on(port string) func(*testing.T, lessontest.Steps, *lessontest.Step) string {
	return func(t *testing.T, steps lessontest.Steps, server *lessontest.Step) string {
		if _, got, _ := net.SplitHostPort(server.Addr); got == port {
			return "정한 포트"
		}
		return "다른 포트"
	}
}

// talks는 페이지의 스크립트를 받고, 말 하나를 주고받는다.
func talks(t *testing.T, steps lessontest.Steps, server *lessontest.Step) string {
	script, conn := get(t, http.DefaultClient, server, "/public/websocket.js"), open(t, server)
	conn.WriteMessage(websocket.TextMessage, []byte("페이지의 1번째 답"))
	_, line, _ := conn.ReadMessage()
	server.Shows(t, `말: "페이지의 1번째 답"`)
	return script + string(line)
}

// oops는 패닉하는 라우트를 연다.
func oops(t *testing.T, steps lessontest.Steps, server *lessontest.Step) string {
	response, err := http.Get("http://" + server.Addr + "/oops")
	if err != nil {
		return err.Error() + server.Shows(t, "goroutine")
	}
	response.Body.Close()
	return response.Status + server.Shows(t, "패닉: .*")
}

// stopWhileOpen은 페이지를 열어 둔 채 서버에서 Ctrl-C를 누른다. 페이지가 받은 것과 로그를 돌려준다.
func stopWhileOpen(t *testing.T, steps lessontest.Steps, server *lessontest.Step) string {
	if runtime.GOOS == "windows" {
		t.Skip("Windows에서는 다른 프로세스에 Ctrl-C를 보낼 수 없다")
	}
	conn := open(t, server)
	go server.Interrupt(t)
	conn.SetReadDeadline(time.Now().Add(10 * time.Second))
	_, _, err := conn.ReadMessage()
	conn.Close()
	if websocket.IsCloseError(err, websocket.CloseGoingAway) {
		return err.Error() + server.Shows(t, `101 GET "/ws"`)
	}
	server.Silent(t, `"/ws"`)
	return err.Error()
}

package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"socketworkbook/06-gin-routes/chat"
	"socketworkbook/internal/lesson/lessontest"
)

const npmClient = "socket.io-client@4.8.4"

// 진짜 socket.io-client가 어느 방법으로도 들어와서 이벤트와 방과 확인을 쓴다.
func TestRealClient(t *testing.T) {
	lessontest.Slow(t, "npm에서 "+npmClient+"를 내려받는다")
	modules := lessontest.NPM(t, npmClient)
	for name, test := range map[string]struct{ transports, opened, upgraded string }{
		"처음 그대로":     {`["polling","websocket"]`, "polling", "websocket"},
		"롱 폴링만":      {`["polling"]`, "polling", ""},
		"WebSocket만": {`["websocket"]`, "websocket", ""},
	} {
		t.Run(name, func(t *testing.T) {
			addr, stop := start(t, chat.NewLocal(chat.Remembered))
			early := dial(t, addr, "하늘")
			early.say(`420["message","먼저 한 말"]`)
			early.hear(`430`)
			early.say(`42["join","당번"]`)

			c := run(t, modules, addr, test.transports)
			c.expect("open", test.opened)
			if test.upgraded != "" {
				c.expect("upgrade", test.upgraded)
			}
			c.expect("news", "하늘: 먼저 한 말")
			c.emit("message", "안녕하세요 <b>")
			c.expect("ack", `{"id":2}`)
			c.expect("news", "바다: 안녕하세요 <b>")
			early.hear(`42["news",{"id":2,"name":"바다"`)
			c.emit("message", strings.Repeat("가", 1001))
			c.expect("ack", `{"refused":"메시지는 1자부터 1,000자까지 적을 수 있습니다."}`)
			c.emit("join", "당번")
			c.expect("joined", "당번: 바다")
			early.hear(`42["joined",{"name":"바다","room":"당번"}]`)
			stop()                               // 서버가 멈추면 클라이언트도 바로 안다.
			c.expect("disconnect", "transport ") // 방법마다 close나 error
		})
	}
}

// client는 따로 도는 Node의 클라이언트이다.
type client struct {
	t     *testing.T
	input io.Writer
	lines chan string // `what value`
	seen  []string
}

func run(t *testing.T, folder, addr, transports string) *client {
	t.Helper()
	script, err := os.ReadFile("testdata/client.cjs")
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(folder, "client.cjs") // Node는 스크립트가 있는 폴더에서 모듈을 찾는다.
	if err := os.WriteFile(file, script, 0o644); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("node", file, "http://"+addr, transports, "바다")
	cmd.Stderr = t.Output()
	input, _ := cmd.StdinPipe()
	output, _ := cmd.StdoutPipe()
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	c := &client{t: t, input: input, lines: make(chan string, 1000)}
	t.Cleanup(func() { cmd.Process.Kill(); cmd.Wait() })
	go func() {
		for lines := bufio.NewScanner(output); lines.Scan(); {
			var happened struct{ What, Value string }
			json.Unmarshal(lines.Bytes(), &happened)
			c.lines <- happened.What + " " + happened.Value
		}
	}()
	return c
}

func (c *client) emit(event, text string) {
	c.t.Helper()
	line, _ := json.Marshal([]string{event, text})
	if _, err := fmt.Fprintf(c.input, "%s\n", line); err != nil {
		c.t.Fatal(err)
	}
}

// expect는 클라이언트에 value로 시작하는 what이 일어날 때까지 기다린다. 일들이 일어나는 차례는 가리지 않는다.
func (c *client) expect(what, value string) {
	c.t.Helper()
	late := time.After(20 * time.Second)
	for {
		for i, line := range c.seen {
			if strings.HasPrefix(line, what+" "+value) {
				c.seen = append(c.seen[:i], c.seen[i+1:]...)
				return
			}
		}
		select {
		case line := <-c.lines:
			c.seen = append(c.seen, line)
		case <-late:
			c.t.Fatalf("%s %s가 일어나지 않는다. 일어난 것: %q", what, value, c.seen)
		}
	}
}

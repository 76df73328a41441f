package main

import (
	"bufio"
	"fmt"
	"net"
	"net/http"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// 옛 노트의 서버처럼 주소 둘만 알고, 파일을 읽다가 난 오류를 보지 않는 Node 서버이다. 글은 새로 썼다.
const twoPaths = `
const http = require("http"), fs = require("fs");
const server = http.createServer((request, response) => {
  if (request.url === "/") response.end("Web Socket");
  else if (request.url === "/index") fs.readFile("없는 파일.html", (err, page) => response.end(page));
});
server.listen(0, "127.0.0.1", () => console.log(server.address().port));`

// 이 서버는 모르는 경로에 응답하지 않고, 읽지 못한 파일을 빈 페이지로 응답한다. Go의 서버는 404로 응답한다.
func TestNodeServerThatForgets(t *testing.T) {
	if _, err := exec.LookPath("node"); err != nil {
		t.Skip("Node가 없는 컴퓨터이다")
	}
	cmd := exec.Command("node", "-e", twoPaths)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		cmd.Process.Kill()
		cmd.Wait()
	})
	port, _ := bufio.NewReader(out).ReadString('\n')
	seed := net.JoinHostPort("127.0.0.1", strings.TrimSpace(port))
	ours, _ := start(t)
	index, nope, lesson := status(t, seed, "/index"), status(t, seed, "/nope"), status(t, ours, "/nope")
	t.Logf("파일을 읽지 못한 /index: %s", index)
	t.Logf("모르는 경로 /nope: %s", nope)
	t.Logf("이 수업의 /nope: %s", lesson)
	if index != "200 OK, 본문 0바이트" || nope != "2초를 기다려도 응답이 없음" || !strings.HasPrefix(lesson, "404 Not Found") {
		t.Error("짐작과 다르다")
	}
}

// status는 addr의 path에 GET을 보내고, 응답의 첫 줄과 본문의 길이를 말로 적는다.
func status(t *testing.T, addr, path string) string {
	t.Helper()
	client := http.Client{Timeout: 2 * time.Second}
	response, err := client.Get("http://" + addr + path)
	if err != nil {
		return "2초를 기다려도 응답이 없음"
	}
	defer response.Body.Close()
	return fmt.Sprintf("%s, 본문 %d바이트", response.Status, response.ContentLength)
}

package main

import (
	"bufio"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"socketworkbook/internal/lesson/lessontest"
)

const npmClient = "socket.io-client@4.8.4" // 06-gin-routes/socketio의 테스트와 같은 것

// 진짜 socket.io-client의 대화도 처음부터 끝까지 풀린다. 모르는 패킷이 하나도 없다.
func TestRealSocketIOClient(t *testing.T) {
	lessontest.Slow(t, "npm에서 "+npmClient+"를 내려받는다")
	folder := withScript(t)
	seen := newTranscript()
	addr, stop := between(t, options{to: running(t, socketIO), addr: loopback(t)}, seen)

	client := exec.Command("node", filepath.Join(folder, "client.cjs"), "http://"+addr, `["polling","websocket"]`, "바다")
	client.Stderr = t.Output()
	input, _ := client.StdinPipe()
	output, _ := client.StdoutPipe()
	if err := client.Start(); err != nil {
		t.Fatal(err)
	}
	defer time.AfterFunc(30*time.Second, func() { client.Process.Kill() }).Stop()
	happens := bufio.NewScanner(output)
	await(t, happens, `"upgrade"`)
	io.WriteString(input, `["message","안녕"]`+"\n")
	await(t, happens, `{\"id\":1}`)
	input.Close()
	client.Wait()
	stop()

	said := seen.text.String()
	for _, want := range []string{
		"0 열림(open)", "Socket.IO 0 들어감(CONNECT)", "2 핑(ping) probe", "3 퐁(pong) probe", "5 업그레이드(upgrade)",
		`Socket.IO 2 이벤트(EVENT) "message", 확인 번호 0`, "Socket.IO 3 확인(ACK), 확인 번호 0", `Socket.IO 2 이벤트(EVENT) "news"`,
	} {
		if !strings.Contains(said, want) {
			t.Errorf("%q가 없다", want)
		}
	}
	if strings.Contains(said, "패킷이 아님") {
		t.Error("풀지 못한 패킷이 있다")
	}
	t.Log("\n" + said)
}

// withScript는 진짜 클라이언트와 그것을 부리는 스크립트가 있는 폴더이다.
func withScript(t *testing.T) (folder string) {
	t.Helper()
	folder = lessontest.NPM(t, npmClient)
	script, err := os.ReadFile(filepath.Join(lessontest.Root(t), socketIO, "testdata", "client.cjs"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, "client.cjs"), script, 0o644); err != nil {
		t.Fatal(err)
	}
	return folder
}

// await는 클라이언트가 text가 든 줄을 적을 때까지 읽는다.
func await(t *testing.T, lines *bufio.Scanner, text string) {
	t.Helper()
	for lines.Scan() {
		if strings.Contains(lines.Text(), text) {
			return
		}
	}
	t.Fatalf("%s가 없이 끝났다", text)
}

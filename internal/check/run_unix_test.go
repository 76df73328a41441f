//go:build unix

package check

import (
	"bufio"
	"io"
	"net/http"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"socketworkbook/internal/lesson/lessontest"
)

// README의 명령을 적힌 그대로 친다. 정해진 포트를 쓰므로 CI에서만 한다.
func TestReadmeCommandsAsWritten(t *testing.T) {
	if os.Getenv("CI") == "" {
		t.Skip("정해진 포트를 쓰므로 CI에서만 한다")
	}
	row := regexp.MustCompile("\\| `(go run \\./[^`]+)` \\| (\\d+) \\|")
	rows := row.FindAllStringSubmatch(read(t, "README.md"), -1)
	if len(rows) != len(written(t)) {
		t.Fatalf("README.md의 표에서 수업 %d개를 찾았다", len(rows))
	}
	for _, r := range rows { // 끄지 않고 차례로 켠다. 모두 함께 켜져 있을 수 있다.
		command, port := r[1], r[2]
		first := launch(t, command, ":"+port)
		if address := regexp.MustCompile(`http://\S+`).FindString(first); address != "" {
			response, err := http.Get(address)
			if err != nil {
				t.Errorf("%s: %v", command, err)
				continue
			}
			body, _ := io.ReadAll(response.Body)
			response.Body.Close()
			if response.StatusCode != 200 || !strings.Contains(string(body), `lang="ko"`) {
				t.Errorf("%s: %s 가 %s", command, address, response.Status)
			}
		}
	}
}

// launch는 명령을 맨 위 폴더에서 켜고, stderr에서 port를 알리는 줄을 돌려준다. 테스트가 끝나면 Ctrl-C를
// 누르고, 3초 안에 상태 0으로 끝났는지 본다. go run 자신은 Ctrl-C 뒤에 늘 1로 끝난다.
// 수업이 0이 아닌 상태로 끝나면 go run이 "exit status"라고 적는다.
func launch(t *testing.T, command, port string) (first string) {
	t.Helper()
	words := strings.Fields(command)
	cmd := exec.Command(words[0], words[1:]...)
	cmd.Dir = lessontest.Root(t)
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} // 터미널의 Ctrl-C는 무리 전체에 간다.
	stderr, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	diary := bufio.NewReader(stderr)
	t.Cleanup(func() {
		begin := time.Now()
		syscall.Kill(-cmd.Process.Pid, syscall.SIGINT)
		kill := time.AfterFunc(10*time.Second, func() { syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) })
		defer kill.Stop()
		rest, _ := io.ReadAll(diary)
		cmd.Wait()
		if took := time.Since(begin); took > 3*time.Second || strings.Contains(string(rest), "exit status") {
			t.Errorf("%s: Ctrl-C 뒤 %v 만에 끝났다. %s", command, took, rest)
		}
	})
	for !strings.Contains(first, port) { // 처음이면 go가 내려받는 이야기를 먼저 한다.
		line, err := diary.ReadString('\n')
		if err != nil {
			t.Fatalf("%s: 표에 적힌 포트(%s)를 알리지 않고 끝났다", command, port)
		}
		first = line
	}
	return first
}

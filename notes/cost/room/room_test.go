package main

import (
	"bufio"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"

	"socketworkbook/notes/cost/child/childtest"
)

// 서버마다 몇 명을 들여보내고 메시지를 몇 개 나른다. 아무도 듣지 못하면 그 줄이 비고 이유가 적힌다.
func TestMeasuresOursAndCentrifuge(t *testing.T) {
	t.Parallel()
	program := buildRoom(t)
	for only, names := range map[string][]string{"06": {alone, shared}, "centrifuge": {theirs}} {
		out, err := exec.Command(program, "-only", only, "-members", "20", "-messages", "5", "-rounds", "1").Output()
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			row := regexp.MustCompile(`(?m)^\| ` + name + ` \| \d+\.\d+µs.* \| \d+ \| .*ms \| .* KiB \|$`)
			if !row.Match(out) {
				t.Errorf("%s의 줄이 없다:\n%s", name, out)
			}
		}
	}
}

// 재는 중에 Ctrl-C를 누르면 켜 둔 서버도, 브로커가 적던 것도 남지 않는다.
func TestInterrupt(t *testing.T) {
	t.Parallel()
	childtest.Interrupt(t, buildRoom(t), []string{"-only", "06", "-members", "20"}, "", func(_ string, said *bufio.Scanner) {
		for said.Scan() && !strings.Contains(said.Text(), "1개씩 말하는 중") {
		}
	})
}

// Node.js가 없으면 Socket.IO만 건너뛰고, 이유를 적는다.
func TestWithoutNode(t *testing.T) {
	tool, err := exec.LookPath("go")
	if err != nil {
		t.Fatal(err)
	}
	path := t.TempDir()
	if err := os.Symlink(tool, filepath.Join(path, "go")); err != nil {
		t.Skip(err)
	}
	t.Setenv("PATH", path)
	r := &row{server: servers[len(servers)-1]}
	r.trouble = r.build(t.Context(), t.TempDir())
	var out strings.Builder
	plan{}.print(&out, []*row{r})
	if want := "| Socket.IO | – | – | – | – | – | – |\n\nSocket.IO: 재지 못했습니다. Node.js가 없습니다\n"; !strings.Contains(out.String(), want) {
		t.Errorf("%s", out.String())
	}
}

func buildRoom(t *testing.T) (program string) {
	t.Helper()
	if os.Getenv("CI") == "" {
		t.Skip("서버를 켜느라 오래 걸린다. CI=1을 붙이면 한다")
	}
	if runtime.GOOS != "linux" {
		t.Skip("리눅스에서만 잰다")
	}
	program = filepath.Join(t.TempDir(), "room")
	if out, err := exec.Command("go", "build", "-buildvcs=false", "-o", program, ".").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return program
}

package grader

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"
)

// 풀이가 제 고루틴에서 넘어지면 recover로 받을 수 없고, 프로그램이 통째로 끝난다. 그래서 테스트를 다른
// 프로세스에서 돌리고 여기서 지켜본다. 넘어지면 스택 대신 한 문장을 남긴다.

const (
	watched = "SOCKETWORKBOOK_WATCHED" // 지켜보고 있다는 환경 변수
	trying  = "\x00trying "            // 지금 해 보는 문제를 알리는 줄의 앞머리. stderr로 보낸다
)

// Main은 연습의 TestMain이 하는 일의 전부이다. 돌아오지 않는다.
func Main(m *testing.M) {
	if os.Getenv(watched) != "" {
		os.Exit(m.Run())
	}
	self, err := os.Executable()
	if err != nil {
		self = os.Args[0]
	}
	var said, diary bytes.Buffer
	cmd := exec.Command(self, os.Args[1:]...)
	cmd.Env = append(os.Environ(), watched+"=1", "GOTRACEBACK=single")
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, io.MultiWriter(os.Stdout, &said), &diary
	err = cmd.Run()
	reported := err == nil || bytes.Contains(said.Bytes(), []byte("FAIL"))
	fmt.Fprint(os.Stderr, verdict(diary.String(), reported))
	if ended := (*exec.ExitError)(nil); err != nil && !errors.As(err, &ended) {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(max(cmd.ProcessState.ExitCode(), 0))
}

// announce는 지금 해 보는 것을 지켜보는 쪽에 알린다.
func announce(k Task, name string) {
	if os.Getenv(watched) != "" {
		fmt.Fprintf(os.Stderr, "%s%s %s %s\n", trying, k.File, k.Note, name)
	}
}

// verdict는 테스트가 stderr에 남긴 것에서 사람이 읽을 것만 고른다. 넘어졌으면 그 까닭이 한 문장이 된다.
// reported가 거짓이면, 테스트는 아무것도 알리지 못하고 끝났다.
func verdict(diary string, reported bool) string {
	var text strings.Builder
	var current Task
	name := ""
	for line := range strings.Lines(diary) {
		if now, is := strings.CutPrefix(line, trying); is {
			words := append(strings.SplitN(strings.TrimSpace(now), " ", 3), "", "")
			current, name = Task{File: words[0], Note: words[1]}, words[2]
			continue
		}
		if match := crash.FindStringSubmatch(line); match != nil && current.File != "" {
			return text.String() + "    " + current.sentence(name, fell(match[1], diary)) + "\n"
		}
		if !strings.HasPrefix(line, "runtime: ") { // 스택이 넘치면 런타임이 먼저 영어로 알린다.
			text.WriteString(line)
		}
	}
	if !reported && current.File != "" {
		text.WriteString("    " + current.sentence(name, errors.New("풀이가 프로그램을 끝내 버렸습니다(os.Exit나 log.Fatal)")) + "\n")
	}
	return text.String()
}

var crash = regexp.MustCompile(`^(?:panic|fatal error): (.+?)(?: \[recovered.*\])?\n`)

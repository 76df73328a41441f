package lessontest

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"
)

// Steps는 수업의 단계들과 attack을 빌드해 둔 것이다. 단계의 이름은 폴더의 이름이고, 수업 자체는 "lesson"이다.
type Steps struct {
	folder string // 빌드한 것이 있는 곳
}

// BuildSteps는 지금 폴더의 step1, step2, …와 있으면 attack을 한꺼번에 빌드한다. 단계는 포트 0에서 듣는다.
// changes는 빌드할 때만 바꾸어 둘 것이다. "20 * time.Second => 500 * time.Millisecond"이면 단계의 코드에서 앞의
// 것을 뒤의 것으로, "main.patience=1s"이면 그 문자열 변수를 바꾼다. 저장소의 파일은 그대로 둔다.
func BuildSteps(t testing.TB, changes ...string) Steps {
	t.Helper()
	return BuildStepsIn(t, ".", changes...)
}

// BuildStepsIn은 BuildSteps처럼 하되, 지금 폴더 안의 within에 있는 단계들을 빌드한다.
func BuildStepsIn(t testing.TB, within string, changes ...string) Steps {
	t.Helper()
	s := Steps{folder: t.TempDir()}
	programs, _ := filepath.Glob(filepath.Join(within, "step*/main.go"))
	others, _ := filepath.Glob(filepath.Join(within, "attack/main.go"))
	flags := "-w -X=main.addr=localhost:0"
	var edits []string
	for _, change := range changes {
		if before, after, is := strings.Cut(change, " => "); is {
			edits = append(edits, before, after)
		} else {
			flags += " -X=" + change
		}
	}
	args := []string{"build", "-buildvcs=false", "-ldflags=" + flags, "-o", s.folder + string(filepath.Separator)}
	args = append(args, "-overlay", overlay(t, programs, strings.NewReplacer(edits...)))
	for _, file := range append(programs, others...) {
		args = append(args, "./"+filepath.ToSlash(filepath.Dir(file)))
	}
	if out, err := exec.Command("go", args...).CombinedOutput(); err != nil {
		t.Fatalf("단계 빌드: %v\n%s", err, out)
	}
	return s
}

// overlay는 programs를 edits대로 고친 것으로 빌드하라고 go에 알려 줄 파일을 만든다.
func overlay(t testing.TB, programs []string, edits *strings.Replacer) (file string) {
	t.Helper()
	folder := t.TempDir()
	list := struct{ Replace map[string]string }{map[string]string{}}
	for i, name := range programs {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		edited := filepath.Join(folder, fmt.Sprintf("%d.go", i))
		if err := os.WriteFile(edited, []byte(edits.Replace(string(text))), 0o644); err != nil {
			t.Fatal(err)
		}
		path, err := filepath.Abs(name)
		if err != nil {
			t.Fatal(err)
		}
		list.Replace[path] = edited
	}
	text, _ := json.Marshal(list)
	file = filepath.Join(folder, "overlay.json")
	if err := os.WriteFile(file, text, 0o644); err != nil {
		t.Fatal(err)
	}
	return file
}

func (s Steps) command(t testing.TB, name string, args ...string) *exec.Cmd {
	if name == "lesson" {
		return Command(t, args...)
	}
	if runtime.GOOS == "windows" {
		name += ".exe"
	}
	cmd := exec.Command(filepath.Join(s.folder, name), args...)
	cmd.Dir = Root(t) // 사용자가 명령을 치는 곳
	return cmd
}

// Step은 켜 놓은 단계 하나이다.
type Step struct {
	Addr   string // 듣고 있는 HOST:PORT
	cmd    *exec.Cmd
	screen *screen
}

// Start는 step을 켜고 주소를 알릴 때까지 기다린다. 테스트가 끝나면 끈다.
func (s Steps) Start(t testing.TB, step string) *Step {
	t.Helper()
	var args []string
	if step == "lesson" {
		args = []string{"-addr", "localhost:0"}
	}
	p := &Step{cmd: s.command(t, step, args...), screen: &screen{changed: make(chan struct{})}}
	p.cmd.Stdout, p.cmd.Stderr = p.screen, p.screen
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.Stop)
	first := p.Shows(t, `(?:localhost|\d+\.\d+\.\d+\.\d+|\[[0-9a-f:]+\]):\d+`)
	p.Addr = strings.TrimPrefix(first, "http://")
	return p
}

// Shows는 화면에 pattern에 맞는 것이 나올 때까지 기다리고, 맞은 것을 돌려준다. 10초 안에 나오지 않으면 실패한다.
func (p *Step) Shows(t testing.TB, pattern string) string {
	t.Helper()
	return p.screen.until(t, pattern)
}

// Interrupt는 사용자처럼 Ctrl-C를 누르고 끝나기를 기다린다.
func (p *Step) Interrupt(t testing.TB) {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("Windows에서는 다른 프로세스에 Ctrl-C를 보낼 수 없다")
	}
	p.cmd.Process.Signal(os.Interrupt)
	p.cmd.Wait()
}

// Stop은 바로 끝낸다.
func (p *Step) Stop() {
	p.cmd.Process.Kill()
	p.cmd.Wait()
}

// Try는 README에 적힌 명령(attack이나, 수업의 클라이언트인 "lesson")을 끝까지 돌리고 화면에 나온 것을 돌려준다.
// 길어야 20초이다.
func (s Steps) Try(t testing.TB, stdin, name string, args ...string) string {
	t.Helper()
	ctx, stop := context.WithTimeout(t.Context(), 20*time.Second)
	defer stop()
	cmd := s.command(t, name, args...)
	var out bytes.Buffer
	cmd.Stdin, cmd.Stdout, cmd.Stderr = strings.NewReader(stdin), &out, &out
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	defer context.AfterFunc(ctx, func() { cmd.Process.Kill() })()
	cmd.Wait()
	return out.String()
}

// Client는 켜 놓은 클라이언트이다. 손으로 치듯 한 줄씩 보낸다.
type Client struct {
	Step
	keyboard io.Writer
}

// StartClient는 name을 켠 채로 둔다. 테스트가 끝나면 끈다.
func (s Steps) StartClient(t testing.TB, name string, args ...string) *Client {
	t.Helper()
	c := &Client{Step: Step{cmd: s.command(t, name, args...), screen: &screen{changed: make(chan struct{})}}}
	c.cmd.Stdout, c.cmd.Stderr = c.screen, c.screen
	keyboard, err := c.cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	c.keyboard = keyboard
	if err := c.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Stop)
	return c
}

// Type은 한 줄을 친다.
func (c *Client) Type(t testing.TB, line string) {
	t.Helper()
	if _, err := io.WriteString(c.keyboard, line+"\n"); err != nil {
		t.Fatal(err)
	}
}

// screen은 프로그램이 찍은 것이다.
type screen struct {
	mu      sync.Mutex
	text    []byte
	changed chan struct{} // 다음 Write가 닫는다
}

func (s *screen) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.text = append(s.text, p...)
	close(s.changed)
	s.changed = make(chan struct{})
	return len(p), nil
}

func (s *screen) until(t testing.TB, pattern string) string {
	t.Helper()
	want := regexp.MustCompile(pattern)
	late := time.After(10 * time.Second)
	for {
		s.mu.Lock()
		text, changed := string(s.text), s.changed
		s.mu.Unlock()
		if found := want.FindString(text); found != "" {
			return found
		}
		select {
		case <-changed:
		case <-late:
			t.Fatalf("화면에 %s가 나오지 않는다. 나온 것:\n%s", pattern, text)
		}
	}
}

// Silent는 지금까지 화면에 pattern이 나오지 않았는지 본다. 나왔어야 할 다른 것을 기다린 다음에 부른다.
func (p *Step) Silent(t testing.TB, pattern string) {
	t.Helper()
	p.screen.mu.Lock()
	defer p.screen.mu.Unlock()
	if found := regexp.MustCompile(pattern).Find(p.screen.text); found != nil {
		t.Errorf("화면에 %q가 나왔다", found)
	}
}

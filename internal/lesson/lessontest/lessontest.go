// Package lessontest는 수업을 학생이 하듯 프로세스로 켜 본다.
// 테스트 프로그램이 스스로를 한 번 더 실행해 수업의 main을 부르므로 따로 빌드하지 않는다.
package lessontest

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"log"
	"net"
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

const runMain = "SOCKETWORKBOOK_RUN_MAIN"

// Main은 TestMain에서 부른다. Start와 Run이 켠 프로세스에서는 테스트 대신 main을 실행한다.
func Main(m *testing.M, main func()) {
	if os.Getenv(runMain) != "" {
		main()
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// Process는 켜져 있는 수업이다.
type Process struct {
	Addr  string // 첫 줄에 적힌, 실제로 듣고 있는 HOST:PORT
	First string // stderr의 첫 줄
	cmd   *exec.Cmd
	ended chan error
}

var address = regexp.MustCompile(`\S*?((?:[a-z0-9.]+|\[[0-9a-f:]+\]):\d+)`)

// Start는 수업을 켜고, 첫 줄이 주소를 알릴 때까지 기다린다. 테스트가 끝나면 끈다.
func Start(t testing.TB, args ...string) *Process {
	t.Helper()
	return StartCommand(t, Command(t, args...))
}

// StartCommand는 Start처럼 하되, 따로 빌드한 수업을 켠다.
func StartCommand(t testing.TB, cmd *exec.Cmd) *Process {
	t.Helper()
	stderr, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	diary := bufio.NewReader(stderr)
	return start(t, cmd, diary, func() { io.Copy(io.Discard, diary) })
}

// StartStuck은 Start처럼 하되, 첫 줄만 읽고 화면을 멈춘다. 그 뒤의 로그는 아무도 읽지 않는다.
func StartStuck(t testing.TB, args ...string) *Process {
	t.Helper()
	screen, paused, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer paused.Close()
	t.Cleanup(func() { screen.Close() })
	cmd := Command(t, args...)
	cmd.Stderr = paused
	return start(t, cmd, bufio.NewReaderSize(screen, 16), func() {})
}

// start는 cmd를 켜고 diary에서 첫 줄을 읽는다. 그 뒤의 로그는 rest가 읽는다.
func start(t testing.TB, cmd *exec.Cmd, diary *bufio.Reader, rest func()) *Process {
	t.Helper()
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	p := &Process{cmd: cmd, ended: make(chan error, 1)}
	t.Cleanup(func() { cmd.Process.Kill() })

	p.First, _ = diary.ReadString('\n')
	go func() {
		rest()
		p.ended <- cmd.Wait()
	}()
	found := address.FindStringSubmatch(p.First)
	if found == nil {
		t.Fatalf("stderr의 첫 줄에 주소가 없다: %q", p.First)
	}
	p.Addr = found[1]
	return p
}

// Kill은 프로세스를 말없이 죽인다(SIGKILL).
func (p *Process) Kill() {
	p.cmd.Process.Kill()
	<-p.ended
}

// Interrupt는 Ctrl-C를 보내고, 끝난 상태와 걸린 시간을 돌려준다.
func (p *Process) Interrupt(t testing.TB) (code int, took time.Duration) {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("Windows에서는 다른 프로세스에 Ctrl-C를 보낼 수 없다")
	}
	begin := time.Now()
	if err := p.cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	select {
	case <-p.ended:
	case <-time.After(10 * time.Second):
		p.cmd.Process.Kill()
		t.Fatal("Ctrl-C를 받고 10초가 지나도 끝나지 않았다")
	}
	return p.cmd.ProcessState.ExitCode(), time.Since(begin)
}

// Run은 stdin을 주고 수업을 끝까지 실행한다.
func Run(t testing.TB, stdin string, args ...string) (stdout, stderr string, code int) {
	t.Helper()
	cmd := Command(t, args...)
	var out, diary bytes.Buffer
	cmd.Stdin, cmd.Stdout, cmd.Stderr = strings.NewReader(stdin), &out, &diary
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	stuck := time.AfterFunc(20*time.Second, func() { cmd.Process.Kill() })
	defer stuck.Stop()
	cmd.Wait()
	return out.String(), diary.String(), cmd.ProcessState.ExitCode()
}

// Command는 수업을 따로 켤 명령이다.
func Command(t testing.TB, args ...string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self, args...)
	// race 검사기는 끝날 때 1초를 쉰다. 우리는 끝나는 데 걸리는 시간을 잰다.
	cmd.Env = append(os.Environ(), runMain+"=1", "GORACE=atexit_sleep_ms=0")
	return cmd
}

// Serve는 serve를 ln에서 켠다. 돌려주는 함수는 serve를 멈추고, 3초 안에 오류 없이
// 끝났는지 본다. 여러 번 불러도 되고, 부르지 않으면 테스트가 끝날 때 불린다.
func Serve(t testing.TB, ln net.Listener, serve func(context.Context, net.Listener) error) (stop func()) {
	t.Helper()
	log.SetOutput(t.Output())
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- serve(ctx, ln) }()
	stop = sync.OnceFunc(func() {
		begin := time.Now()
		cancel()
		select {
		case err := <-ended:
			if took := time.Since(begin); err != nil || took > 3*time.Second {
				t.Errorf("serve가 %v 만에 %v로 끝났다", took, err)
			}
		case <-time.After(10 * time.Second):
			t.Error("serve가 10초가 지나도 끝나지 않는다")
		}
		log.SetOutput(io.Discard) // 테스트가 끝난 뒤에 남은 고루틴이 적어도 괜찮게
	})
	t.Cleanup(stop)
	return stop
}

// Promises는 모든 수업이 똑같이 지키는 약속을 확인한다.
// flags는 옵션 목록에 더 있어야 할 이름이다.
func Promises(t *testing.T, flags ...string) {
	t.Run("포트 0", func(t *testing.T) {
		p := Start(t, "-addr", "localhost:0")
		if strings.HasSuffix(p.Addr, ":0") {
			t.Errorf("첫 줄이 실제 포트를 알리지 않는다: %q", p.First)
		}
	})
	t.Run("Ctrl-C", func(t *testing.T) {
		p := Start(t, "-addr", "localhost:0")
		if code, took := p.Interrupt(t); code != 0 || took > 3*time.Second {
			t.Errorf("Ctrl-C 뒤 %v 만에 상태 %d로 끝났다", took, code)
		}
	})
	t.Run("이미 쓰는 포트", func(t *testing.T) {
		taken := Start(t, "-addr", "localhost:0")
		stdout, stderr, code := Run(t, "", "-addr", taken.Addr)
		wantOneLine(t, stderr, "0번으로 다시 켜세요: go run ./")
		if code != 1 || stdout != "" {
			t.Errorf("상태 %d, stdout %q", code, stdout)
		}
	})
	t.Run("틀린 주소", func(t *testing.T) {
		_, stderr, code := Run(t, "", "-addr", "127.0.0.1")
		wantOneLine(t, stderr, "포트 열기: ")
		if code != 1 {
			t.Errorf("상태 %d", code)
		}
	})
	for _, wrong := range [][]string{{"-nope"}, {"-addr"}, {"127.0.0.1:0"}} {
		t.Run("틀린 옵션 "+wrong[0], func(t *testing.T) {
			_, stderr, code := Run(t, "", wrong...)
			wantOneLine(t, stderr, "쓸 수 있는 옵션은 ")
			for _, name := range append(flags, "-addr") {
				if !strings.Contains(stderr, name) {
					t.Errorf("%s를 알려 주지 않는다: %s", name, stderr)
				}
			}
			if code != 2 {
				t.Errorf("상태 %d", code)
			}
		})
	}
	t.Run("도움말", func(t *testing.T) {
		_, stderr, code := Run(t, "", "-h")
		if code != 0 || !strings.HasPrefix(stderr, "사용법: go run ./") {
			t.Errorf("상태 %d, stderr %q", code, stderr)
		}
	})
}

// Unreachable은 서버가 없는 주소나 주소가 아닌 것에 붙는 클라이언트가 한 줄로 알리고 끝나는지 본다.
func Unreachable(t *testing.T, stdin string) {
	t.Helper()
	for addr, want := range map[string]string{
		ClosedPort(t): "서버를 먼저 켜세요: go run ./", "http://localhost:8003": "쌍점으로 이어 적으세요", "localhost": "쌍점으로 이어 적으세요",
	} {
		_, stderr, code := Run(t, stdin, "-connect", addr)
		wantOneLine(t, stderr, want)
		if code != 1 {
			t.Errorf("-connect %s: 상태 %d", addr, code)
		}
	}
}

// ClosedPort는 아무도 듣지 않는 주소를 준다.
func ClosedPort(t testing.TB) string {
	t.Helper()
	ln, err := net.Listen("tcp", "localhost:0")
	if err != nil {
		t.Fatal(err)
	}
	defer ln.Close()
	return ln.Addr().String()
}

// Root는 저장소의 맨 위 폴더이다.
func Root(t testing.TB) string {
	t.Helper()
	dir, err := os.Getwd()
	for err == nil {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		if dir == filepath.Dir(dir) {
			break
		}
		dir = filepath.Dir(dir)
	}
	t.Fatal("go.mod를 찾지 못했다")
	return ""
}

func wantOneLine(t *testing.T, stderr, part string) {
	t.Helper()
	if strings.Count(stderr, "\n") != 1 || !strings.Contains(stderr, part) {
		t.Errorf("한 줄로 %q를 알려야 한다. 나온 것: %q", part, stderr)
	}
}

// Slow는 오래 걸리는 테스트의 첫 줄이다. 환경 변수 CI가 있을 때만 한다. why는 왜 오래 걸리는지이다.
func Slow(t testing.TB, why string) {
	t.Helper()
	if os.Getenv("CI") == "" {
		t.Skip(why + ". CI=1을 붙이면 한다")
	}
}

package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// distance는 서버를 얼마나 멀고 나쁜 곳에 둘지이다. 값의 뜻은 notes/far가 안다. 여기서는 건네기만 한다.
// 그 모듈은 크므로, 청하지 않은 사람은 내려받지 않게 다른 프로그램으로 켠다.
type distance struct {
	args []string
	gate string // 켜진 프로그램이 듣는 주소. 켜지 않았으면 비어 있다
}

func (d *distance) flags(set *flag.FlagSet) {
	for _, option := range [][2]string{
		{"rtt", "서버를 먼 곳에 둡니다. 왕복 시간. 예: 200ms"}, {"loss", "패킷이 사라질 확률. 예: 2%"},
		{"jitter", "패킷마다 더 걸리는 시간. 예: 50ms"}, {"late", "늦어서 앞질릴 확률. 예: 1%"}, {"double", "둘이 될 확률. 예: 1%"},
		{"rate", "1초에 나르는 비트. 예: 1Mbit"}, {"queue", "-rate 때문에 기다릴 수 있는 패킷의 수"},
		{"blackout", "선이 끊기는 시간@그때까지의 시간. 예: 5s@10s"}, {"seed", "운을 정하는 수. 예: 1"},
	} {
		set.Func(option[0], option[1], func(value string) error {
			d.args = append(d.args, "-"+option[0], value)
			return nil
		})
	}
}

// begin은 청했을 때만 먼 네트워크를 켠다. 돌려받은 함수로 끝낸다. 그 프로그램은 stdin이 닫히면 끝난다.
func (o *options) begin(ctx context.Context, t *tap, log io.Writer) (end func(), err error) {
	if len(o.args) == 0 {
		return func() {}, nil
	}
	if o.open {
		return nil, errors.New("-open은 먼 네트워크와 함께 쓸 수 없습니다. 하나를 빼고 켜세요")
	}
	folder, err := os.MkdirTemp("", "far")
	if err != nil {
		return nil, fmt.Errorf("임시 폴더 만들기: %w", err)
	}
	clean := func() { os.RemoveAll(folder) }
	program := filepath.Join(folder, "far.exe") // Windows는 이 이름이어야 켠다. 다른 시스템은 이름을 보지 않는다.
	if err := buildFar(ctx, program, log); err != nil {
		clean()
		return nil, err
	}
	args := append([]string{"-to", o.to, "-listen", "127.0.0.1:0", "-events", "-control"}, o.args...)
	if o.udp {
		args = append(args, "-udp")
	}
	t.begin, t.via = time.Now(), map[string]int{} // 빌드하느라 흐른 시간은 세지 않는다.
	gate, stop, err := t.launch(exec.Command(program, args...))
	if err != nil {
		clean()
		return nil, err
	}
	o.gate = gate
	return func() { stop(); clean() }, nil
}

// buildFar는 notes/far를 빌드한다. 받아 둔 것이 없으면 go가 내려받는다.
func buildFar(ctx context.Context, program string, log io.Writer) error {
	folder, err := farFolder()
	if err != nil {
		return err
	}
	fmt.Fprintln(log, "먼 네트워크를 빌드합니다. 처음 한 번은 라이브러리를 내려받느라 오래 걸립니다.")
	out, err := exec.CommandContext(ctx, "go", "build", "-C", folder, "-buildvcs=false", "-o", program, ".").CombinedOutput()
	if err != nil {
		return fmt.Errorf("먼 네트워크를 빌드하지 못했습니다. 인터넷에 연결하고, 라이브러리를 먼저 내려받으세요: go -C notes/far mod download. %w\n%s", err, out)
	}
	return nil
}

// farFolder는 지금 폴더나 그 위에 있는 notes/far이다.
func farFolder() (string, error) {
	at, err := os.Getwd()
	if err != nil {
		return "", fmt.Errorf("지금 폴더 알기: %w", err)
	}
	for {
		folder := filepath.Join(at, "notes", "far")
		if _, err := os.Stat(filepath.Join(folder, "go.mod")); err == nil {
			return folder, nil
		}
		if at == filepath.Dir(at) {
			return "", errors.New("notes/far 폴더가 없습니다. 먼 네트워크는 이 교재의 폴더 안에서 켜세요")
		}
		at = filepath.Dir(at)
	}
}

// launch는 프로그램을 켜고 첫 줄에서 주소를 읽는다. 옵션이 틀렸으면 그 프로그램이 말한 이유를 돌려준다.
func (t *tap) launch(far *exec.Cmd) (gate string, stop func(), err error) {
	var complaint strings.Builder
	far.Stderr = &complaint
	far.WaitDelay = 3 * time.Second
	in, err := far.StdinPipe()
	if err != nil {
		return "", nil, err
	}
	out, err := far.StdoutPipe()
	if err != nil {
		return "", nil, err
	}
	if err := far.Start(); err != nil {
		return "", nil, fmt.Errorf("먼 네트워크 켜기: %w", err)
	}
	lines := bufio.NewScanner(out)
	var first packet
	if !lines.Scan() || json.Unmarshal(lines.Bytes(), &first) != nil {
		in.Close()
		far.Wait()
		return "", nil, fmt.Errorf("먼 네트워크 켜기: %s", strings.TrimSpace(complaint.String()))
	}
	read := make(chan struct{})
	go func() { defer close(read); t.follow(lines) }()
	return first.Addr, func() { in.Close(); <-read; far.Wait() }, nil
}

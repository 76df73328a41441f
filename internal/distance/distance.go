// Package distance는 서버를 먼 곳에 둔다. 그 일을 하는 notes/far는 라이브러리가 큰 모듈이다. 그래서 청한 사람만
// 내려받게, 다른 프로그램으로 빌드해서 곁에 켠다. 옵션의 뜻은 그 프로그램이 알고, 여기서는 건네기만 한다.
package distance

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os/exec"
	"strings"
	"time"
)

// Options는 명령줄에 적힌 옵션이다. 비어 있으면 가까운 네트워크이다.
type Options struct {
	Args []string // notes/far에 건넬 것. 예: -rtt 200ms -loss 2%
}

// Flags는 선의 옵션을 set에 더한다.
func (o *Options) Flags(set *flag.FlagSet) {
	for _, option := range [][2]string{
		{"rtt", "서버를 먼 곳에 둡니다. 왕복 시간. 예: 200ms"}, {"loss", "패킷이 사라질 확률. 예: 2%"},
		{"jitter", "패킷마다 더 걸리는 시간. 예: 50ms"}, {"late", "늦어서 앞질릴 확률. 예: 1%"}, {"double", "둘이 될 확률. 예: 1%"},
		{"rate", "1초에 나르는 비트. 예: 1Mbit"}, {"queue", "-rate 때문에 기다릴 수 있는 패킷의 수"},
		{"blackout", "선이 끊기는 시간@그때까지의 시간. 예: 5s@10s"}, {"seed", "운을 정하는 수. 예: 1"},
	} {
		set.Func(option[0], option[1], func(value string) error {
			o.Args = append(o.Args, "-"+option[0], value)
			return nil
		})
	}
}

// Line은 켜져 있는 먼 네트워크 하나이다.
type Line struct {
	Addr string // 클라이언트가 서버 대신 붙을 주소

	in   io.WriteCloser
	read chan struct{} // 그 프로그램이 적은 것을 다 읽으면 닫힌다
	far  *exec.Cmd
}

// Start는 to 앞에 먼 네트워크를 켠다. 옵션이 틀렸으면 그 프로그램이 말한 이유를 돌려준다. udp이면 데이터그램을 나른다.
// 패킷마다 생긴 일을 event에 JSON 한 줄씩 넘긴다(notes/far/book.go). 듣지 않으려면 nil이다.
func (p Program) Start(to string, udp bool, event func([]byte), options ...string) (*Line, error) {
	args := append([]string{"-to", to, "-listen", "127.0.0.1:0", "-events", "-control"}, options...)
	if udp {
		args = append(args, "-udp")
	}
	l := &Line{far: exec.Command(p.path, args...), read: make(chan struct{})}
	var complaint strings.Builder
	l.far.Stderr = &complaint
	l.far.WaitDelay = 3 * time.Second
	out, err := l.far.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if l.in, err = l.far.StdinPipe(); err != nil {
		return nil, err
	}
	if err := l.far.Start(); err != nil {
		return nil, fmt.Errorf("먼 네트워크 켜기: %w", err)
	}
	lines := bufio.NewScanner(out)
	if !lines.Scan() || json.Unmarshal(lines.Bytes(), l) != nil { // 첫 줄에 듣는 주소가 있다.
		l.in.Close()
		l.far.Wait()
		why, _, _ := strings.Cut(complaint.String(), " 쓸 수 있는 옵션은") // 그 프로그램의 옵션이다. 여기서는 몇 가지를 쓸 수 없다.
		return nil, fmt.Errorf("먼 네트워크 켜기: %s", strings.TrimSpace(why))
	}
	go func() {
		defer close(l.read)
		for lines.Scan() {
			if event != nil {
				event(lines.Bytes())
			}
		}
	}()
	return l, nil
}

// Set은 켜 둔 채로 선을 바꾼다. 이름과 값은 옵션과 같다: {"rtt": "200ms", "loss": "2%"}
func (l *Line) Set(options map[string]string) error {
	if err := json.NewEncoder(l.in).Encode(options); err != nil {
		return fmt.Errorf("먼 네트워크 바꾸기: %w", err)
	}
	return nil
}

// End는 선을 걷는다. 그 프로그램은 stdin이 닫히면 끝난다. 돌아온 다음에는 event를 부르지 않는다.
func (l *Line) End() {
	l.in.Close()
	<-l.read
	l.far.Wait()
}

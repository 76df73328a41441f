package main

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"socketworkbook/internal/lesson/lessontest"
)

// 수업마다 서버와 클라이언트 사이에 서서, 한 번의 대화를 처음부터 끝까지 적는다.
func TestSessions(t *testing.T) {
	for _, test := range []session{
		{lesson: "01-raw-tcp", typed: "안녕\nHello"},
		{lesson: "02-udp", typed: "안녕\n", udp: true},
		{lesson: "03-http-polling", client: pollTwice},
		{lesson: "04-sse", typed: "안녕"},
		{lesson: "05-websocket-echo", typed: "Hello 0"},
		{lesson: "06-gin-routes", client: answerOnce},
	} {
		t.Run(test.lesson, func(t *testing.T) {
			t.Parallel()
			said, drawn := test.record(t)
			golden(t, filepath.Join("testdata", test.lesson+".txt"), steady(said))
			pictured(t, filepath.Join("..", "pictures", test.lesson+".svg"), drawn)
		})
	}
}

type session struct {
	lesson string
	typed  string
	udp    bool
	client func(t *testing.T, addr string) // 없으면 수업의 -connect
}

// record는 수업의 서버를 켜고, 그 앞에 wiretap을 세우고, 클라이언트를 붙인다. 적힌 글과 순서도를 돌려준다.
func (test session) record(t *testing.T) (said, drawn string) {
	binary := filepath.Join(t.TempDir(), test.lesson+".exe")
	build := exec.Command("go", "build", "-buildvcs=false", "-o", binary, "./"+test.lesson)
	build.Dir = lessontest.Root(t)
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	server := lessontest.StartCommand(t, exec.Command(binary, "-addr", loopback(t)))

	seen := newTranscript()
	picture := filepath.Join(t.TempDir(), "session.svg")
	addr, stop := between(t, options{to: server.Addr, addr: loopback(t), udp: test.udp, svg: picture, max: 100}, seen)
	if test.client != nil {
		test.client(t, addr)
	} else {
		client := exec.Command(binary, "-connect", addr)
		client.Stdin = strings.NewReader(test.typed)
		if out, err := client.CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
	}
	if !test.udp {
		<-seen.settled
	}
	stop()
	picked, err := os.ReadFile(picture)
	if err != nil {
		t.Fatal(err)
	}
	return seen.text.String(), string(picked)
}

// loopback은 들을 수 있는 루프백의 주소이다. IPv4가 없는 컴퓨터에서는 IPv6의 것이다.
func loopback(t *testing.T) string {
	t.Helper()
	for _, addr := range []string{"127.0.0.1:0", "[::1]:0"} {
		if ln, err := net.Listen("tcp", addr); err == nil {
			ln.Close()
			return addr
		}
	}
	t.Fatal("루프백에서 들을 수 없다")
	return ""
}

// between은 wiretap을 켜고, 클라이언트가 붙을 주소를 돌려준다. stop은 끝내고 기다린다.
func between(t *testing.T, o options, screen io.Writer) (addr string, stop func()) {
	t.Helper()
	log, announced := io.Pipe()
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- run(ctx, o, screen, announced) }()
	lines := bufio.NewScanner(log)
	for found := []string(nil); found == nil && lines.Scan(); { // 먼 네트워크를 켤 때는 빌드한다는 줄이 먼저 온다.
		found = regexp.MustCompile(`^(\S+?)에 붙`).FindStringSubmatch(lines.Text())
		if found != nil {
			addr = found[1]
		}
	}
	go io.Copy(io.Discard, log)
	return addr, func() {
		cancel()
		if err := <-ended; err != nil {
			t.Fatal(err)
		}
	}
}

// transcript는 적힌 것을 모으고, 열린 연결이 모두 끝나면 알린다.
type transcript struct {
	text    bytes.Buffer // 적는 고루틴만 쓴다. 다 적힌 뒤에 읽는다
	open    int
	settled chan struct{}
}

func newTranscript() *transcript { return &transcript{settled: make(chan struct{}, 10)} }

func (s *transcript) Write(p []byte) (int, error) {
	s.open += bytes.Count(p, []byte(" 연결됨")) - bytes.Count(p, []byte(" 연결이 끝남"))
	if s.open == 0 && bytes.Contains(p, []byte(" 연결이 끝남")) {
		s.settled <- struct{}{}
	}
	return s.text.Write(p)
}

package main

import (
	"bytes"
	"context"
	"flag"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"socketworkbook/internal/lesson/lessontest"
)

var update = flag.Bool("update", false, "testdata의 기록을 지금 나온 것으로 고친다")

// varies는 돌릴 때마다 달라지는 것이다. 기록에는 …로 적는다.
var varies = []struct {
	pattern *regexp.Regexp
	with    string
}{
	{regexp.MustCompile(`(?m)^ *\d+\.\d{3}s`), "…"},
	{regexp.MustCompile(`127\.0\.0\.1:\d+`), "127.0.0.1:…"},
	{regexp.MustCompile(`mask=[0-9a-f]{8}`), "mask=…"},
	{regexp.MustCompile(`[A-Za-z0-9+/]{22,27}=`), "…="},
	{regexp.MustCompile(`(Date: +)\S.*`), "$1…"},
	{regexp.MustCompile(`\\"time\\":\\"[^"]+\\"`), `\"time\":\"…\"`},
	{regexp.MustCompile(`(HTTP +)\d+(B  (?:요청|몸|응답))`), "$1…$2"}, // 포트의 자릿수, 시각의 0에 따라 다르다.
	{regexp.MustCompile(`(Content-Length: +|몸 )\d+`), "$1…"},
}

// 수업마다 서버와 클라이언트 사이에 서서, 한 번의 대화를 처음부터 끝까지 적는다.
func TestSessions(t *testing.T) {
	for _, test := range []struct {
		lesson string
		typed  string
		udp    bool
		client func(t *testing.T, addr string) // 없으면 수업의 -connect
	}{
		{lesson: "01-raw-tcp", typed: "안녕\nHello"},
		{lesson: "02-udp", typed: "안녕\n", udp: true},
		{lesson: "03-http-polling", client: pollTwice},
		{lesson: "04-sse", typed: "안녕"},
		{lesson: "05-websocket-echo", typed: "Hello 0"},
		{lesson: "06-gin-routes", client: answerOnce},
	} {
		t.Run(test.lesson, func(t *testing.T) {
			t.Parallel()
			binary := filepath.Join(t.TempDir(), test.lesson+".exe")
			build := exec.Command("go", "build", "-o", binary, "./"+test.lesson)
			build.Dir = lessontest.Root(t)
			if out, err := build.CombinedOutput(); err != nil {
				t.Fatalf("%v\n%s", err, out)
			}
			server := lessontest.StartCommand(t, exec.Command(binary, "-addr", "127.0.0.1:0"))

			seen := newTranscript()
			diary, announced := io.Pipe()
			ctx, stop := context.WithCancel(t.Context())
			ended := make(chan error)
			picture := filepath.Join(t.TempDir(), "session.svg")
			go func() {
				ended <- run(ctx, options{to: server.Addr, addr: "127.0.0.1:0", udp: test.udp, svg: picture, max: 100}, seen, announced)
			}()
			line := make([]byte, 500)
			n, _ := diary.Read(line)
			go io.Copy(io.Discard, diary)
			between := regexp.MustCompile(`^(\S+?)에 붙`).FindStringSubmatch(string(line[:n]))[1]

			if test.client != nil {
				test.client(t, between)
			} else {
				client := exec.Command(binary, "-connect", between)
				client.Stdin = strings.NewReader(test.typed)
				if out, err := client.CombinedOutput(); err != nil {
					t.Fatalf("%v\n%s", err, out)
				}
			}
			if !test.udp {
				<-seen.settled
			}
			stop()
			if err := <-ended; err != nil {
				t.Fatal(err)
			}
			got := arranged(seen.text.String())
			for _, v := range varies {
				got = v.pattern.ReplaceAllString(got, v.with)
			}
			golden(t, filepath.Join("testdata", test.lesson+".txt"), got)
			drawn, err := os.ReadFile(picture)
			if err != nil {
				t.Fatal(err)
			}
			pictured(t, filepath.Join("..", "pictures", test.lesson+".svg"), string(drawn))
		})
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

// pollTwice는 한 연결로 묻고, 적고, 다시 묻는다. 03의 클라이언트는 두 가지를 동시에 해서 차례가 바뀐다.
func pollTwice(t *testing.T, addr string) {
	transport := &http.Transport{}
	defer transport.CloseIdleConnections()
	client := &http.Client{Transport: transport}
	for _, ask := range []func() (*http.Response, error){
		func() (*http.Response, error) { return client.Get("http://" + addr + "/messages?after=0") },
		func() (*http.Response, error) {
			return client.PostForm("http://"+addr+"/messages", url.Values{"text": {"안녕"}})
		},
		func() (*http.Response, error) { return client.Get("http://" + addr + "/messages?after=0&wait=25s") },
	} {
		response, err := ask()
		if err != nil {
			t.Fatal(err)
		}
		io.Copy(io.Discard, response.Body)
		response.Body.Close()
	}
}

// answerOnce는 06의 페이지가 하는 일을 한 번 한다: 서버의 말을 듣고, 답하고, 끝낸다.
func answerOnce(t *testing.T, addr string) {
	conn, _, err := websocket.DefaultDialer.Dial("ws://"+addr+"/ws", nil)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if _, _, err := conn.ReadMessage(); err != nil {
		t.Fatal(err)
	}
	conn.WriteMessage(websocket.TextMessage, []byte("잘 들었습니다"))
	conn.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(websocket.CloseNormalClosure, ""), time.Now().Add(time.Second))
	conn.ReadMessage() // 상대의 닫기 프레임까지
}

// pictured는 노트의 순서도가 지금 그린 것과 같은지 본다. 시각과 높이, 두 방향이 엇갈리는 차례는 돌릴 때마다 다르다.
func pictured(t *testing.T, file, drawn string) {
	t.Helper()
	if *update {
		golden(t, file, regexp.MustCompile(`127\.0\.0\.1:\d+`).ReplaceAllString(drawn, "127.0.0.1:…"))
		return
	}
	kept, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	got, want := rows(drawn), rows(string(kept))
	for i := range max(len(got), len(want)) {
		if i >= len(got) || i >= len(want) || got[i] != want[i] {
			t.Errorf("%s는 지금 그린 것과 다르다. go test ./notes/wiretap -update 로 다시 그리고, 눈으로 보라.\n그린 것: %q\n있는 것: %q",
				file, got[min(i, len(got)):min(i+1, len(got))], want[min(i, len(want)):min(i+1, len(want))])
			return
		}
	}
}

// rows는 순서도에서 달라지지 않는 것들이다.
func rows(svg string) []string {
	for _, v := range []struct{ pattern, with string }{
		{`\d+\.\d{3}s`, "…s"}, {`127\.0\.0\.1:\d+`, "127.0.0.1:…"}, {` (y\d?|height)="\d+"`, ""}, {`viewBox="[^"]*"`, ""},
		{`d="M(\d+) \d+`, "d=\"M$1"}, {`몸 \d+바이트`, "몸 …바이트"}, {`(class="HTTP".*>)\d+바이트`, "$1…바이트"},
		{`time\\\\&#34;:\\\\&#34;[^&\n]*`, "time…"}, {`mask=[0-9a-f]{8}`, "mask=…"},
	} {
		svg = regexp.MustCompile(v.pattern).ReplaceAllString(svg, v.with)
	}
	lines := strings.Split(svg, "\n")
	slices.Sort(lines)
	return lines
}

// arranged는 적힌 것을 연결과 방향으로 모은다. 두 방향이 엇갈리는 차례는 돌릴 때마다 다르다.
func arranged(text string) string {
	blocks := regexp.MustCompile(`(?m)^ *\d+\.\d{3}s  (#\d+ +.) .*\n(?:^ {20}.*\n)*`).FindAllStringSubmatch(text, -1)
	slices.SortStableFunc(blocks, func(a, b []string) int { return strings.Compare(a[1], b[1]) })
	var out strings.Builder
	for _, block := range blocks {
		out.WriteString(block[0])
	}
	return out.String()
}

func golden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s와 다르다. 나온 것:\n%s", file, got)
	}
}

// 제 주소를 엿보면 연결 하나가 끝없이 새 연결을 부른다. 켜지 않는다.
func TestRefusesItself(t *testing.T) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := ln.Addr().String()
	ln.Close()
	for _, udp := range []bool{false, true} {
		if err := run(t.Context(), options{to: addr, addr: addr, udp: udp}, io.Discard, io.Discard); err == nil || !strings.Contains(err.Error(), "자신의 것") {
			t.Errorf("UDP %v: %v", udp, err)
		}
	}
}

func TestWidth(t *testing.T) {
	for s, want := range map[string]int{"abc": 3, "한글": 4, "한 글": 5, "ＡＢ": 4, "e\u0301": 1, "漢字": 4, "→": 1, "🙂": 2} {
		if got := width(s); got != want {
			t.Errorf("width(%q) = %d, 바라던 것은 %d", s, got, want)
		}
	}
	if got := clip("한글과 영어", 6); got != "한글…" && got != "한글 …" || width(got) > 6 {
		t.Errorf("clip이 %q를 주었다", got)
	}
	if got := pad("한", 4); got != "한  " {
		t.Errorf("pad가 %q를 주었다", got)
	}
}

// 줄마다 같은 칸에서 끝난다. 한글이 섞여도 그렇다.
func TestHexLinesAlign(t *testing.T) {
	lines := hexLines([]byte("Hello 안녕하세요 \x00\xff 끝\n여기까지"))
	for _, line := range lines {
		if width(line) != width(lines[0]) {
			t.Errorf("너비가 다르다:\n%s", strings.Join(lines, "\n"))
		}
	}
}

func TestSVG(t *testing.T) {
	var d drawing
	for i := range 5 {
		d.add(note{Conn: 1, Arrow: i > 0, Protocol: "WS", Size: i, Title: `<script> & "안녕" ` + strings.Repeat("긴 글 ", 50) + "\x00"}, 3)
	}
	picture := string(d.svg("localhost:8000"))
	for _, bad := range []string{"<script", "\x00"} {
		if strings.Contains(picture, bad) {
			t.Errorf("그림에 %q가 들어 있다", bad)
		}
	}
	if !strings.Contains(picture, "그 뒤의 2가지는 그리지 않음") || strings.Count(picture, `class="arrow"`) != 2 {
		t.Errorf("그림이 다르다:\n%s", picture)
	}
}

func TestMainReports(t *testing.T) {
	if _, stderr, code := lessontest.Run(t, ""); code != 1 || !strings.Contains(stderr, "-to localhost:8000") {
		t.Errorf("-to 없이: 상태 %d, %s", code, stderr)
	}
	if runtime.GOOS == "windows" {
		t.Skip("Windows에서는 다른 프로세스에 Ctrl-C를 보낼 수 없다")
	}
	file := filepath.Join(t.TempDir(), "session.svg")
	p := lessontest.Start(t, "-to", lessontest.ClosedPort(t), "-addr", "127.0.0.1:0", "-svg", file)
	if conn, err := net.DialTimeout("tcp", p.Addr, 5*time.Second); err == nil {
		io.ReadAll(conn) // 서버가 없으므로 끊긴다.
		conn.Close()
	}
	if code, _ := p.Interrupt(t); code != 0 {
		t.Errorf("상태 %d", code)
	}
	if picture, err := os.ReadFile(file); err != nil || !strings.Contains(string(picture), "서버에 붙지 못함") {
		t.Errorf("순서도: %v", err)
	}
}

func TestMain(m *testing.M) { lessontest.Main(m, main) }

package live

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"socketworkbook/internal/lesson/lessontest"
	"socketworkbook/notes/compare/loopback"
)

const flowing, silent = `{"settings":{"rate":20,"size":100}}`, `{"settings":{"silent":true}}`

// start는 비교 페이지를 중계까지 모두 켠다.
func start(t *testing.T) (addr string, stop func()) {
	t.Helper()
	ln, err := loopback.Listen()
	if err != nil {
		t.Fatal(err)
	}
	return ln.Addr().String(), lessontest.Serve(t, ln, Serve)
}

// lab은 페이지처럼 실험을 조종하고 있는 테스트이다.
type lab struct {
	t       *testing.T
	addr    string
	run     string
	control *websocket.Conn
	last    report
	seen    map[string]int // 서버 안의 클라이언트가 받은 이벤트의 수
	ids     []uint64       // 그 번호들
}

func newLab(t *testing.T, addr string) *lab {
	t.Helper()
	conn, _, err := websocket.DefaultDialer.Dial("ws://"+addr+"/control", nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	l := &lab{t: t, addr: addr, control: conn, seen: map[string]int{}}
	var hello struct{ Run string }
	if err := conn.ReadJSON(&hello); err != nil || hello.Run == "" {
		t.Fatalf("실험을 시작하지 못했다: %q, %v", hello.Run, err)
	}
	l.run = "/run/" + hello.Run
	return l
}

func (l *lab) send(command string) {
	l.t.Helper()
	if err := l.control.WriteMessage(websocket.TextMessage, []byte(command)); err != nil {
		l.t.Fatal(err)
	}
}

// until은 알림이 good일 때까지 읽는다.
func (l *lab) until(what string, good func(report) bool) {
	l.t.Helper()
	l.control.SetReadDeadline(time.Now().Add(15 * time.Second))
	for {
		l.last = report{}
		if err := l.control.ReadJSON(&l.last); err != nil {
			l.t.Fatalf("%s: %v. 마지막 모습: %+v", what, err, l.last)
		}
		for way, seen := range l.last.Seen {
			l.seen[way] += len(seen)
			for _, one := range seen {
				l.ids = append(l.ids, one.ID)
			}
		}
		if l.last.Counts != nil && good(l.last) {
			return
		}
	}
}

// dial은 서버에 바로 여는 TCP 연결이다.
func (l *lab) dial() (net.Conn, *bufio.Reader) {
	l.t.Helper()
	conn, err := net.Dial("tcp", l.addr)
	if err != nil {
		l.t.Fatal(err)
	}
	l.t.Cleanup(func() { conn.Close() })
	conn.SetDeadline(time.Now().Add(15 * time.Second))
	return conn, bufio.NewReader(conn)
}

// ask는 요청 하나를 보내고 응답을 끝까지 읽는다. 오간 바이트를 돌려준다.
func (l *lab) ask(conn net.Conn, in *bufio.Reader, path string, fields ...string) (up, down int64, body string) {
	l.t.Helper()
	request := "GET " + path + " HTTP/1.1\r\nHost: " + l.addr + "\r\n" + strings.Join(append(fields, "\r\n"), "\r\n")
	if _, err := io.WriteString(conn, request); err != nil {
		l.t.Fatal(err)
	}
	var copied bytes.Buffer
	response, err := http.ReadResponse(bufio.NewReader(io.TeeReader(in, &copied)), nil)
	if err != nil {
		l.t.Fatal(err)
	}
	data, err := io.ReadAll(response.Body)
	if err != nil {
		l.t.Fatal(err)
	}
	return int64(len(request)), int64(copied.Len()), string(data)
}

func status(t *testing.T, method, url string, header http.Header) *http.Response {
	t.Helper()
	request, err := http.NewRequest(method, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	request.Header = header
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	response.Body.Close()
	return response
}

// 페이지와 그 파일은 지켜서 내준다. 없는 것, 틀린 메서드, 남의 이름으로 온 요청은 거절한다.
func TestPages(t *testing.T) {
	addr, _ := start(t)
	for _, test := range []struct {
		method, path string
		status       int
		kind         string
	}{
		{"GET", "/", 200, "text/html; charset=utf-8"},
		{"HEAD", "/", 200, "text/html; charset=utf-8"},
		{"GET", "/style.css", 200, "text/css; charset=utf-8"},
		{"GET", "/public/live.js", 200, "text/javascript; charset=utf-8"},
		{"GET", "/public/nope.js", 404, "application/json"},
		{"GET", "/public/", 404, "application/json"},
		{"GET", "/public/..%2flive.go", 404, "application/json"},
		{"GET", "/control", 400, "application/json"},
		{"GET", "/run/nope/polling", 404, "application/json"},
		{"POST", "/", 405, "application/json"},
	} {
		response := status(t, test.method, "http://"+addr+test.path, nil)
		if response.StatusCode != test.status || response.Header.Get("Content-Type") != test.kind {
			t.Errorf("%s %s: %s %s", test.method, test.path, response.Status, response.Header.Get("Content-Type"))
		}
		if test.path == "/" && test.status == 200 && !strings.HasPrefix(response.Header.Get("Content-Security-Policy"), "default-src 'none'") {
			t.Errorf("페이지를 지키는 헤더가 %v이다", response.Header)
		}
	}
	// 서버는 중계 뒤에 있지만, 이 컴퓨터 안에서만 들을 때의 약속은 그대로이다.
	request, _ := http.NewRequest("GET", "http://"+addr+"/", nil)
	request.Host = "evil.example"
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	response.Body.Close()
	if response.StatusCode != http.StatusMisdirectedRequest {
		t.Errorf("남의 이름으로 온 요청에 %s", response.Status)
	}
}

// 다른 기기도 오게 켰으면, 그 기기가 부르는 이름으로도 응답한다.
func TestOtherDevices(t *testing.T) {
	ln, err := net.Listen("tcp", ":0")
	if err != nil {
		t.Fatal(err)
	}
	lessontest.Serve(t, ln, Serve)
	_, port, _ := net.SplitHostPort(ln.Addr().String())
	request, _ := http.NewRequest("GET", "http://localhost:"+port+"/", nil)
	request.Host = "192.168.0.5:" + port
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	response.Body.Close()
	if response.StatusCode != http.StatusOK {
		t.Errorf("다른 기기에 %s", response.Status)
	}
}

// 06의 곁에서 켜면 같은 호스트에서 듣는다. 그 포트를 누가 쓰고 있으면 빈 문자열을 돌려주고, 06은 그대로 돈다.
func TestStartBeside(t *testing.T) {
	for beside, want := range map[string]string{
		"localhost:8006": "localhost:8800", ":8006": ":8800", "192.168.0.5:80": "192.168.0.5:8800", "127.0.0.1:0": "127.0.0.1:0", "[::1]:8006": "[::1]:8800",
	} {
		if got := besideOf(beside); got != want {
			t.Errorf("%s의 곁은 %s", beside, got)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	port, wait := Start(ctx, "127.0.0.1:0")
	if response := status(t, "GET", "http://127.0.0.1:"+port+"/", nil); response.StatusCode != http.StatusOK {
		t.Errorf("켜 둔 페이지가 %s", response.Status)
	}
	cancel()
	wait()
	if conn, err := net.Dial("tcp", "127.0.0.1:"+port); err == nil {
		conn.Close()
		t.Error("기다린 다음에도 듣고 있다")
	}
	if port, wait := Start(t.Context(), "192.0.2.1:8006"); port != "" { // 이 컴퓨터의 주소가 아니다.
		t.Error("열지 못한 포트를 알려 준다")
	} else {
		wait()
	}
}

// 알 수 없는 명령은 버리고, 범위를 벗어난 설정은 가까운 끝으로 옮긴다.
func TestControlSurvivesGarbage(t *testing.T) {
	addr, _ := start(t)
	l := newLab(t, addr)
	for _, garbage := range []string{"", "{", "[]", `{"settings":7}`, `{"settings":{"rate":1e99,"size":-5}}`, `{"clock":"아니"}`} {
		l.send(garbage)
	}
	l.until("이벤트", func(r report) bool { return r.Last > 0 })
	conn, in := l.dial()
	_, _, body := l.ask(conn, in, l.run+"/polling")
	var messages []struct{ Text string }
	if err := json.Unmarshal([]byte(body), &messages); err != nil || len(messages) == 0 || len(messages[0].Text) != 32 {
		t.Errorf("%s, %v", body, err)
	}
}

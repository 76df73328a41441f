package live

import (
	"bufio"
	"bytes"
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

// request는 실험의 경로에 요청만 보낸 연결이다.
func (l *lab) request(path string, fields ...string) (net.Conn, *bufio.Reader) {
	l.t.Helper()
	conn, in := l.dial()
	io.WriteString(conn, "GET "+l.run+path+" HTTP/1.1\r\nHost: localhost\r\n"+strings.Join(append(fields, "\r\n"), "\r\n"))
	return conn, in
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

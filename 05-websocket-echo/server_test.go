package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"socketworkbook/internal/lesson/lessontest"
)

func TestMain(m *testing.M) { lessontest.Main(m, main) }

func Example() {
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	ln, _ := net.Listen("tcp", "localhost:0")
	log.SetOutput(io.Discard)
	go serve(ctx, ln)

	if err := talk(ctx, ln.Addr().String(), nil, strings.NewReader("Hello 0"), os.Stdout); err != nil {
		fmt.Println(err)
	}
	// Output:
	// → Hello 0
	// ← Hello 0
}

func TestUnwelcome(t *testing.T) {
	lessontest.Unwelcome(t, "/index", "")
}

func TestLeavesNothing(t *testing.T) {
	addr, _ := start(t)
	lessontest.LeavesNothing(t, addr, "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"+
		"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n") // 핸드셰이크가 끝나기 전에 온 프레임은 gorilla가 거절한다.
}

func TestPromises(t *testing.T) {
	lessontest.Promises(t, "-connect")
	t.Run("서버가 없다", func(t *testing.T) { lessontest.Unreachable(t, "") })
}

// start는 서버를 켠다. stop은 서버를 멈추고, 3초 안에 끝났는지 본다.
func start(t *testing.T) (addr string, stop func()) {
	t.Helper()
	ln, err := net.Listen("tcp", "localhost:0")
	if err != nil {
		t.Fatal(err)
	}
	return ln.Addr().String(), lessontest.Serve(t, ln, serve)
}

func dial(t *testing.T, addr string, header http.Header) (*websocket.Conn, *http.Response, error) {
	t.Helper()
	dialer := websocket.Dialer{Subprotocols: []string{subprotocol}}
	conn, response, err := dialer.Dial("ws://"+addr+"/", header)
	if err == nil {
		t.Cleanup(func() { conn.Close() })
		conn.SetReadDeadline(time.Now().Add(20 * time.Second))
	}
	return conn, response, err
}

func mustDial(t *testing.T, addr string) *websocket.Conn {
	t.Helper()
	conn, _, err := dial(t, addr, nil)
	if err != nil {
		t.Fatal(err)
	}
	return conn
}

func TestPages(t *testing.T) {
	addr, _ := start(t)
	for _, test := range []struct {
		method, path string
		status       int
		kind, body   string
	}{
		{"GET", "/", 200, "text/plain; charset=utf-8", "Web Socket"},
		{"GET", "/index", 200, "text/html; charset=utf-8", "<title>Web Socket</title>"},
		{"GET", "/index.html", 404, "application/json", "그런 주소는 없습니다"},
		{"GET", "/style.css", 404, "application/json", "그런 주소는 없습니다"},
		{"POST", "/", 405, "application/json", "GET, HEAD"},
	} {
		request, _ := http.NewRequest(test.method, "http://"+addr+test.path, nil)
		response, err := http.DefaultClient.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		body, _ := io.ReadAll(response.Body)
		response.Body.Close()
		if response.StatusCode != test.status || response.Header.Get("Content-Type") != test.kind ||
			!strings.Contains(string(body), test.body) {
			t.Errorf("%s %s: %d %s %.100q", test.method, test.path, response.StatusCode, response.Header.Get("Content-Type"), body)
		}
	}
	if body := get(t, "http://"+addr+"/"); body != "Web Socket" {
		t.Errorf("GET / 는 %q", body)
	}
}

func get(t *testing.T, url string) string {
	t.Helper()
	response, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, _ := io.ReadAll(response.Body)
	return string(body)
}

func TestEchoKeepsKindAndBytes(t *testing.T) {
	addr, _ := start(t)
	conn := mustDial(t, addr)
	if conn.Subprotocol() != subprotocol {
		t.Errorf("서브프로토콜이 %q이다", conn.Subprotocol())
	}
	for _, test := range []struct {
		kind    int
		message string
	}{
		{websocket.TextMessage, "안녕"},
		{websocket.TextMessage, ""},
		{websocket.BinaryMessage, "\xff\x00\xfe"},
		{websocket.TextMessage, strings.Repeat("가", maxMessage/3)},
		{websocket.BinaryMessage, strings.Repeat("\x00", maxMessage)},
	} {
		if err := conn.WriteMessage(test.kind, []byte(test.message)); err != nil {
			t.Fatal(err)
		}
		kind, message, err := conn.ReadMessage()
		if kind != test.kind || string(message) != test.message || err != nil {
			t.Errorf("종류 %d, %d바이트를 보냈는데 종류 %d, %d바이트, %v가 왔다",
				test.kind, len(test.message), kind, len(message), err)
		}
	}
}

func TestHandshake(t *testing.T) {
	addr, _ := start(t)
	base := []string{
		"GET / HTTP/1.1", "Host: " + addr, "Connection: Upgrade", "Upgrade: websocket",
		"Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
	}
	for _, test := range []struct {
		name   string
		change func(lines []string) []string
		want   string // 응답에 들어 있을 글
	}{
		{"RFC 6455 1.3절의 보기", func(l []string) []string { return l }, "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo="},
		{"서브프로토콜", add("Sec-WebSocket-Protocol: chat, example-echo"), "Sec-WebSocket-Protocol: example-echo\r\n"},
		{"서브프로토콜 두 줄", add("Sec-WebSocket-Protocol: chat", "Sec-WebSocket-Protocol: example-echo"), "Sec-WebSocket-Protocol: example-echo\r\n"},
		{"다른 서브프로토콜만", add("Sec-WebSocket-Protocol: chat"), "HTTP/1.1 400"},
		{"같은 Origin", add("Origin: http://" + addr), "HTTP/1.1 101"},
		{"다른 사이트의 Origin", add("Origin: http://evil.example"), "HTTP/1.1 403"},
		{"이름이 비슷한 Origin", add("Origin: http://" + addr + ".evil.example"), "HTTP/1.1 403"},
		{"같은 기기의 다른 포트", add("Origin: http://localhost:9"), "HTTP/1.1 403"},
		{"null Origin", add("Origin: null"), "HTTP/1.1 403"},
		{"HTTP/1.0", func(l []string) []string { l[0] = "GET / HTTP/1.0"; return l }, "HTTP/1.0 400"},
		{"키 없음", func(l []string) []string { return l[:5] }, "HTTP/1.1 400"},
	} {
		lines := test.change(append([]string(nil), base...))
		got := raw(t, addr, strings.Join(lines, "\r\n")+"\r\n\r\n")
		status, _, _ := strings.Cut(got, "\r\n")
		t.Logf("%s: %s", test.name, status)
		if !strings.Contains(got, test.want) {
			t.Errorf("%s: %q가 없다. 온 것: %.300q", test.name, test.want, got)
		}
	}
}

func add(more ...string) func([]string) []string {
	return func(lines []string) []string { return append(lines, more...) }
}

// raw는 글자를 그대로 보내고, 응답의 앞부분을 돌려준다.
func raw(t *testing.T, addr, request string) string {
	t.Helper()
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	conn.SetDeadline(time.Now().Add(10 * time.Second))
	io.WriteString(conn, request)
	buf := make([]byte, 4096)
	n, _ := conn.Read(buf)
	return string(buf[:n])
}

// meanings는 노트의 표에 적힌 종료 코드의 뜻이다.
var meanings = map[int]string{
	websocket.CloseNormalClosure:           "할 일을 마침",
	websocket.CloseProtocolError:           "프로토콜 위반",
	websocket.CloseInvalidFramePayloadData: "텍스트가 UTF-8이 아님",
	websocket.CloseMessageTooBig:           "너무 큼",
}

// 서버가 끝낸 이유는 언제나 종료 코드로 클라이언트에게 닿는다.
func TestCloseCodes(t *testing.T) {
	addr, _ := start(t)
	for _, test := range []struct {
		name string
		send func(*websocket.Conn)
		code int
	}{
		{"보통의 종료 프레임", func(c *websocket.Conn) {
			c.WriteMessage(websocket.CloseMessage, websocket.FormatCloseMessage(websocket.CloseNormalClosure, ""))
		}, websocket.CloseNormalClosure},
		{"1MiB보다 한 바이트 긴 메시지", func(c *websocket.Conn) {
			c.WriteMessage(websocket.BinaryMessage, make([]byte, maxMessage+1))
		}, websocket.CloseMessageTooBig},
		{"UTF-8이 아닌 텍스트", func(c *websocket.Conn) {
			c.WriteMessage(websocket.TextMessage, []byte("안\xeb"))
		}, websocket.CloseInvalidFramePayloadData},
		{"마스킹하지 않은 프레임", func(c *websocket.Conn) {
			c.NetConn().Write([]byte{0x81, 0x02, 'h', 'i'})
		}, websocket.CloseProtocolError},
		{"쓰레기", func(c *websocket.Conn) {
			io.WriteString(c.NetConn(), "GET / HTTP/1.1\r\n\r\n")
		}, websocket.CloseProtocolError},
	} {
		conn := mustDial(t, addr)
		go test.send(conn)
		_, _, err := conn.ReadMessage()
		if closed, ok := err.(*websocket.CloseError); ok {
			t.Logf("%s: 종료 코드 %d (%s)", test.name, closed.Code, meanings[closed.Code])
		}
		if !websocket.IsCloseError(err, test.code) {
			t.Errorf("%s: 코드 %d를 기다렸는데 %v", test.name, test.code, err)
		}
	}
}

func TestOneGiBMessageDoesNotGrowTheServer(t *testing.T) {
	addr, _ := start(t)
	conn := mustDial(t, addr)
	// 길이를 1GiB라고 적은 프레임의 헤더와 페이로드 조금.
	conn.NetConn().Write([]byte{0x82, 0xff, 0, 0, 0, 0, 0x40, 0, 0, 0, 1, 2, 3, 4})
	go io.CopyN(conn.NetConn(), zeros{}, 8<<20)
	if _, _, err := conn.ReadMessage(); !websocket.IsCloseError(err, websocket.CloseMessageTooBig) {
		t.Errorf("1009를 기다렸는데 %v", err)
	}
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

// 멈추기 전에 보낸 것은 모두 돌아오고, 그다음에 1001이 온다.
func TestStopEchoesWhatWasSent(t *testing.T) {
	addr, stop := start(t)
	conn := mustDial(t, addr)
	const sent = 500
	for i := range sent {
		if err := conn.WriteMessage(websocket.TextMessage, fmt.Append(nil, i)); err != nil {
			t.Fatal(err)
		}
	}
	go stop()
	for i := range sent {
		if _, message, err := conn.ReadMessage(); string(message) != fmt.Sprint(i) {
			t.Fatalf("%d번째로 %q, %v가 왔다", i, message, err)
		}
	}
	_, _, err := conn.ReadMessage()
	t.Logf("메시지 %d개가 돌아온 다음: %v", sent, err)
	if !websocket.IsCloseError(err, websocket.CloseGoingAway) {
		t.Errorf("1001을 기다렸는데 %v", err)
	}
}

// serve가 돌아왔다면 넘겨받은 연결도 모두 끝난 것이다. 1001은 이미 와 있다.
func TestStopWaitsForPeers(t *testing.T) {
	addr, stop := start(t)
	conn := mustDial(t, addr)
	conn.SetPingHandler(func(string) error { return nil }) // 마지막 핑에 답하지 않아서 서버를 기다리게 한다.
	stop()
	conn.SetReadDeadline(time.Now().Add(time.Second / 5))
	if _, _, err := conn.ReadMessage(); !websocket.IsCloseError(err, websocket.CloseGoingAway) {
		t.Errorf("1001이 와 있지 않다: %v", err)
	}
}

// 조용한 클라이언트, 읽지 않는 클라이언트, HTTP만 열어 둔 클라이언트가 있어도 3초 안에 멈춘다.
func TestStopWithUncooperativeClients(t *testing.T) {
	addr, stop := start(t)
	silent := mustDial(t, addr) // 읽지 않으므로 핑에도 종료 프레임에도 답하지 않는다.
	flooding := mustDial(t, addr)
	flooding.SetWriteDeadline(time.Now().Add(300 * time.Millisecond))
	for flooding.WriteMessage(websocket.BinaryMessage, make([]byte, 1<<20)) == nil {
	}
	idle, err := net.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	defer idle.Close()
	stop()
	// 답하지 않은 클라이언트에게도 1001은 보내 두었다.
	if _, _, err := silent.ReadMessage(); !websocket.IsCloseError(err, websocket.CloseGoingAway) {
		t.Errorf("1001을 기다렸는데 %v", err)
	}
}

func TestClientReports(t *testing.T) {
	web, err := net.Listen("tcp", "localhost:0")
	if err != nil {
		t.Fatal(err)
	}
	go http.Serve(web, http.NotFoundHandler())
	defer web.Close()
	if err := talk(t.Context(), web.Addr().String(), nil, strings.NewReader(""), io.Discard); err == nil || !strings.Contains(err.Error(), "404") {
		t.Errorf("WebSocket이 아닌 서버: %v", err)
	}

	addr, stop := start(t)
	in, typing := io.Pipe()
	defer typing.Close()
	ended := make(chan error)
	go func() { ended <- talk(t.Context(), addr, nil, in, io.Discard) }()
	io.WriteString(typing, "안녕\n")
	stop()
	if err := <-ended; !websocket.IsCloseError(errors.Unwrap(err), websocket.CloseGoingAway) {
		t.Errorf("서버가 멈추었을 때: %v", err)
	}
}

// 키보드를 기다리고 있어도 Ctrl-C에 끝난다. 서버의 Ctrl-C처럼 정상으로 끝난 것이다.
func TestClientStopsAtCtrlC(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows에서는 다른 프로세스에 Ctrl-C를 보낼 수 없다")
	}
	addr, _ := start(t)
	cmd := lessontest.Command(t, "-connect", addr)
	keyboard, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	screen, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	late := time.AfterFunc(10*time.Second, func() { cmd.Process.Kill() })
	defer late.Stop()
	io.WriteString(keyboard, "안녕\n")
	said := bufio.NewReader(screen)
	for line := ""; line != "← 안녕\n"; {
		if line, err = said.ReadString('\n'); err != nil {
			t.Fatal(err)
		}
	}
	cmd.Process.Signal(os.Interrupt)
	if err := cmd.Wait(); err != nil {
		t.Errorf("Ctrl-C에 %v(으)로 끝났다", err)
	}
}

// 보내기와 받기가 서로를 기다리지 않는다: 하나도 읽기 전에 모두 보낸다.
func TestFullDuplex(t *testing.T) {
	addr, _ := start(t)
	var out strings.Builder
	const lines = 2000
	in := strings.Repeat("동시에\n", lines)
	if err := talk(t.Context(), addr, nil, strings.NewReader(in), &out); err != nil {
		t.Fatal(err)
	}
	if got := strings.Count(out.String(), "← 동시에\n"); got != lines {
		t.Errorf("%d줄을 보냈는데 %d줄이 왔다", lines, got)
	}
	if strings.Contains(out.String(), "→ 동시에\n→ 동시에\n") == false {
		t.Error("에코를 기다렸다가 다음 줄을 보낸다. 전이중이 아니다")
	}
}

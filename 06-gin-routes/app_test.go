package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gorilla/websocket"

	"socketworkbook/internal/browser"
	"socketworkbook/internal/lesson/lessontest"
	"socketworkbook/internal/web"
)

func TestMain(m *testing.M) { lessontest.Main(m, main) }

var defaults = config{Port: "0", SessionLifetime: 12 * time.Hour}

func Example() {
	log.SetOutput(io.Discard)
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	ln, _ := net.Listen("tcp", "127.0.0.1:0")
	go serve(ctx, ln, defaults)

	conn, _, err := websocket.DefaultDialer.Dial("ws://"+ln.Addr().String()+"/ws", nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	defer conn.Close()
	_, line, _ := conn.ReadMessage() // 서버가 먼저 말한다.
	fmt.Printf("← %s\n", line)
	// Output:
	// ← 서버의 1번째 말
}

func TestUnwelcome(t *testing.T) {
	t.Chdir(t.TempDir())
	lessontest.Unwelcome(t, "/", "")
}

func TestLeavesNothing(t *testing.T) {
	addr, _ := start(t, defaults)
	lessontest.LeavesNothing(t, addr, "GET /ws HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"+
		"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
}

func TestPromises(t *testing.T) {
	t.Chdir(t.TempDir()) // 이 컴퓨터의 .env는 상관없게
	lessontest.Promises(t)
}

func start(t *testing.T, cfg config) (addr string, stop func()) {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	return ln.Addr().String(), lessontest.Serve(t, ln, func(ctx context.Context, ln net.Listener) error {
		return serve(ctx, ln, cfg)
	})
}

func TestPages(t *testing.T) {
	app := handle(defaults)
	for _, test := range []struct {
		method, path string
		status       int
		kind, body   string
	}{
		{"GET", "/", 200, "text/html; charset=utf-8", "go run ./01-raw-tcp"},
		{"GET", "/", 200, "text/html; charset=utf-8", "localhost:8002"},
		{"GET", "/", 200, "text/html; charset=utf-8", `href="http://localhost:8000/index"`},
		{"HEAD", "/", 200, "text/html; charset=utf-8", ""},
		{"GET", "/style.css", 200, "text/css; charset=utf-8", "--ws"},
		{"GET", "/public/websocket.js", 200, "text/javascript; charset=utf-8", "WebSocket"},
		{"GET", "/public/", 404, "text/html; charset=utf-8", "404"},
		{"GET", "/public/../main.go", 404, "text/html; charset=utf-8", "404"},
		{"GET", "/<script>", 404, "text/html; charset=utf-8", "&lt;script&gt;"},
		{"POST", "/", 405, "text/html; charset=utf-8", "405"},
		{"GET", "/oops", 500, "text/html; charset=utf-8", "넘어졌습니다"},
		{"GET", "/ws", 400, "text/plain; charset=utf-8", "WebSocket으로 바꿀 수 없습니다"},
	} {
		w := httptest.NewRecorder()
		app.ServeHTTP(w, httptest.NewRequest(test.method, "http://localhost"+test.path, nil))
		if w.Code != test.status || w.Header().Get("Content-Type") != test.kind || !strings.Contains(w.Body.String(), test.body) {
			t.Errorf("%s %s: %d %s %.300s", test.method, test.path, w.Code, w.Header().Get("Content-Type"), w.Body)
		}
	}
}

// 오류의 까닭은 DEBUG일 때만 손님에게 보인다.
func TestErrorDetail(t *testing.T) {
	for _, debug := range []bool{false, true} {
		cfg := defaults
		cfg.Debug = debug
		w := httptest.NewRecorder()
		handle(cfg).ServeHTTP(w, httptest.NewRequest("GET", "/oops", nil))
		if got := strings.Contains(w.Body.String(), "일부러 넘어졌습니다"); got != debug {
			t.Errorf("DEBUG=%v인데 까닭이 보이는 것은 %v", debug, got)
		}
	}
}

func TestSessionCountsVisits(t *testing.T) {
	addr, _ := start(t, defaults)
	jar, _ := cookiejar.New(nil)
	visitor, stranger := &http.Client{Jar: jar}, &http.Client{}
	for _, test := range []struct {
		client *http.Client
		want   string
	}{{visitor, ">1</b>"}, {visitor, ">2</b>"}, {stranger, ">1</b>"}, {visitor, ">3</b>"}} {
		response, err := test.client.Get("http://" + addr + "/")
		if err != nil {
			t.Fatal(err)
		}
		body, _ := io.ReadAll(response.Body)
		response.Body.Close()
		if !strings.Contains(string(body), test.want) {
			t.Errorf("%s가 없다", test.want)
		}
		for _, cookie := range response.Cookies() {
			if !cookie.HttpOnly || cookie.SameSite != http.SameSiteLaxMode {
				t.Errorf("쿠키가 %v이다", cookie)
			}
		}
	}
}

func TestStoreIsBounded(t *testing.T) {
	s := &store{byToken: map[string]entry{}}
	now := time.Now()
	for i := range sessionLimit + 5 {
		s.Commit(fmt.Sprint(i), nil, now.Add(time.Hour+time.Duration(i)))
	}
	s.Commit("끝난 것", nil, now)
	if len(s.byToken) != sessionLimit {
		t.Errorf("세션이 %d개이다", len(s.byToken))
	}
	for token, want := range map[string]bool{"0": false, "4": false, fmt.Sprint(sessionLimit + 4): true, "끝난 것": false} {
		if _, found, _ := s.Find(token); found != want {
			t.Errorf("Find(%s) = %v", token, found)
		}
	}
}

// record는 이제부터 적히는 기록을 모은다. 서버를 켠 다음에 부른다. 돌려주는 함수는 그 가운데 access log를 준다.
func record() (accesses func() string) {
	var mu sync.Mutex
	var all strings.Builder
	log.SetOutput(writer(func(p []byte) (int, error) {
		mu.Lock()
		defer mu.Unlock()
		return all.Write(p)
	}))
	return func() (text string) {
		mu.Lock()
		defer mu.Unlock()
		for line := range strings.Lines(all.String()) {
			if !strings.Contains(line, "연결됨") && !strings.Contains(line, "끝남") {
				text += line
			}
		}
		return text
	}
}

type writer func(p []byte) (int, error)

func (w writer) Write(p []byte) (int, error) { return w(p) }

// 기록은 요청마다 한 줄이고, 101은 101로, 믿는 프록시의 손님은 그 손님의 주소로 적는다.
func TestAccessLog(t *testing.T) {
	for _, test := range []struct {
		name    string
		trusted []string
		path    string
		header  http.Header
		want    string
	}{
		{"페이지", nil, "/", nil, ` 127.0.0.1 200 GET "/" `},
		{"없는 페이지", nil, "/nope?a=1", nil, ` 127.0.0.1 404 GET "/nope?a=1" `},
		{"WebSocket", nil, "/ws", http.Header{}, ` 127.0.0.1 101 GET "/ws" `},
		{"거절한 WebSocket", nil, "/ws", http.Header{"Origin": {"http://evil.example"}}, ` 127.0.0.1 403 GET "/ws" `},
		{"거짓 X-Forwarded-For", nil, "/", http.Header{"X-Forwarded-For": {"1.2.3.4"}}, ` 127.0.0.1 200 GET "/" `},
		{"믿는 프록시", []string{"127.0.0.0/8"}, "/", http.Header{"X-Forwarded-For": {"9.9.9.9, 1.2.3.4"}}, ` 1.2.3.4 200 GET "/" `},
	} {
		t.Run(test.name, func(t *testing.T) {
			cfg := defaults
			cfg.TrustedProxies = test.trusted
			addr, stop := start(t, cfg)
			accesses := record()
			if test.path == "/ws" {
				conn, _, err := websocket.DefaultDialer.Dial("ws://"+addr+"/ws", test.header)
				if err == nil {
					conn.Close()
				}
			} else {
				request, _ := http.NewRequest("GET", "http://"+addr+test.path, nil)
				request.Header = test.header
				response, err := http.DefaultClient.Do(request)
				if err != nil {
					t.Fatal(err)
				}
				response.Body.Close()
			}
			stop()
			got := accesses()
			if strings.Count(got, "\n") != 1 || !strings.Contains(got, test.want) {
				t.Errorf("기록이 %q이다", got)
			}
		})
	}
}

// 믿는 주소가 보낸 머리라도, 기록의 줄을 꾸며 내지는 못한다.
func TestLogCannotBeForged(t *testing.T) {
	app, accesses := handle(defaults), record()
	defer log.SetOutput(io.Discard)
	app.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest("GET", "/a%0a00:00:00%20127.0.0.1%20200", nil))
	if got := accesses(); strings.Count(got, "\n") != 1 {
		t.Errorf("기록이 여러 줄이 되었다: %q", got)
	}
}

// 손님이 WebSocket으로 보낸 말도 기록의 줄을 꾸며 내지 못한다.
func TestSpeechCannotForgeLog(t *testing.T) {
	addr, stop := start(t, defaults)
	var diary bytes.Buffer
	log.SetOutput(&diary)
	conn, _, err := websocket.DefaultDialer.Dial("ws://"+addr+"/ws", nil)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	conn.WriteMessage(websocket.TextMessage, []byte("안녕\n00:00:00 127.0.0.1 끝남\x1b[2J"))
	conn.WriteMessage(websocket.CloseMessage, websocket.FormatCloseMessage(websocket.CloseNormalClosure, ""))
	conn.ReadMessage() // 닫기에 답했다면 앞의 말도 들은 것이다.
	stop()
	if got := diary.String(); strings.Count(got, "\n") != 4 || strings.Contains(got, "\x1b") || !strings.Contains(got, "의 말: ") {
		t.Errorf("연결됨, 말, 끝남, 요청의 네 줄이 아니다: %q", got)
	}
}

func TestConfig(t *testing.T) {
	for _, test := range []struct{ name, value, want string }{
		{"PORT", "팔천육", "PORT"},
		{"PORT", "70000", "PORT"},
		{"PORT", "-1", "PORT"},
		{"TRUSTED_PROXIES", "127.0.0.1, 집", "TRUSTED_PROXIES"},
		{"TRUSTED_PROXIES", "fe80::1%eth0", "TRUSTED_PROXIES"}, // gin은 구역(zone)을 읽지 못한다.
		{"SESSION_LIFETIME", "-1h", "SESSION_LIFETIME"},
		{"SESSION_LIFETIME", "0s", "SESSION_LIFETIME"},
		{"DEBUG", "아마", "DEBUG"},
		{"DEBUG", "true", ""},
		{"TRUSTED_PROXIES", "127.0.0.1,10.0.0.0/8", ""},
	} {
		_, err := parseConfig(func(name, fallback string) string {
			if name == test.name {
				return test.value
			}
			return fallback
		})
		if (err == nil) != (test.want == "") || (err != nil && !strings.HasPrefix(err.Error(), test.want+"=")) {
			t.Errorf("%s=%s: %v", test.name, test.value, err)
		}
	}
}

// .env는 맨 위 폴더에서 켜도, 이 폴더에서 켜도 찾는다. 환경 변수가 먼저이다.
func TestDotEnv(t *testing.T) {
	top := t.TempDir()
	folder := filepath.Join(top, "06-gin-routes")
	os.Mkdir(folder, 0o755)
	os.WriteFile(filepath.Join(folder, ".env"), []byte("PORT=7777\n"), 0o644)
	for _, dir := range []string{top, folder} {
		t.Chdir(dir)
		if cfg, err := loadConfig(); cfg.Port != "7777" || err != nil {
			t.Errorf("%s: %v, %v", dir, cfg, err)
		}
	}
	t.Setenv("PORT", "8888")
	if cfg, err := loadConfig(); cfg.Port != "8888" || err != nil {
		t.Errorf("환경 변수: %v, %v", cfg, err)
	}
	built := t.TempDir() // go build가 만든 실행 파일이 폴더와 이름이 같다.
	os.WriteFile(filepath.Join(built, "06-gin-routes"), nil, 0o755)
	t.Chdir(built)
	if _, err := loadConfig(); err != nil {
		t.Errorf("빌드한 폴더: %v", err)
	}
	t.Chdir(top)
	os.WriteFile(filepath.Join(folder, ".env"), []byte("이것은 설정이 아니다\n"), 0o644)
	if _, err := loadConfig(); err == nil || !strings.Contains(err.Error(), ".env") || !strings.Contains(err.Error(), "PORT=8006처럼") {
		t.Errorf("깨진 .env: %v", err)
	}
	os.WriteFile(filepath.Join(folder, ".env"), []byte("\ufeffSESSION_LIFETIME=7h\r\n"), 0o644) // Windows의 메모장
	if cfg, err := loadConfig(); cfg.SessionLifetime != 7*time.Hour || err != nil {
		t.Errorf("BOM이 있는 .env: %v, %v", cfg, err)
	}
}

// 예로 둔 파일의 값이 곧 기본값이다.
func TestDotEnvExample(t *testing.T) {
	example, err := os.ReadFile(".env.example")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	os.WriteFile(filepath.Join(dir, ".env"), example, 0o644)
	t.Chdir(dir)
	fromExample, err := loadConfig()
	if err != nil {
		t.Fatal(err)
	}
	fallback, _ := parseConfig(func(_, fallback string) string { return fallback })
	if fmt.Sprint(fromExample) != fmt.Sprint(fallback) {
		t.Errorf(".env.example은 %v, 기본값은 %v", fromExample, fallback)
	}
}

// 3초마다 한 줄을 보내고, 답은 기록한다. 답하지 않아도 퐁을 보내면 끊지 않는다.
func TestSpeaksEveryThreeSeconds(t *testing.T) {
	app := handle(defaults) // scs.New이 켜는 청소 고루틴은 끝이 없으므로 밖에서 만든다.
	synctest.Test(t, func(t *testing.T) {
		log.SetOutput(io.Discard)
		pipe := lessontest.NewPipe()
		ctx, stop := context.WithCancel(t.Context())
		ended := make(chan error)
		go func() { ended <- web.Serve(ctx, pipe, app) }()
		dialer := websocket.Dialer{NetDial: func(string, string) (net.Conn, error) { return pipe.Dial() }}
		conn, _, err := dialer.Dial("ws://x/ws", nil)
		if err != nil {
			t.Fatal(err)
		}
		begin := time.Now()
		for n := 1; n <= 100; n++ {
			_, line, err := conn.ReadMessage()
			if err != nil || string(line) != fmt.Sprintf("서버의 %d번째 말", n) || time.Since(begin) != time.Duration(n)*3*time.Second {
				t.Fatalf("%v 뒤에 %q, %v", time.Since(begin), line, err)
			}
		}
		stop()
		if _, _, err := conn.ReadMessage(); !websocket.IsCloseError(err, websocket.CloseGoingAway) {
			t.Errorf("1001을 기다렸는데 %v", err)
		}
		conn.Close()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
}

// 말도 퐁도 보내지 않는 손님은 70초 뒤에 끊긴다. FIN 없이 사라진 손님도 이렇게 보인다.
func TestSilentPeerIsGone(t *testing.T) {
	app := handle(defaults)
	synctest.Test(t, func(t *testing.T) {
		log.SetOutput(io.Discard)
		pipe := lessontest.NewPipe()
		ctx, stop := context.WithCancel(t.Context())
		ended := make(chan error)
		go func() { ended <- web.Serve(ctx, pipe, app) }()
		dialer := websocket.Dialer{NetDial: func(string, string) (net.Conn, error) { return pipe.Dial() }}
		conn, _, err := dialer.Dial("ws://x/ws", nil)
		if err != nil {
			t.Fatal(err)
		}
		begin := time.Now()
		io.Copy(io.Discard, conn.NetConn()) // 받기만 하고 답하지 않는다.
		if took := time.Since(begin); took != 70*time.Second {
			t.Errorf("%v 만에 끊었다", took)
		}
		conn.Close()
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
}

// 닫기를 모른 척하고 계속 말하는 손님이 있어도 3초 안에 멈춘다.
func TestStopWithChattyClient(t *testing.T) {
	t.Parallel()
	addr, stop := start(t, defaults)
	conn, _, err := websocket.DefaultDialer.Dial("ws://"+addr+"/ws", nil)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	talking := make(chan bool)
	go func() {
		defer close(talking)
		for conn.WriteMessage(websocket.TextMessage, []byte("나는 안 멈춘다")) == nil {
		}
	}()
	stop()
	<-talking
}

func TestStopWithOpenSockets(t *testing.T) {
	t.Parallel()
	addr, stop := start(t, defaults)
	var conns []*websocket.Conn
	for range 3 { // 아무도 읽지 않으므로 닫기 악수에 답하지 않는다.
		conn, _, err := websocket.DefaultDialer.Dial("ws://"+addr+"/ws", nil)
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		conns = append(conns, conn)
	}
	begin := time.Now()
	stop()
	if took := time.Since(begin); took < time.Second {
		t.Errorf("%v 만에 멈추었다. 닫기에 답할 틈 1초를 주지 않았다", took)
	}
	for _, conn := range conns {
		if _, _, err := conn.ReadMessage(); !websocket.IsCloseError(err, websocket.CloseGoingAway) {
			t.Errorf("1001을 기다렸는데 %v", err)
		}
	}
}

// 너무 긴 말과 UTF-8이 아닌 말은 까닭을 적은 코드로 끝낸다. 다른 사이트의 페이지는 붙지 못한다.
func TestCloseCodes(t *testing.T) {
	addr, _ := start(t, defaults)
	for message, code := range map[string]int{
		strings.Repeat("a", 4<<10+1): websocket.CloseMessageTooBig,
		"안\xeb":                      websocket.CloseInvalidFramePayloadData,
	} {
		conn, _, err := websocket.DefaultDialer.Dial("ws://"+addr+"/ws", nil)
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		conn.WriteMessage(websocket.TextMessage, []byte(message))
		if _, _, err := conn.ReadMessage(); !websocket.IsCloseError(err, code) {
			t.Errorf("%d를 기다렸는데 %v", code, err)
		}
	}
}

func TestInBrowser(t *testing.T) {
	t.Parallel()
	addr, stop := start(t, defaults)
	page := browser.Open(t, "http://"+addr+"/")
	page.Until(`document.querySelectorAll("#log li").length >= 4`)
	want := "[← 서버의 1번째 말 → 페이지의 1번째 답 ← 서버의 2번째 말 → 페이지의 2번째 답]"
	if got := fmt.Sprint(page.Texts("#log li")[:4]); got != want {
		t.Errorf("주고받은 말이 %s", got)
	}
	page.Look("06-gin-routes")
	page.Reload()
	page.Until(`document.querySelector("#visits").textContent === "2"`)
	page.Until(`document.querySelector("#status").textContent.startsWith("연결됨")`)
	page.NoProblems()

	stop()
	page.Until(`document.querySelector("#status").textContent.includes("코드 1001")`)
	ln, err := net.Listen("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	lessontest.Serve(t, ln, func(ctx context.Context, ln net.Listener) error { return serve(ctx, ln, defaults) })
	page.Until(`document.querySelector("#status").textContent.startsWith("연결됨")`)

	missing := page.Tab("http://" + addr + "/nope")
	missing.Until(`document.querySelector("h1").textContent.includes("404")`)
	missing.Look("06-error")
}

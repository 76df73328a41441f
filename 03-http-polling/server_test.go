package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"runtime"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"socketworkbook/internal/lesson/lessontest"
	"socketworkbook/internal/room"
	"socketworkbook/internal/web"
)

func TestMain(m *testing.M) {
	log.SetOutput(io.Discard) // 로그는 TestAccessLog가 본다.
	lessontest.Main(m, main)
}

func Example() {
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	ln, _ := net.Listen("tcp", "127.0.0.1:0")
	go serve(ctx, ln)

	long := polling{every: time.Second, long: true}
	if err := talk(ctx, "http://"+ln.Addr().String(), long, strings.NewReader("안녕하세요"), os.Stdout); err != nil {
		fmt.Println(err)
	}
	// Output:
	// → 안녕하세요
	// ← 익명: 안녕하세요
}

func TestUnwelcome(t *testing.T) {
	lessontest.Unwelcome(t, "/", "/messages")
}

func TestLeavesNothing(t *testing.T) {
	addr, _ := start(t)
	lessontest.LeavesNothing(t, addr, "GET /messages HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
}

func TestPromises(t *testing.T) {
	lessontest.Promises(t, "-connect", "-every", "-long")
	t.Run("서버가 없다", func(t *testing.T) { lessontest.Unreachable(t, "") })
}

func newServer() *server {
	return &server{room: room.New(remembered), sessions: newSessions(), page: web.Page("03-http-polling", files, "index.html"), storage: newStorage(false)}
}

// ask는 요청 하나를 처리하고 응답을 돌려준다.
func ask(s *server, method, path, body string, cookies ...*http.Cookie) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, path, strings.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	for _, cookie := range cookies {
		r.AddCookie(cookie)
	}
	w := httptest.NewRecorder()
	s.handle().ServeHTTP(w, r)
	return w
}

func TestRoutes(t *testing.T) {
	s := newServer()
	for _, test := range []struct {
		method, path, body string
		status             int
		want               string
	}{
		{"GET", "/", "", 200, "<title>03 HTTP 폴링</title>"},
		{"GET", "/messages", "", 200, "[]\n"},
		{"POST", "/messages", `{"text":"<b>안녕</b>"}`, 201, `{"id":1,"name":"익명","text":"<b>안녕</b>","time":"`},
		{"GET", "/messages?after=0", "", 200, `[{"id":1,`},
		{"GET", "/messages?after=1", "", 200, "[]\n"},
		{"GET", "/messages?after=99", "", 200, `[{"id":1,`}, // 서버를 다시 켜기 전의 번호
		{"GET", "/messages?after=0&wait=60s", "", 200, `[{"id":1,`},
		{"GET", "/messages?after=-1", "", 400, "after"},
		{"GET", "/messages?after=99999999999999999999", "", 400, "after"},
		{"GET", "/messages?wait=soon", "", 400, "wait"},
		{"GET", "/messages?wait=-1s", "", 400, "wait"},
		{"POST", "/messages", `{"text":""}`, 400, "1자부터 1000자"},
		{"POST", "/messages", strings.Repeat("a", 17<<10), 413, "16384바이트"},
		{"PUT", "/messages", "", 405, "GET, HEAD, POST"},
		{"GET", "/name", "", 405, "POST"},
		{"POST", "/", "", 405, "GET, HEAD"},
		{"POST", "/name", `{"name":"` + strings.Repeat("가", 21) + `"}`, 400, "1자부터 20자"},
		{"GET", "/nope", "", 404, "/nope"},
		{"GET", "/index.html", "", 404, "/index.html"},
	} {
		w := ask(s, test.method, test.path, test.body)
		if w.Code != test.status || !strings.Contains(w.Body.String(), test.want) {
			t.Errorf("%s %s: %d %.200s", test.method, test.path, w.Code, w.Body)
		}
		if w.Code >= 400 && (w.Header().Get("Content-Type") != "application/json" || !strings.Contains(w.Body.String(), `{"error":"`)) {
			t.Errorf("%s %s: 오류가 JSON이 아니다: %s", test.method, test.path, w.Body)
		}
	}
}

// 방이 기억하는 것은 끝이 있다. 잊은 만큼 번호가 건너뛴다.
func TestRoomIsBounded(t *testing.T) {
	s := newServer()
	for i := range remembered + 50 {
		s.room.Add("", fmt.Sprint(i))
	}
	var messages []room.Message
	json.Unmarshal(ask(s, "GET", "/messages?after=1", "").Body.Bytes(), &messages)
	if len(messages) != remembered || messages[0].ID != 51 {
		t.Errorf("%d개, 첫 번호 %d", len(messages), messages[0].ID)
	}
}

func cookieOf(t *testing.T, w *httptest.ResponseRecorder) *http.Cookie {
	t.Helper()
	for _, cookie := range w.Result().Cookies() {
		if cookie.Name == cookieName {
			return cookie
		}
	}
	t.Fatal("쿠키를 주지 않았다")
	return nil
}

func TestSession(t *testing.T) {
	s := newServer()
	first := cookieOf(t, ask(s, "GET", "/", ""))
	if !first.HttpOnly || first.SameSite != http.SameSiteLaxMode || first.Path != "/" || len(first.Value) < 26 {
		t.Errorf("쿠키가 %v이다", first)
	}
	// 차례로 매기거나 시계에서 얻은 ID는 앞의 것과 거의 같다. 무작위라면 자리마다 서른둘에 하나꼴로만 겹친다.
	same, stranger := 0, cookieOf(t, ask(s, "GET", "/", "")).Value
	for i := range min(len(first.Value), len(stranger)) {
		if first.Value[i] == stranger[i] {
			same++
		}
	}
	if same > len(stranger)/2 {
		t.Errorf("ID %q와 %q는 짐작할 수 있다", first.Value, stranger)
	}
	if again := ask(s, "GET", "/", "", first); len(again.Result().Cookies()) != 0 {
		t.Error("이미 아는 사용자에게 쿠키를 또 주었다")
	}
	if forged := cookieOf(t, ask(s, "GET", "/", "", &http.Cookie{Name: cookieName, Value: "MADEBYME"})); forged.Value == "MADEBYME" {
		t.Error("클라이언트가 지어낸 ID를 받아들였다")
	}

	// 읽은 곳은 앞으로만 간다.
	ask(s, "GET", "/messages?after=7", "", first)
	ask(s, "GET", "/messages?after=3", "", first)
	// 이름을 얻으면 ID가 바뀌고, 기억은 이어진다. 옛 ID는 더 통하지 않는다.
	second := cookieOf(t, ask(s, "POST", "/name", `{"name":"바다"}`, first))
	if second.Value == first.Value {
		t.Error("이름을 얻었는데 ID가 그대로이다")
	}
	for _, test := range []struct {
		cookie *http.Cookie
		want   string
	}{{second, `"name":"바다"`}, {second, `"read":7`}, {first, `"name":"익명"`}, {first, `"read":0`}} {
		if got := ask(s, "GET", "/me", "", test.cookie).Body.String(); !strings.Contains(got, test.want) {
			t.Errorf("%s가 없다: %s", test.want, got)
		}
	}
	if got := ask(s, "POST", "/messages", `{"text":"안녕"}`, second).Body.String(); !strings.Contains(got, `"name":"바다"`) {
		t.Errorf("이름이 없다: %s", got)
	}
	if got := ask(s, "POST", "/messages", `{"text":"안녕"}`, first).Body.String(); !strings.Contains(got, `"name":"익명"`) {
		t.Errorf("옛 ID로 이름을 썼다: %s", got)
	}
	t.Log("지어낸 ID와 옛 ID는 통하지 않고, 이름은 새 ID를 따라감")
}

func TestSessionExpires(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newServer()
		ctx, stop := context.WithCancel(t.Context())
		go s.sessions.sweep(ctx)
		cookie := cookieOf(t, ask(s, "POST", "/name", `{"name":"바다"}`))
		for range 3 { // 자주 오는 사용자는 잊지 않는다.
			time.Sleep(sessionLife - time.Second) // 가짜 시계
			if got := ask(s, "GET", "/me", "", cookie).Body.String(); !strings.Contains(got, "바다") {
				t.Fatalf("벌써 잊었다: %s", got)
			}
		}
		time.Sleep(sessionLife) // 가짜 시계
		if got := ask(s, "GET", "/me", "", cookie).Body.String(); strings.Contains(got, "바다") {
			t.Errorf("아직 기억한다: %s", got)
		}
		time.Sleep(sweepEvery) // 가짜 시계
		synctest.Wait()        // sweep이 끝났다.
		if n := len(s.sessions.byID); n != 0 {
			t.Errorf("지우고 난 뒤에 세션이 %d개 남았다", n)
		}
		stop()
	})
}

func TestSessionsAreBounded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) { // 가짜 시계로 온 차례를 가른다.
		s := newServer()
		old := cookieOf(t, ask(s, "GET", "/", ""))
		regular := cookieOf(t, ask(s, "GET", "/", ""))
		for range sessionLimit {
			time.Sleep(time.Millisecond) // 가짜 시계
			s.sessions.start(httptest.NewRecorder(), session{})
			ask(s, "GET", "/me", "", regular)
		}
		if n := len(s.sessions.byID); n != sessionLimit {
			t.Errorf("세션이 %d개이다", n)
		}
		if _, ok := s.sessions.byID[old.Value]; ok {
			t.Error("가장 오래 오지 않은 사용자가 남아 있다")
		}
		if _, ok := s.sessions.byID[regular.Value]; !ok {
			t.Error("방금 온 사용자를 잊었다")
		}
	})
}

func TestLongPoll(t *testing.T) {
	for _, test := range []struct {
		name, query string
		act         func(s *server, leave func())
		want        string
		took        time.Duration
	}{
		{"새 메시지가 생기면 바로", "wait=25s", func(s *server, leave func()) {
			time.Sleep(7 * time.Second) // 가짜 시계
			s.room.Add("익명", "새 메시지")
		}, `"text":"새 메시지"`, 7 * time.Second},
		{"새 메시지가 없으면 빈 응답", "wait=25s", func(*server, func()) {}, "[]\n", 25 * time.Second},
		{"많아야 60초", "wait=1h", func(*server, func()) {}, "[]\n", longestWait},
		{"떠난 클라이언트는 기다리지 않는다", "wait=25s", func(s *server, leave func()) {
			time.Sleep(time.Second) // 가짜 시계
			leave()
		}, "", time.Second},
		{"기다리지 않는 폴링", "", func(*server, func()) {}, "[]\n", 0},
	} {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := newServer()
				handler := logged(s.handle())
				pipe := lessontest.NewPipe()
				ctx, stop := context.WithCancel(t.Context())
				ended, freed := make(chan error), make(chan time.Duration, 1)
				go func() {
					ended <- web.Serve(ctx, pipe, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
						begin := time.Now()
						handler.ServeHTTP(w, r)
						freed <- time.Since(begin)
					}))
				}()
				conn, err := pipe.Dial()
				if err != nil {
					t.Fatal(err)
				}
				fmt.Fprintf(conn, "GET /messages?after=0&%s HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", test.query)
				go test.act(s, func() { conn.Close() })
				answer, _ := io.ReadAll(conn)
				if took := <-freed; took != test.took {
					t.Errorf("%v 만에 끝났다. 바라던 것은 %v", took, test.took)
				}
				if !strings.Contains(string(answer), test.want) {
					t.Errorf("응답이 %q이다", answer)
				}
				conn.Close()
				stop()
				if err := <-ended; err != nil {
					t.Error(err)
				}
			})
		})
	}
}

// 응답을 읽지 않는 클라이언트는 기다린 시간에 10초를 더한 뒤에 놓아준다. 미루어 둔 쓰기 데드라인에도 끝이 있다.
func TestLongPollThatNeverReads(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newServer()
		for range remembered {
			s.room.Add("익명", strings.Repeat("가", longestText)) // 서버의 버퍼보다 긴 응답이라야 쓰다가 막힌다.
		}
		handler := logged(s.handle()) // 미들웨어를 지나도 쓰기 데드라인을 미룰 수 있다.
		pipe := lessontest.NewPipe()
		ctx, stop := context.WithCancel(t.Context())
		ended, freed := make(chan error), make(chan time.Duration, 1)
		go func() {
			ended <- web.Serve(ctx, pipe, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				begin := time.Now()
				handler.ServeHTTP(w, r)
				freed <- time.Since(begin)
			}))
		}()
		conn, err := pipe.Dial()
		if err != nil {
			t.Fatal(err)
		}
		io.WriteString(conn, "GET /messages?after=0&wait=25s HTTP/1.1\r\nHost: x\r\n\r\n")
		select {
		case took := <-freed:
			if took != 35*time.Second {
				t.Errorf("%v 동안 붙들려 있었다", took)
			}
		case <-time.After(time.Hour): // 가짜 시계
			t.Error("한 시간이 지나도 붙들려 있다")
		}
		conn.Close()
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
}

func start(t *testing.T) (addr string, stop func()) {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	stop = lessontest.Serve(t, ln, serve)
	log.SetOutput(io.Discard)
	return ln.Addr().String(), stop
}

// watched는 서버를 켜고, 롱 폴링이 기다리기 시작하면 waiting에, 끝나면 freed에 알린다.
func watched(t *testing.T) (addr string, stop func(), waiting, freed chan bool) {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := newServer()
	waiting, freed = make(chan bool, 1000), make(chan bool, 1000)
	stop = lessontest.Serve(t, ln, func(ctx context.Context, ln net.Listener) error {
		return web.Serve(ctx, ln, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Query().Get("wait") != "" {
				waiting <- true
				defer func() { freed <- true }()
			}
			s.handle().ServeHTTP(w, r)
		}))
	})
	return ln.Addr().String(), stop, waiting, freed
}

// 응답을 기다리는 롱 폴링과 조용한 연결이 있어도 3초 안에 멈춘다. 롱 폴링은 빈 응답을 받는다.
func TestStop(t *testing.T) {
	addr, stop, waiting, _ := watched(t)
	idle, err := net.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	defer idle.Close()
	answer := make(chan string, 1)
	go func() {
		response, err := http.Get("http://" + addr + "/messages?wait=60s")
		if err != nil {
			answer <- err.Error()
			return
		}
		defer response.Body.Close()
		body, _ := io.ReadAll(response.Body)
		answer <- string(body)
	}()
	<-waiting
	stop()
	if got := <-answer; got != "[]\n" {
		t.Errorf("기다리던 롱 폴링의 응답이 %q이다", got)
	}
}

// 요청은 여럿이어도 연결은 하나이다.
func TestOneConnectionManyRequests(t *testing.T) {
	addr, _ := start(t)
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	conn.SetDeadline(time.Now().Add(10 * time.Second))
	for i := range 100 {
		io.WriteString(conn, "GET /messages HTTP/1.1\r\nHost: localhost\r\n\r\n")
		buf := make([]byte, 1000)
		n, err := conn.Read(buf)
		if err != nil || !strings.HasPrefix(string(buf[:n]), "HTTP/1.1 200 OK\r\n") {
			t.Fatalf("%d번째 요청: %q, %v", i, buf[:n], err)
		}
		if n > 120 {
			t.Errorf("빈 응답이 %d바이트이다", n)
		}
	}
	t.Log("연결 하나로 요청 100번, 응답 100번")
}

func TestClients(t *testing.T) {
	addr, _ := start(t)
	for _, how := range []polling{{every: 20 * time.Millisecond}, {every: time.Second, long: true}} {
		var out strings.Builder
		err := talk(t.Context(), "http://"+addr, how, strings.NewReader("하나\n\n둘\n"), &out)
		for _, want := range []string{"→ 하나\n", "← 익명: 하나\n", "× text에는", "→ 둘\n", "← 익명: 둘\n"} {
			if err != nil || !strings.Contains(out.String(), want) {
				t.Errorf("%+v: %v, %q가 없다\n%s", how, err, want, out.String())
			}
		}
	}
}

// 터미널의 클라이언트가 떠나면 기다리던 자리도 바로 빈다.
func TestClientFreesItsPlace(t *testing.T) {
	addr, _, waiting, freed := watched(t)
	in, typing := io.Pipe()
	defer typing.Close()
	ctx, leave := context.WithCancel(t.Context())
	go talk(ctx, "http://"+addr, polling{every: time.Second, long: true}, in, io.Discard)
	<-waiting
	leave()
	select {
	case <-freed:
	case <-time.After(10 * time.Second):
		t.Error("떠난 클라이언트의 자리를 10초가 지나도 비우지 않았다")
	}
}

// 줄을 기다리고 있어도, 서버가 사라지면 이유를 알리고 끝난다.
func TestClientNoticesDeadServer(t *testing.T) {
	addr, stop, waiting, _ := watched(t)
	in, typing := io.Pipe()
	defer typing.Close()
	ended := make(chan error, 1)
	go func() {
		ended <- talk(t.Context(), "http://"+addr, polling{every: 10 * time.Millisecond, long: true}, in, io.Discard)
	}()
	<-waiting
	stop()
	select {
	case err := <-ended:
		if err == nil || !strings.HasPrefix(err.Error(), "서버에 요청하기: ") {
			t.Errorf("%v로 끝났다", err)
		}
	case <-time.After(10 * time.Second):
		t.Error("서버가 사라지고 10초가 지나도 끝나지 않는다")
	}
}

// 응답을 미룰 줄 모르는 서버를 쉬지 않고 몰아치지 않는다.
func TestClientRestsWhenServerDoesNotHold(t *testing.T) {
	const every, times = 20 * time.Millisecond, 6
	asked := make(chan time.Time, 1000)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked <- time.Now()
		io.WriteString(w, "[]")
	}))
	defer server.Close()
	in, typing := io.Pipe()
	defer typing.Close()
	go talk(t.Context(), "http://"+server.Listener.Addr().String(), polling{every: every, long: true}, in, io.Discard)
	<-asked // 이미 있는 것을 받으려고 한 요청이다. 그다음부터가 롱 폴링이다.
	first := <-asked
	for range times - 1 {
		<-asked
	}
	if last := <-asked; last.Sub(first) < times*every {
		t.Errorf("%v마다 쉬어야 하는데 %d번을 %v 동안 요청했다", every, times, last.Sub(first))
	}
}

// 키보드를 기다리는 클라이언트도 Ctrl-C에 조용히 끝난다.
func TestClientStopsAtInterrupt(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows에서는 다른 프로세스에 Ctrl-C를 보낼 수 없다")
	}
	asked := make(chan bool, 1000)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked <- true
		if r.URL.Query().Get("wait") != "" {
			<-r.Context().Done()
		}
		io.WriteString(w, "[]")
	}))
	defer server.Close()
	for _, how := range [][]string{{"-long"}, {"-every", "10ms"}} {
		client := lessontest.Command(t, append(how, "-connect", server.Listener.Addr().String())...)
		var said bytes.Buffer
		client.Stderr = &said
		if _, err := client.StdinPipe(); err != nil { // 아무것도 치지 않는다.
			t.Fatal(err)
		}
		if err := client.Start(); err != nil {
			t.Fatal(err)
		}
		stuck := time.AfterFunc(10*time.Second, func() { client.Process.Kill() })
		defer stuck.Stop()
		<-asked
		<-asked // 처음의 요청 다음이다. 폴링하고 있다.
		client.Process.Signal(os.Interrupt)
		client.Wait()
		if code := client.ProcessState.ExitCode(); code != 0 || said.Len() > 0 {
			t.Errorf("%v: 상태 %d, %q", how, code, said.String())
		}
	}
}

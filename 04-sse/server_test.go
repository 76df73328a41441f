package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"socketworkbook/internal/lesson/lessontest"
	"socketworkbook/internal/web"
)

func TestMain(m *testing.M) { lessontest.Main(m, main) }

func Example() {
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	ln, _ := net.Listen("tcp", "127.0.0.1:0")
	log.SetOutput(io.Discard)
	go serve(ctx, ln)

	if err := talk(ctx, "http://"+ln.Addr().String(), strings.NewReader("안녕하세요"), os.Stdout); err != nil {
		fmt.Println(err)
	}
	// Output:
	// ← (welcome) 처음 오셨습니다. 기억하는 것을 모두 보냅니다.
	// → 안녕하세요
	// ← 안녕하세요
}

func TestUnwelcome(t *testing.T) {
	lessontest.Unwelcome(t, "/", "/messages")
}

func TestLeavesNothing(t *testing.T) {
	addr, _ := start(t)
	lessontest.LeavesNothing(t, addr, "GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n")
}

func TestPromises(t *testing.T) {
	lessontest.Promises(t, "-connect")
	t.Run("서버가 없다", func(t *testing.T) { lessontest.Unreachable(t, "") })
}

func TestRoutes(t *testing.T) {
	s := newServer()
	for _, test := range []struct {
		method, path, body string
		status             int
		want               string
	}{
		{"GET", "/", "", 200, "<title>04 SSE</title>"},
		{"HEAD", "/", "", 200, ""},
		{"HEAD", "/events", "", 200, ""},
		{"POST", "/messages", "text=%EC%95%88%EB%85%95", 201, `"text":"안녕"`},
		{"POST", "/messages", "text=", 400, "1자부터"},
		{"POST", "/messages", "text=" + strings.Repeat("a", 17<<10), 413, "16384바이트"},
		{"GET", "/messages", "", 405, "POST"},
		{"POST", "/events", "", 405, "GET"},
		{"GET", "/cut", "", 405, "POST"},
		{"POST", "/cut", "", 204, ""},
		{"GET", "/nope", "", 404, "/nope"},
	} {
		r := httptest.NewRequest(test.method, test.path, strings.NewReader(test.body))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		w := httptest.NewRecorder()
		s.handle().ServeHTTP(w, r)
		if w.Code != test.status || !strings.Contains(w.Body.String(), test.want) {
			t.Errorf("%s %s: %d %.200s", test.method, test.path, w.Code, w.Body)
		}
	}
}

// bubble은 가짜 시계 안에서 서버를 켠다.
func bubble(t *testing.T, test func(t *testing.T, s *server, pipe *lessontest.Pipe)) {
	synctest.Test(t, func(t *testing.T) {
		log.SetOutput(io.Discard)
		s := newServer()
		pipe := lessontest.NewPipe()
		ctx, stop := context.WithCancel(t.Context())
		ended := make(chan error)
		go func() { ended <- web.Serve(ctx, pipe, s.handle()) }()
		test(t, s, pipe)
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
}

// open은 스트림을 연다. lastID가 비어 있지 않으면 다시 온 클라이언트이다.
func open(t *testing.T, pipe *lessontest.Pipe, lastID string) (stream *bufio.Reader, hangUp func()) {
	t.Helper()
	request, _ := http.NewRequest("GET", "http://x/events", nil)
	if lastID != "" {
		request.Header.Set("Last-Event-ID", lastID)
	}
	response, err := pipe.Client().Do(request)
	if err != nil {
		t.Fatal(err)
	}
	if kind := response.Header.Get("Content-Type"); kind != "text/event-stream" {
		t.Errorf("종류가 %q이다", kind)
	}
	return bufio.NewReader(response.Body), func() { response.Body.Close() }
}

// read는 빈 줄까지, 곧 이벤트 하나를 읽는다.
func read(stream *bufio.Reader) (event string) {
	for {
		line, err := stream.ReadString('\n')
		event += line
		if err != nil || line == "\n" {
			return event
		}
	}
}

// 첫 이벤트가 있기 전에 응답의 헤더가 떠나고, 조용하면 15초마다 주석이 온다.
// 서버의 쓰기 데드라인(10초)은 스트림을 자르지 못한다.
func TestHeartbeat(t *testing.T) {
	bubble(t, func(t *testing.T, s *server, pipe *lessontest.Pipe) {
		stream, hangUp := open(t, pipe, "")
		defer hangUp()
		if got := read(stream); got != "retry: 2000\n\n" {
			t.Errorf("처음에 %q가 왔다", got)
		}
		if got := read(stream); !strings.HasPrefix(got, "event: welcome\ndata: 처음") {
			t.Errorf("그다음에 %q가 왔다", got)
		}
		begin := time.Now()
		for i := range 40 {
			if got := read(stream); !strings.HasPrefix(got, ": ") || time.Since(begin) != time.Duration(i+1)*heartbeat {
				t.Fatalf("%v 뒤에 %q가 왔다", time.Since(begin), got)
			}
		}
		s.room.Add("", "아직 듣나요")
		if got := read(stream); got != "id: 1\ndata: 아직 듣나요\n\n" {
			t.Errorf("%q", got)
		}
	})
}

func TestLastEventID(t *testing.T) {
	for _, test := range []struct {
		name, lastID string
		said         int // 방에 적힌 메시지의 수
		welcome      string
		then         string // 환영 다음에 올 이벤트
	}{
		{"처음 온 클라이언트", "", 3, "처음", "id: 1\ndata: 메시지1\n\n"},
		{"처음 온 클라이언트에게는 놓친 것이 없다", "", remembered + 10, "처음", "id: 11\ndata: 메시지11\n\n"},
		{"다시 온 클라이언트", "2", 3, "다시 오셨습니다. 마지막으로 받으신 번호는 2", "id: 3\ndata: 메시지3\n\n"},
		{"방이 잊은 것", "4", remembered + 10, "다시", "event: missed\ndata: 6\n\n"},
		{"다시 켠 방", "57", 3, "다시", "id: 1\ndata: 메시지1\n\n"},
		{"쓰레기", "안녕", 3, "처음", "id: 1\n"},
		{"음수", "-1", 3, "처음", "id: 1\n"},
		{"너무 큰 수", "99999999999999999999999", 3, "처음", "id: 1\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			bubble(t, func(t *testing.T, s *server, pipe *lessontest.Pipe) {
				for i := range test.said {
					s.room.Add("", fmt.Sprintf("메시지%d", i+1))
				}
				stream, hangUp := open(t, pipe, test.lastID)
				defer hangUp()
				read(stream) // retry
				if got := read(stream); !strings.HasPrefix(got, "event: welcome\ndata: "+test.welcome) {
					t.Errorf("환영이 %q이다", got)
				}
				if got := read(stream); !strings.HasPrefix(got, test.then) {
					t.Errorf("그다음이 %q이다", got)
				}
			})
		})
	}
}

// 글쓴이가 적은 줄바꿈은 새 필드나 새 이벤트가 되지 못한다.
func TestNewlinesCannotForgeEvents(t *testing.T) {
	bubble(t, func(t *testing.T, s *server, pipe *lessontest.Pipe) {
		s.room.Add("", "하나\n\nid: 99\revent: 가짜\r\n끝")
		stream, hangUp := open(t, pipe, "")
		defer hangUp()
		read(stream)
		read(stream)
		if got, want := read(stream), "id: 1\ndata: 하나\ndata: \ndata: id: 99\ndata: event: 가짜\ndata: 끝\n\n"; got != want {
			t.Errorf("%q", got)
		}
	})
}

func TestCut(t *testing.T) {
	bubble(t, func(t *testing.T, s *server, pipe *lessontest.Pipe) {
		var streams []*bufio.Reader
		for range 3 {
			stream, hangUp := open(t, pipe, "")
			defer hangUp()
			streams = append(streams, stream)
		}
		s.cutAll(httptest.NewRecorder(), nil)
		begin := time.Now()
		for _, stream := range streams {
			if _, err := io.ReadAll(stream); err != nil || time.Since(begin) > 0 {
				t.Errorf("%v 만에 %v", time.Since(begin), err)
			}
		}
		// 한 번 끊었다고 다시 온 스트림까지 끊지는 않는다.
		again, hangUp := open(t, pipe, "")
		defer hangUp()
		read(again)
		read(again)
		synctest.Wait() // 끊긴 것이라면 벌써 끝나 있다.
		s.room.Add("", "다시")
		if got := read(again); got != "id: 1\ndata: 다시\n\n" {
			t.Errorf("끊은 다음에 연 스트림에 %q", got)
		}
	})
}

// 조용히 12초를 보낸 스트림도 끊을 때 끝(마지막 조각)까지 온다. 쓰기 데드라인이 지난 채로 끝내면 잘린 응답이 된다.
func TestQuietStreamEndsWhole(t *testing.T) {
	bubble(t, func(t *testing.T, s *server, pipe *lessontest.Pipe) {
		stream, hangUp := open(t, pipe, "")
		defer hangUp()
		read(stream)
		time.Sleep(12 * time.Second)
		s.cutAll(httptest.NewRecorder(), nil)
		if _, err := io.ReadAll(stream); err != nil {
			t.Error(err)
		}
	})
}

// 다른 사이트의 페이지가 연 스트림은 받지 않는다. 우리 페이지와 브라우저가 아닌 클라이언트는 받는다.
func TestForeignStreamIsRefused(t *testing.T) {
	addr, _ := start(t)
	for origin, want := range map[string]int{"": 200, "http://" + addr: 200, "http://evil.example": 403, "null": 403, "http://" + addr + "0": 403, "http://evil-" + addr: 403, "http://" + addr + ".evil.example": 403} {
		request, _ := http.NewRequest("HEAD", "http://"+addr+"/events", nil)
		if origin != "" {
			request.Header.Set("Origin", origin)
		}
		response, err := http.DefaultClient.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		response.Body.Close()
		if response.StatusCode != want {
			t.Errorf("Origin이 %q인 스트림에 %d로 답했다", origin, response.StatusCode)
		}
	}
}

// 읽지 않는 클라이언트는 데드라인 뒤에 끊기고, 그동안 아무도 붙들지 않는다. 떠난 클라이언트는 바로 잊는다.
func TestClientsThatDoNotPlayAlong(t *testing.T) {
	bubble(t, func(t *testing.T, s *server, pipe *lessontest.Pipe) {
		deaf, _ := pipe.Dial() // net.Pipe에는 버퍼가 없다. 읽지 않으면 바로 막힌다.
		io.WriteString(deaf, "GET /events HTTP/1.1\r\nHost: x\r\n\r\n")
		gone, _ := pipe.Dial()
		io.WriteString(gone, "GET /events HTTP/1.1\r\nHost: x\r\n\r\n")
		gone.Close()

		stream, hangUp := open(t, pipe, "")
		defer hangUp()
		read(stream)
		read(stream)
		begin := time.Now()
		s.room.Add("", "들리나요")
		if got := read(stream); got != "id: 1\ndata: 들리나요\n\n" || time.Since(begin) > 0 {
			t.Errorf("%v 뒤에 %q", time.Since(begin), got)
		}
		time.Sleep(writeTimeout) // 가짜 시계
		synctest.Wait()
		if _, err := deaf.Write([]byte("아직 있나요")); err == nil {
			t.Error("읽지 않는 클라이언트를 끊지 않았다")
		}
	})
}

func start(t *testing.T) (addr string, stop func()) {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	return ln.Addr().String(), lessontest.Serve(t, ln, serve)
}

// 열린 스트림과 말없는 연결이 있어도 3초 안에 멈춘다.
func TestStop(t *testing.T) {
	t.Parallel()
	addr, stop := start(t)
	idle, err := net.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	defer idle.Close()
	response, err := http.Get("http://" + addr + "/events")
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	stop()
	if _, err := io.ReadAll(response.Body); err != nil {
		t.Errorf("스트림이 %v로 끝났다", err)
	}
}

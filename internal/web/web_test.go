package web

import (
	"bytes"
	"context"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"socketworkbook/internal/lesson/lessontest"
)

// inBubble은 가짜 시계 안에서 handler를 켜고 test를 돌린다.
func inBubble(t *testing.T, handler http.HandlerFunc, test func(t *testing.T, pipe *lessontest.Pipe, stop func() time.Duration)) {
	synctest.Test(t, func(t *testing.T) {
		pipe := lessontest.NewPipe()
		ctx, cancel := context.WithCancel(t.Context())
		ended := make(chan error, 1)
		go func() { ended <- Serve(ctx, pipe, handler) }()
		stop := func() time.Duration {
			begin := time.Now()
			cancel()
			if err := <-ended; err != nil {
				t.Error(err)
			}
			ended <- nil
			return time.Since(begin)
		}
		test(t, pipe, stop)
		stop()
	})
}

func hello(w http.ResponseWriter, r *http.Request) { io.WriteString(w, "안녕") }

// until은 서버가 연결을 끊을 때까지 걸린 가짜 시간이다.
func until(conn net.Conn) time.Duration {
	begin := time.Now()
	io.Copy(io.Discard, conn)
	return time.Since(begin)
}

func TestSlowPeersAreGone(t *testing.T) {
	for _, test := range []struct {
		name  string
		bound time.Duration
		act   func(net.Conn)
	}{
		{"조용한 클라이언트", requestTimeout, func(net.Conn) {}},
		{"헤더를 1초에 한 바이트씩", requestTimeout, func(c net.Conn) {
			io.WriteString(c, "GET / HTTP/1.1\r\nX: ")
			for _, err := c.Write([]byte("a")); err == nil; _, err = c.Write([]byte("a")) {
				time.Sleep(time.Second) // 가짜 시계
			}
		}},
		{"끝나지 않는 몸", requestTimeout, func(c net.Conn) {
			io.WriteString(c, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n")
			for _, err := c.Write([]byte("a")); err == nil; _, err = c.Write([]byte("a")) {
				time.Sleep(time.Second) // 가짜 시계
			}
		}},
		{"다음 요청이 없는 클라이언트", idleTimeout, func(c net.Conn) {
			io.WriteString(c, "GET / HTTP/1.1\r\nHost: x\r\n\r\n")
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			inBubble(t, func(w http.ResponseWriter, r *http.Request) {
				io.Copy(io.Discard, r.Body)
				hello(w, r)
			}, func(t *testing.T, pipe *lessontest.Pipe, stop func() time.Duration) {
				conn, err := pipe.Dial()
				if err != nil {
					t.Fatal(err)
				}
				acted := make(chan bool)
				go func() { defer close(acted); test.act(conn) }()
				if took := until(conn); took < test.bound || took > test.bound+time.Second {
					t.Errorf("%v 만에 끊었다. 약속은 %v", took, test.bound)
				}
				conn.Close()
				<-acted
			})
		})
	}
}

// 답을 읽지 않는 클라이언트는 쓰기 데드라인에 걸린다.
func TestClientThatNeverReads(t *testing.T) {
	var held atomic.Int64
	inBubble(t, func(w http.ResponseWriter, r *http.Request) {
		begin := time.Now()
		w.Write(make([]byte, 1<<20))
		held.Store(int64(time.Since(begin)))
	}, func(t *testing.T, pipe *lessontest.Pipe, stop func() time.Duration) {
		conn, _ := pipe.Dial()
		io.WriteString(conn, "GET / HTTP/1.1\r\nHost: x\r\n\r\n")
		time.Sleep(time.Minute) // 가짜 시계
		if took := time.Duration(held.Load()); took != responseTimeout {
			t.Errorf("%v 동안 붙들려 있었다. 약속은 %v", took, responseTimeout)
		}
		conn.Close()
	})
}

func TestStop(t *testing.T) {
	t.Run("하던 답을 마친다", func(t *testing.T) {
		inBubble(t, func(w http.ResponseWriter, r *http.Request) {
			time.Sleep(time.Second) // 가짜 시계
			hello(w, r)
		}, func(t *testing.T, pipe *lessontest.Pipe, stop func() time.Duration) {
			answered := make(chan string)
			go func() {
				response, err := pipe.Client().Get("http://x/")
				if err != nil {
					t.Error(err)
					close(answered)
					return
				}
				body, _ := io.ReadAll(response.Body)
				response.Body.Close()
				answered <- string(body)
			}()
			synctest.Wait() // 핸들러가 답하는 중이다.
			go stop()
			if got := <-answered; got != "안녕" {
				t.Errorf("답이 %q이다", got)
			}
		})
	})
	t.Run("끝나지 않는 답은 ctx로 안다", func(t *testing.T) {
		inBubble(t, func(w http.ResponseWriter, r *http.Request) { <-r.Context().Done() },
			func(t *testing.T, pipe *lessontest.Pipe, stop func() time.Duration) {
				conn, _ := pipe.Dial()
				io.WriteString(conn, "GET / HTTP/1.1\r\nHost: x\r\n\r\n")
				go io.Copy(io.Discard, conn)
				synctest.Wait()
				if took := stop(); took > time.Second {
					t.Errorf("멈추는 데 %v가 걸렸다", took)
				}
				conn.Close()
			})
	})
	t.Run("읽지 않는 클라이언트는 끊는다", func(t *testing.T) {
		var freed atomic.Bool
		inBubble(t, func(w http.ResponseWriter, r *http.Request) {
			http.NewResponseController(w).SetWriteDeadline(time.Time{})
			w.Write(make([]byte, 1<<20))
			freed.Store(true)
		}, func(t *testing.T, pipe *lessontest.Pipe, stop func() time.Duration) {
			conn, _ := pipe.Dial()
			io.WriteString(conn, "GET / HTTP/1.1\r\nHost: x\r\n\r\n")
			synctest.Wait()
			if took := stop(); took > 3*time.Second {
				t.Errorf("멈추는 데 %v가 걸렸다", took)
			}
			synctest.Wait() // 끊겼다면 쓰기가 벌써 깨어나 있다.
			if !freed.Load() {
				t.Error("멈춘 뒤에도 핸들러가 붙들려 있다")
			}
			conn.Close()
		})
	})
}

func TestLargeHeader(t *testing.T) {
	inBubble(t, hello, func(t *testing.T, pipe *lessontest.Pipe, stop func() time.Duration) {
		conn, _ := pipe.Dial()
		go io.Copy(conn, strings.NewReader("GET / HTTP/1.1\r\nHost: x\r\nX: "+strings.Repeat("a", 128<<10)))
		buf := make([]byte, 100)
		n, _ := conn.Read(buf)
		if !strings.HasPrefix(string(buf[:n]), "HTTP/1.1 431 ") {
			t.Errorf("답이 %q이다", buf[:n])
		}
		conn.Close()
	})
}

// 1GiB라고 적은 본문도, 길이를 적지 않은 끝없는 본문도 413이다. 이유는 다 보내기 전에 닿는다.
func TestHugeBody(t *testing.T) {
	for _, length := range []string{"Content-Length: 1073741824\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\n40000000\r\n"} {
		inBubble(t, func(w http.ResponseWriter, r *http.Request) {
			ReadText(w, r, "text", 10)
		}, func(t *testing.T, pipe *lessontest.Pipe, stop func() time.Duration) {
			conn, _ := pipe.Dial()
			sent := make(chan int64)
			go func() {
				io.WriteString(conn, "POST / HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"+length)
				n, _ := io.Copy(conn, zeros{})
				sent <- n
			}()
			answer, _ := io.ReadAll(conn)
			conn.Close()
			if n := <-sent; !strings.HasPrefix(string(answer), "HTTP/1.1 413 ") || !strings.Contains(string(answer), "바이트를 넘습니다") || n > 1<<20 {
				t.Errorf("%d바이트를 받고 %.200q로 답했다", n, answer)
			}
		})
	}
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

// 다른 사이트의 페이지가 시킨 POST는 막고, 같은 사이트와 브라우저 아닌 클라이언트는 받는다.
func TestSameOrigin(t *testing.T) {
	handler := sameOrigin(http.HandlerFunc(hello))
	for _, test := range []struct {
		header, value string
		status        int
	}{
		{"Sec-Fetch-Site", "cross-site", 403},
		{"Sec-Fetch-Site", "same-site", 403}, // 같은 기기의 다른 포트
		{"Sec-Fetch-Site", "same-origin", 200},
		{"Origin", "http://evil.example", 403},
		{"Origin", "http://example.com", 200},
		{"X-Nothing", "curl", 200},
	} {
		r := httptest.NewRequest("POST", "http://example.com/", nil)
		r.Header.Set(test.header, test.value)
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, r)
		if w.Code != test.status {
			t.Errorf("%s: %s 에 %d로 답했다", test.header, test.value, w.Code)
		}
	}
}

func TestNoBodyInGet(t *testing.T) {
	for body, status := range map[string]int{"": 200, "null": 400} {
		w := httptest.NewRecorder()
		noBodyInGet(http.HandlerFunc(hello)).ServeHTTP(w, httptest.NewRequest("GET", "/", strings.NewReader(body)))
		if w.Code != status {
			t.Errorf("본문이 %q인 GET에 %d로 답했다", body, w.Code)
		}
	}
	r := httptest.NewRequest("GET", "/", nil)
	r.ContentLength = -1 // 청크로 나눈 본문은 길이를 모른다.
	w := httptest.NewRecorder()
	noBodyInGet(http.HandlerFunc(hello)).ServeHTTP(w, r)
	if w.Code != 400 {
		t.Errorf("본문의 길이를 모르는 GET에 %d로 답했다", w.Code)
	}
}

func TestReadText(t *testing.T) {
	const form, json = "application/x-www-form-urlencoded", "application/json; charset=utf-8"
	long := strings.Repeat("가", 1000)
	for _, test := range []struct {
		name, kind, body string
		status           int
		text             string
	}{
		{"폼", form, "text=%EC%95%88%EB%85%95", 200, "안녕"},
		{"JSON", json, `{"text": " 안녕 "}`, 200, "안녕"},
		{"여러 부분 폼", `multipart/form-data; boundary=x`, "--x\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\n안녕\r\n--x--\r\n", 200, "안녕"},
		{"1000자", json, `{"text": "` + long + `"}`, 200, long},
		{"1001자", json, `{"text": "` + long + `가"}`, 400, ""},
		{"빈 글", json, `{"text": ""}`, 400, ""},
		{"빈칸뿐", form, "text=+%0a", 400, ""},
		{"다른 이름", json, `{"name": "안녕"}`, 400, ""},
		{"글이 아닌 값", json, `{"text": 3}`, 400, ""},
		{"깨진 JSON", json, `{"text":`, 400, ""},
		{"JSON이 아닌 것", json, `"text"`, 400, ""},
		{"깨진 UTF-8", form, "text=%ff", 400, ""},
		{"깨진 UTF-8인 JSON", json, "{\"text\": \"\xff\"}", 400, ""},
		{"줄바꿈이 든 글", json, `{"text": "가\n나"}`, 200, "가\n나"},
		{"터미널을 지우는 글", json, `{"text": "\u001b[2J"}`, 400, ""},
		{"다른 종류", "text/plain", "안녕", 415, ""},
		{"종류 없음", "", "안녕", 415, ""},
		{"큰 몸", json, `{"text": "안녕"}` + strings.Repeat(" ", maxBody), 413, ""},
	} {
		r := httptest.NewRequest("POST", "/", strings.NewReader(test.body))
		r.Header.Set("Content-Type", test.kind)
		w := httptest.NewRecorder()
		text, ok := ReadText(w, r, "text", 1000)
		if w.Code != test.status || text != test.text || ok != (test.status == 200) {
			t.Errorf("%s: %d, %.20q, %v", test.name, w.Code, text, ok)
		}
		if !ok && !strings.HasPrefix(w.Body.String(), `{"error":"`) {
			t.Errorf("%s: 오류가 JSON이 아니다: %s", test.name, w.Body)
		}
	}
}

// listener는 bound에서 듣는 척한다.
type listener struct{ bound net.Addr }

func (l listener) Addr() net.Addr          { return l.bound }
func (listener) Accept() (net.Conn, error) { return nil, net.ErrClosed }
func (listener) Close() error              { return nil }

func TestAnnounce(t *testing.T) {
	for _, test := range []struct{ asked, bound, want string }{
		{"localhost:0", "127.0.0.1:8003", "http://localhost:8003/index "},
		{"127.0.0.1:8003", "127.0.0.1:8003", "http://127.0.0.1:8003/index "},
		{"[::1]:8003", "[::1]:8003", "http://[::1]:8003/index "},
		{":8003", "0.0.0.0:8003", "http://localhost:8003/index "},
		{":8003", "[::]:8003", "http://localhost:8003/index "},
	} {
		bound, err := net.ResolveTCPAddr("tcp", test.bound)
		if err != nil {
			t.Fatal(err)
		}
		var out bytes.Buffer
		Announce(&out, test.asked, listener{bound}, "/index")
		if !strings.HasPrefix(out.String(), test.want) {
			t.Errorf("%v: %q", test, out.String())
		}
	}
}

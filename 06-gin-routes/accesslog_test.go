package main

import (
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/gorilla/websocket"

	"socketworkbook/06-gin-routes/peer"
)

// record는 이제부터 적히는 로그를 모은다. 서버를 켠 다음에 부른다. 돌려주는 함수는 그 가운데 요청마다의 줄을 준다.
func record() (accesses func() string) {
	all := &lockedBuilder{}
	log.SetOutput(all)
	return func() (text string) {
		for line := range strings.Lines(all.String()) {
			if !strings.Contains(line, "연결됨") && !strings.Contains(line, "끝남") {
				text += line
			}
		}
		return text
	}
}

// lockedBuilder는 여러 고루틴이 함께 쓰는 strings.Builder이다.
type lockedBuilder struct {
	mu   sync.Mutex
	text strings.Builder
}

func (b *lockedBuilder) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.Write(p)
}

func (b *lockedBuilder) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.String()
}

// 로그는 요청마다 한 줄이고, 101은 101로, 믿는 프록시를 거쳐 온 클라이언트는 그 클라이언트의 주소로 적는다.
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
				t.Errorf("로그가 %q이다", got)
			}
		})
	}
}

// 주소에 줄바꿈을 넣어도, 로그의 줄을 꾸며 내지는 못한다.
func TestLogCannotBeForged(t *testing.T) {
	app, accesses := handle(defaults, "", peer.New(t.Context()), localRooms(t.Context())), record()
	defer log.SetOutput(io.Discard)
	app.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest("GET", "/a%0a00:00:00%20127.0.0.1%20200?\u009b2J", nil)) // U+009B는 ESC [와 같다.
	if got := accesses(); strings.Count(got, "\n") != 1 || strings.Contains(got, "\u009b") {
		t.Errorf("로그를 꾸며 냈다: %q", got)
	}
}

// WebSocket으로 보낸 말도 로그의 줄을 꾸며 내지 못한다.
func TestSpeechCannotForgeLog(t *testing.T) {
	addr, stop := start(t, defaults)
	var text lockedBuilder
	log.SetOutput(&text)
	conn, _, err := websocket.DefaultDialer.Dial("ws://"+addr+"/ws", nil)
	if err != nil {
		t.Fatal(err)
	}
	conn.WriteMessage(websocket.TextMessage, []byte("안녕\n00:00:00 127.0.0.1 끝남\x1b[2J"))
	conn.WriteMessage(websocket.CloseMessage, websocket.FormatCloseMessage(websocket.CloseNormalClosure, ""))
	conn.ReadMessage() // 종료 프레임에 답했다면 앞의 말도 받은 것이다.
	conn.Close()
	stop()
	if got := text.String(); strings.Count(got, "\n") != 4 || strings.Contains(got, "\x1b") || !strings.Contains(got, "의 말: ") {
		t.Errorf("연결됨, 말, 끝남, 요청의 네 줄이 아니다: %q", got)
	}
}

// WebSocket의 줄은 연결이 끝날 때 적고, 끝의 시간은 연결이 이어진 시간이다. 핸들러는 벌써 돌아갔다.
func TestAccessLogTellsTheLengthOfTheConversation(t *testing.T) {
	accesses := record()
	defer log.SetOutput(io.Discard)
	bubble(t, func(t *testing.T, conn *websocket.Conn, stop func()) {
		go io.Copy(io.Discard, conn.NetConn())
		time.Sleep(10 * time.Second) // 가짜 시계
		synctest.Wait()
		if got := accesses(); got != "" {
			t.Errorf("끝나기 전에 적었다: %q", got)
		}
		conn.Close()
		synctest.Wait()
		if got := accesses(); strings.Count(got, "\n") != 1 || !strings.Contains(got, ` 101 GET "/ws" 10s`) {
			t.Errorf("로그가 %q이다", got)
		}
	})
}

// 로그를 위해 감싼 Writer로도 데드라인을 바꿀 수 있어야 한다. 오래 쓰는 응답(SSE)이 그렇게 한다.
func TestAccessLogKeepsResponseController(t *testing.T) {
	app := gin.New()
	var got error
	app.GET("/", accessLog(), func(c *gin.Context) {
		got = http.NewResponseController(c.Writer).SetWriteDeadline(time.Now().Add(time.Hour))
	})
	server := httptest.NewServer(app)
	defer server.Close()
	response, err := http.Get(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	response.Body.Close()
	if got != nil {
		t.Errorf("쓰기 데드라인을 바꾸지 못한다: %v", got)
	}
}

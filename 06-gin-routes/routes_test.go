package main

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/gin-gonic/gin"

	"socketworkbook/06-gin-routes/peer"
	"socketworkbook/06-gin-routes/routes"
)

func TestPages(t *testing.T) {
	app := handle(defaults, "", peer.New(t.Context()), localRooms(t.Context()))
	for _, test := range []struct {
		method, path string
		status       int
		kind, body   string
	}{
		{"GET", "/", 200, "text/html; charset=utf-8", "go run ./01-raw-tcp"},
		{"GET", "/", 200, "text/html; charset=utf-8", `<a data-port="8000" data-path="/index">`},
		{"GET", "/web/frame.js", 200, "text/javascript; charset=utf-8", "class Status"},
		{"GET", "/web/style.css", 200, "text/css; charset=utf-8", "--ws"},
		{"GET", "/public/websocket.js", 200, "text/javascript; charset=utf-8", "WebSocket"},
		{"GET", "/public/", 404, "text/html; charset=utf-8", "404"},
		{"GET", "/public/../main.go", 404, "text/html; charset=utf-8", "404"},
		{"GET", "/<script>", 404, "text/html; charset=utf-8", "&lt;script&gt;"},
		{"POST", "/", 405, "text/html; charset=utf-8", "405"},
		{"GET", "/oops", 500, "text/html; charset=utf-8", "패닉했습니다"},
		{"GET", "/ws", 400, "text/plain; charset=utf-8", "WebSocket으로 바꿀 수 없습니다"},
	} {
		w := httptest.NewRecorder()
		app.ServeHTTP(w, httptest.NewRequest(test.method, "http://localhost"+test.path, nil))
		if w.Code != test.status || w.Header().Get("Content-Type") != test.kind || !strings.Contains(w.Body.String(), test.body) {
			t.Errorf("%s %s: %d %s %.300s", test.method, test.path, w.Code, w.Header().Get("Content-Type"), w.Body)
		}
	}
}

// HEAD는 GET이 되는 곳에서 모두 되고(RFC 9110 9.3.2절) 본문이 없다. 405는 쓸 수 있는 메서드를 모두 알린다.
func TestHead(t *testing.T) {
	addr, _ := start(t, defaults)
	for _, path := range []string{"/", "/oops", "/ws", "/compare", "/web/style.css", "/public/websocket.js", "/nope"} {
		answers := map[string]*http.Response{}
		for _, method := range []string{"GET", "HEAD", "DELETE"} {
			request, _ := http.NewRequest(method, "http://"+addr+path, nil)
			response, err := http.DefaultTransport.RoundTrip(request) // 다른 주소로 보내는 응답도 그대로 본다.
			if err != nil {
				t.Fatal(err)
			}
			body, _ := io.ReadAll(response.Body)
			response.Body.Close()
			if method == "HEAD" && len(body) > 0 {
				t.Errorf("HEAD %s에 본문이 %d바이트 왔다", path, len(body))
			}
			answers[method] = response
		}
		get, head := answers["GET"], answers["HEAD"]
		if get.StatusCode != head.StatusCode || get.Header.Get("Content-Type") != head.Header.Get("Content-Type") {
			t.Errorf("%s: GET은 %s, HEAD는 %s", path, get.Status, head.Status)
		}
		if wrong := answers["DELETE"]; path != "/nope" && (wrong.StatusCode != 405 || wrong.Header.Get("Allow") != "GET, HEAD") {
			t.Errorf("DELETE %s: %s, Allow %q", path, wrong.Status, wrong.Header.Get("Allow"))
		}
	}
}

// 비교 페이지의 주소는 요청에 적힌 호스트로 만든다. 다른 기기도 제 컴퓨터가 아니라 이 컴퓨터를 찾아온다.
func TestCompareLink(t *testing.T) {
	for host, want := range map[string]string{
		"localhost:8006": "http://localhost:8800/", "192.168.0.5:8006": "http://192.168.0.5:8800/",
		"[::1]:8006": "http://[::1]:8800/", "teacher.local": "http://teacher.local:8800/",
	} {
		request := httptest.NewRequest("GET", "/compare", nil)
		request.Host = host
		w := httptest.NewRecorder()
		handle(defaults, "8800", peer.New(t.Context()), localRooms(t.Context())).ServeHTTP(w, request)
		if w.Code != http.StatusFound || w.Header().Get("Location") != want {
			t.Errorf("%s: %d %s", host, w.Code, w.Header().Get("Location"))
		}
	}
	w := httptest.NewRecorder()
	handle(defaults, "", peer.New(t.Context()), localRooms(t.Context())).ServeHTTP(w, httptest.NewRequest("GET", "/compare", nil))
	if w.Code != http.StatusServiceUnavailable || !strings.Contains(w.Body.String(), "켜지 못했습니다") {
		t.Errorf("켜지 못했을 때: %d %s", w.Code, w.Body)
	}
}

// 교실에서 비교 페이지는 교사의 컴퓨터에서만 연다. 그 페이지는 방 낱말을 묻지 않는다.
func TestCompareOnlyHere(t *testing.T) {
	app := gin.New()
	routes.Compare(app.Group("/compare"), "8800", true)
	for from, want := range map[string]int{"127.0.0.1:1234": http.StatusFound, "192.0.2.9:1234": http.StatusForbidden} {
		request := httptest.NewRequest("GET", "/compare", nil)
		request.RemoteAddr, request.Host = from, "localhost:8006"
		w := httptest.NewRecorder()
		app.ServeHTTP(w, request)
		if w.Code != want {
			t.Errorf("%s: %d", from, w.Code)
		}
	}
	if here, all := classConfig().beside(":8006"), defaults.beside(":8006"); here != "localhost:8006" || all != ":8006" {
		t.Errorf("교실에서는 %q, 아니면 %q에서 듣는다", here, all)
	}
}

// 오류의 이유는 DEBUG일 때만 사용자에게 보인다.
func TestErrorDetail(t *testing.T) {
	for _, debug := range []bool{false, true} {
		cfg := defaults
		cfg.Debug = debug
		w := httptest.NewRecorder()
		handle(cfg, "", peer.New(t.Context()), localRooms(t.Context())).ServeHTTP(w, httptest.NewRequest("GET", "/oops", nil))
		if got := strings.Contains(w.Body.String(), "일부러 패닉했습니다"); got != debug {
			t.Errorf("DEBUG=%v인데 이유가 보이는 것은 %v", debug, got)
		}
	}
}

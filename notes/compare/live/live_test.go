package live

import (
	"context"
	"encoding/json"
	"net"
	"net/http"
	"strings"
	"testing"

	"socketworkbook/internal/lesson/lessontest"
)

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
		{"GET", "/web/style.css", 200, "text/css; charset=utf-8"},
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
	t.Parallel()
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

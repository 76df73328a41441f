package main

import (
	"errors"
	"io"
	"io/fs"
	"log"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"socketworkbook/04-sse/push"
	"socketworkbook/04-sse/push/pushtest"
	"socketworkbook/internal/lesson/lessontest"
)

const anyEndpoint = "https://push.example/secret"

func TestPushRoutes(t *testing.T) {
	lessontest.OwnConfig(t)
	log.SetOutput(io.Discard)
	s := newServer()
	good := pushtest.NewBrowser().Subscription(anyEndpoint)
	for _, test := range []struct {
		method, path, body string
		status             int
		want               string
	}{
		{"GET", "/push", "", 200, "<title>04 웹 푸시</title>"},
		{"GET", "/sw.js", "", 200, "showNotification"},
		{"POST", "/push/send", "text=a&ttl=60&urgency=normal", 200, `{"results":[]}`},
		{"GET", "/push/key", "", 200, `{"key":"B`},
		{"POST", "/push/key", "", 405, "GET"},
		{"GET", "/push/subscribe", "", 405, "POST"},
		{"GET", "/push/send", "", 405, "POST"},
		{"POST", "/push/subscribe", "subscription=", 400, "1자부터"},
		{"POST", "/push/subscribe", "subscription=%7B%7D", 400, "https 주소여야 합니다"},
		{"POST", "/push/subscribe", "subscription=" + url.QueryEscape(strings.Replace(good, "https", "http", 1)), 400, "https 주소여야 합니다"},
		{"POST", "/push/subscribe", "subscription=" + strings.Repeat("a", longestSubscription+1), 400, "2000자까지"},
		{"POST", "/push/subscribe", "subscription=" + url.QueryEscape(good), 204, ""},
		{"POST", "/push/send", "text=&ttl=60&urgency=normal", 400, "1자부터"},
		{"POST", "/push/send", "text=a&urgency=normal", 400, "ttl은 초로 적은 수"},
		{"POST", "/push/send", "text=a&ttl=-1&urgency=normal", 400, "ttl은 초로 적은 수"},
		{"POST", "/push/send", "text=a&ttl=2147483647&urgency=normal", 400, "TTL은 0초부터"},
		{"POST", "/push/send", "text=a&ttl=1&urgency=now", 400, "(Urgency)는"},
		{"POST", "/push/send", "text=a&ttl=1&urgency=low&topic=%0d%0a", 400, "(Topic)는"},
		{"POST", "/push/send", "text=" + url.QueryEscape(strings.Repeat("가", 1332)) + "&ttl=1&urgency=low", 400, "3993바이트까지 담을 수 있는데 3996바이트"},
	} {
		r := httptest.NewRequest(test.method, test.path, strings.NewReader(test.body))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		w := httptest.NewRecorder()
		s.handle().ServeHTTP(w, r)
		if w.Code != test.status || !strings.Contains(w.Body.String(), test.want) {
			t.Errorf("%s %s %.40s: %d %.300s", test.method, test.path, test.body, w.Code, w.Body)
		}
	}
}

// 서비스 워커는 /push에만 허락된다. 스크립트의 종류는 자바스크립트여야 브라우저가 받는다.
func TestWorkerHeaders(t *testing.T) {
	for path, want := range map[string]string{"/push": "; worker-src 'self'", "/": "frame-ancestors 'none'", "/sw.js": "default-src 'none'"} {
		w := httptest.NewRecorder()
		newServer().handle().ServeHTTP(w, httptest.NewRequest("GET", path, nil))
		if policy := w.Header().Get("Content-Security-Policy"); !strings.HasSuffix(policy, want) {
			t.Errorf("%s: %s", path, policy)
		}
		if kind := w.Header().Get("Content-Type"); strings.HasPrefix(kind, "text/javascript") != (path == "/sw.js") {
			t.Errorf("%s: %s", path, kind)
		}
	}
}

// 다른 사이트가 시킨 POST는 받지 않는다. 푸시를 쓰지 않은 서버는 설정 폴더에 아무것도 남기지 않는다.
func TestForeignPush(t *testing.T) {
	lessontest.OwnConfig(t)
	lessontest.Unwelcome(t, "/", "/push/subscribe")
	lessontest.Unwelcome(t, "/", "/push/send")
	config, err := os.UserConfigDir()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(config, "socket-workbook")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("설정 폴더에 무엇인가 있다: %v", err)
	}
}

// 망가진 키는 학생의 화면에 이유가 나오고, 페이지에는 폴더의 이름이 나오지 않는다.
func TestBrokenKeyOnThePage(t *testing.T) {
	lessontest.OwnConfig(t)
	var screen strings.Builder
	log.SetOutput(&screen)
	defer log.SetOutput(io.Discard)
	s := newServer()
	ask := func() *httptest.ResponseRecorder {
		w := httptest.NewRecorder()
		s.handle().ServeHTTP(w, httptest.NewRequest("GET", "/push/key", nil))
		return w
	}
	ask()
	config, _ := os.UserConfigDir()
	if err := os.WriteFile(filepath.Join(config, "socket-workbook", "push", "vapid-key.pem"), []byte("?"), 0o600); err != nil {
		t.Fatal(err)
	}
	w := ask()
	if w.Code != 500 || strings.Contains(w.Body.String(), "workbook") || !strings.Contains(screen.String(), "푸시의 키 읽기: PEM이 아닙니다. "+config) {
		t.Errorf("%d %s\n%s", w.Code, w.Body, screen.String())
	}
}

type silent struct{}

func (silent) RoundTrip(r *http.Request) (*http.Response, error) {
	<-r.Context().Done()
	return nil, r.Context().Err()
}

// slow는 9초 뒤에야 다 오는 본문이다.
type slow struct{ io.Reader }

func (s slow) Read(p []byte) (int, error) {
	n, err := s.Reader.Read(p)
	if err == io.EOF {
		time.Sleep(9 * time.Second)
	}
	return n, err
}

// 본문이 9초에 걸쳐 오고 푸시 서비스가 응답하지 않아도, 페이지는 결과를 받는다. HTTP/2의 서버는 데드라인이 지나는 순간 끊는다.
func TestSlowPushOverHTTP2(t *testing.T) {
	lessontest.OwnConfig(t)
	synctest.Test(t, func(t *testing.T) {
		log.SetOutput(io.Discard)
		pipe, s := lessontest.NewPipe(), newServer()
		s.push.pusher.Client = &http.Client{Transport: silent{}}
		subscription, err := push.ReadSubscription(pushtest.NewBrowser().Subscription(anyEndpoint))
		if err = errors.Join(err, s.push.pusher.Subscribe(subscription)); err != nil {
			t.Fatal(err)
		}
		var h2 http.Protocols
		h2.SetUnencryptedHTTP2(true)
		server := &http.Server{Handler: s.handle(), WriteTimeout: writeTimeout, Protocols: &h2}
		go server.Serve(pipe)
		defer server.Close()
		client := pipe.Client()
		client.Transport.(*http.Transport).Protocols = &h2
		defer client.CloseIdleConnections()
		response, err := client.Post("http://localhost/push/send", "application/x-www-form-urlencoded", slow{strings.NewReader("text=a&ttl=1&urgency=low")})
		if err != nil {
			t.Fatal(err)
		}
		defer response.Body.Close()
		answer, err := io.ReadAll(response.Body)
		if err != nil || !strings.Contains(string(answer), `"service":"push.example","told":"푸시 서비스가 제때 응답하지 않습니다","ok":false`) {
			t.Errorf("%s, %v", answer, err)
		}
	})
}

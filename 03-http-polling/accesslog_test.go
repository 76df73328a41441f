package main

import (
	"bytes"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// captureLog는 로그를 모으고, 지금까지 적힌 줄을 돌려주는 함수를 준다. 시각은 적지 않는다.
func captureLog(t *testing.T) func() []string {
	var out bytes.Buffer
	flags := log.Flags()
	log.SetFlags(0)
	log.SetOutput(&out)
	t.Cleanup(func() {
		log.SetFlags(flags)
		log.SetOutput(io.Discard)
	})
	return func() []string { return strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n") }
}

func TestAccessLog(t *testing.T) {
	for _, test := range []struct{ method, path, body, want string }{
		{"GET", "/messages?after=0", "", `GET "/messages?after=0" 200`},
		{"HEAD", "/me", "", `HEAD "/me" 200`},
		{"POST", "/messages", `{"text":"안녕"}`, `POST "/messages" 201`},
		{"POST", "/messages", `{"text":""}`, `POST "/messages" 400`},
		{"PUT", "/messages", "", `PUT "/messages" 405`},
		{"GET", "/nope", "", `GET "/nope" 404`},
		// 클라이언트가 짓는 글로 다른 줄을 꾸며 내거나 화면을 지우지 못한다. 길어도 화면을 덮지 못한다.
		{"GET", "/%0a19:00:00%20POST%1b[2J", "", `GET "/%0a19:00:00%20POST%1b[2J" 404`},
		{"GET", "/messages?after=0&\x9b2J\u009b\u202e\"", "", `GET "/messages?after=0&\x9b2J\u009b\u202e\"" 200`},
		{"GET", "/messages?" + strings.Repeat("가", 10_000), "", `GET "/messages?` + strings.Repeat("가", 190) + `" 200`},
	} {
		synctest.Test(t, func(t *testing.T) { // 가짜 시계에서는 걸린 시간이 늘 0이다.
			lines := captureLog(t)
			r := httptest.NewRequest(test.method, "/", strings.NewReader(test.body))
			path, query, _ := strings.Cut(test.path, "?")
			r.URL.Path, r.URL.RawPath, r.URL.RawQuery = unescape(t, path), path, query
			r.Header.Set("Content-Type", "application/json")
			w := httptest.NewRecorder()
			logged(newServer().handle()).ServeHTTP(w, r)
			sent := w.Body.Len()
			if test.method == http.MethodHead {
				sent = 0 // 진짜 서버는 HEAD에 본문을 보내지 않는다.
			}
			want := fmt.Sprintf("%s 본문 %d바이트 0.000초", test.want, sent)
			if got := lines(); len(got) != 1 || got[0] != want {
				t.Errorf("로그가 %q이다. 바라던 것은 %q", got, want)
			}
		})
	}
}

// 롱 폴링의 줄은 응답한 다음에 적힌다. 얼마나 미루었는지 보인다.
func TestAccessLogOfLongPoll(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		lines, s := captureLog(t), newServer()
		go func() {
			time.Sleep(7 * time.Second) // 가짜 시계
			s.room.Add("익명", "안녕")
		}()
		logged(s.handle()).ServeHTTP(httptest.NewRecorder(), httptest.NewRequest("GET", "/messages?after=0&wait=25s", nil))
		if got, want := fmt.Sprint(lines()), `[GET "/messages?after=0&wait=25s" 200 본문 73바이트 7.000초]`; got != want {
			t.Errorf("로그가 %s이다. 바라던 것은 %s", got, want)
		}
	})
}

// 탭 서른 개가 2초마다 폴링해도, 빈 응답은 1초에 한 줄이다. 다른 줄은 모두 적힌다.
func TestThirtyTabs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		lines, s := captureLog(t), newServer()
		handler := logged(s.handle())
		get := func(after int) {
			handler.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest("GET", fmt.Sprintf("/messages?after=%d", after), nil))
		}
		for range 20 { // 2초씩
			for range 30 {
				get(0)
			}
			time.Sleep(2 * time.Second) // 가짜 시계
		}
		got := lines()
		if want := `GET "/messages?after=0" 200 본문 3바이트 0.000초 (앞의 빈 응답 29개는 적지 않음)`; len(got) != 20 || got[19] != want {
			t.Errorf("%d줄, 마지막은 %q", len(got), got[len(got)-1])
		}
		s.room.Add("익명", "안녕")
		for range 30 {
			get(0)
		}
		if got := lines(); len(got) != 50 {
			t.Errorf("새 메시지를 보낸 줄까지 %d줄이다", len(got))
		}
	})
}

func unescape(t *testing.T, path string) string {
	t.Helper()
	r, err := http.NewRequest("GET", "http://x"+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	return r.URL.Path
}

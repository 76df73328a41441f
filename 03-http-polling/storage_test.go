package main

import (
	"encoding/json"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
)

func TestStorageRoutes(t *testing.T) {
	s := newServer()
	for _, test := range []struct {
		method, path, body string
		status             int
		want               string
	}{
		{"GET", "/storage", "", 200, "<title>03 브라우저의 저장소</title>"},
		{"GET", "/storage/echo", "", 200, `GET /storage/echo HTTP/1.1`},
		{"POST", "/storage/cookies/open", `{"value":"open-1"}`, 204, ""},
		{"POST", "/storage/cookies/open", `{"value":"` + strings.Repeat("x", longestValue) + `"}`, 204, ""},
		{"POST", "/storage/cookies/open", `{"value":"` + strings.Repeat("x", longestValue+1) + `"}`, 400, "8192자"},
		{"POST", "/storage/cookies/open", `{"value":""}`, 400, "1자부터"},
		{"POST", "/storage/cookies/open", `{"value":"a; Domain=evil.example"}`, 400, "영어 소문자"},
		{"POST", "/storage/cookies/sid", `{"value":"mine"}`, 404, "그런 주소는 없습니다"},
		{"DELETE", "/storage/cookies", "", 204, ""},
		// GET으로는 아무것도 바뀌지 않는다.
		{"GET", "/storage/cookies/open", "", 405, "POST"},
		{"GET", "/storage/cookies", "", 405, "DELETE"},
		{"GET", "/storage/other", "", 404, ""}, // 다른 포트에만 있다.
	} {
		w := ask(s, test.method, test.path, test.body)
		if w.Code != test.status || !strings.Contains(w.Body.String(), test.want) {
			t.Errorf("%s %s: %d %.200s", test.method, test.path, w.Code, w.Body)
		}
		if changes := len(w.Result().Cookies()); changes > 0 && (test.method == "GET" || w.Code >= 400) {
			t.Errorf("%s %s: %d로 응답하면서 쿠키를 바꾸었다", test.method, test.path, w.Code)
		}
	}
}

// 서버가 주는 쿠키는 둘뿐이고, 대화방의 요청에는 붙지 않는다. HTTPS에서는 이름이 다르다.
func TestStorageCookies(t *testing.T) {
	for _, secure := range []bool{false, true} {
		s := newServer()
		s.storage.secure = secure
		prefix := map[bool]string{false: "", true: "__Secure-"}[secure]
		for _, name := range []string{"open", "sealed"} {
			given := ask(s, "POST", "/storage/cookies/"+name, `{"value":"abc-1"}`).Result().Cookies()
			if len(given) != 1 {
				t.Fatalf("쿠키가 %v이다", given)
			}
			c := given[0]
			if c.Name != prefix+"storage_"+name || c.Value != "abc-1" || c.Path != "/storage" || c.Domain != "" || c.MaxAge != 86400 ||
				c.HttpOnly != (name == "sealed") || c.Secure != secure || c.SameSite != http.SameSiteLaxMode {
				t.Errorf("쿠키가 %v이다", c)
			}
		}
		gone := ask(s, "DELETE", "/storage/cookies", "").Result().Cookies()
		if len(gone) != 2 || gone[0].MaxAge >= 0 || gone[1].MaxAge >= 0 || gone[0].Path != "/storage" || gone[0].Name == gone[1].Name {
			t.Errorf("지우는 쿠키가 %v이다", gone)
		}
	}
}

// echo는 받은 것을 보여 주되, 세션 ID도 남의 쿠키도 돌려주지 않는다.
func TestEchoShowsOnlyItsOwnCookies(t *testing.T) {
	w := ask(newServer(), "GET", "/storage/echo", "",
		&http.Cookie{Name: cookieName, Value: "SECRET1"}, &http.Cookie{Name: "storage_open", Value: "open-1"},
		&http.Cookie{Name: "other", Value: "SECRET2"}, &http.Cookie{Name: "storage_sealed", Value: "sealed-1"}, &http.Cookie{Name: "storage_open2", Value: "SECRET3"})
	var answer struct{ Request string }
	if err := json.Unmarshal(w.Body.Bytes(), &answer); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(answer.Request, "\r\nCookie: storage_open=open-1; storage_sealed=sealed-1\r\n") || strings.Contains(w.Body.String(), "SECRET") {
		t.Errorf("%s", answer.Request)
	}
	if bare := ask(newServer(), "GET", "/storage/echo", "", &http.Cookie{Name: cookieName, Value: "SECRET1"}).Body.String(); strings.Contains(bare, "Cookie") {
		t.Errorf("이 페이지의 쿠키가 없는 요청인데 %s", bare)
	}
}

// 다른 사이트의 페이지가 시킨 것은 쿠키를 적지도 지우지도 못한다. 다른 포트도 다른 오리진이다.
// 다른 포트의 서버에는 읽어 볼 페이지만 있다.
func TestStorageFromElsewhere(t *testing.T) {
	addr, stop := start(t)
	send := func(method, url, origin string) (status int, body string, cookies int) {
		t.Helper()
		r, err := http.NewRequest(method, url, strings.NewReader(""))
		if err != nil {
			t.Fatal(err)
		}
		if method == "POST" {
			r.Body = io.NopCloser(strings.NewReader(`{"value":"forged"}`))
		}
		r.Header.Set("Content-Type", "application/json")
		if origin != "" {
			r.Header.Set("Origin", origin)
		}
		response, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		defer response.Body.Close()
		text, _ := io.ReadAll(response.Body)
		return response.StatusCode, string(text), len(response.Cookies())
	}
	_, echo, _ := send("GET", "http://"+addr+"/storage/echo", "")
	var answer struct{ Other string }
	if err := json.Unmarshal([]byte(echo), &answer); err != nil || answer.Other == "" {
		t.Fatalf("다른 포트를 알려 주지 않는다: %s", echo)
	}
	other := "127.0.0.1:" + answer.Other
	for _, origin := range []string{"http://evil.example", "null", "http://" + other} {
		for method, path := range map[string]string{"POST": "/storage/cookies/open", "DELETE": "/storage/cookies"} {
			if status, _, cookies := send(method, "http://"+addr+path, origin); status != 403 || cookies != 0 {
				t.Errorf("Origin이 %s인 %s에 %d로 응답하고 쿠키 %d개를 바꾸었다", origin, method, status, cookies)
			}
		}
	}
	if status, _, cookies := send("POST", "http://"+addr+"/storage/cookies/open", "http://"+addr); status != 204 || cookies != 1 {
		t.Errorf("우리 페이지의 POST에 %d로 응답하고 쿠키 %d개를 주었다", status, cookies)
	}
	for path, want := range map[string]int{"/storage/other": 200, "/storage/echo": 200, "/storage": 404, "/messages": 404, "/": 404} {
		if status, _, _ := send("GET", "http://"+other+path, ""); status != want {
			t.Errorf("다른 포트의 %s에 %d로 응답했다", path, status)
		}
	}
	stop()
	if conn, err := net.Dial("tcp", other); err == nil {
		conn.Close()
		t.Error("서버가 멈추었는데 다른 포트가 아직 듣는다")
	}
}

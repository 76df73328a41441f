package main

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"socketworkbook/internal/room"
)

// 어떤 쿼리에도 패닉하지 않는다. 기다림은 길어도 longestWait이고, 응답은 200이나 400이다.
func FuzzQuery(f *testing.F) {
	for _, query := range []string{"", "after=1", "after=-1", "after=18446744073709551616", "wait=25s", "wait=-1s", "after=1&wait=1h;", "%zz"} {
		f.Add(query, "sid=x")
	}
	s := &server{room: room.New(remembered), sessions: newSessions()}
	f.Fuzz(func(t *testing.T, query, cookie string) {
		r := httptest.NewRequest("GET", "/messages", nil)
		r.URL.RawQuery = query
		r.Header.Set("Cookie", cookie)
		_, wait, err := parseQuery(r.URL.Query())
		if wait < 0 || wait > longestWait || err != nil && wait != 0 {
			t.Fatalf("%q: %v, %v", query, wait, err)
		}
		if wait > 0 {
			return // 기다리는 응답은 다른 테스트가 본다.
		}
		w := httptest.NewRecorder()
		s.list(w, r)
		if w.Code != http.StatusOK && w.Code != http.StatusBadRequest {
			t.Errorf("%q에 %d로 응답했다", query, w.Code)
		}
	})
}

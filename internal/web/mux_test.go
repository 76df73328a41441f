package web

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func TestKorean(t *testing.T) {
	mux := http.NewServeMux()
	answer := func(w http.ResponseWriter, r *http.Request) { w.Write([]byte("핸들러의 응답")) }
	mux.HandleFunc("GET /messages", answer)
	mux.HandleFunc("POST /messages", answer)
	mux.HandleFunc("GET /own404", func(w http.ResponseWriter, r *http.Request) { http.Error(w, "핸들러가 정한 404", 404) })
	mux.Handle("GET /folder/", http.HandlerFunc(answer))
	for _, test := range []struct {
		method, path string
		status       int
		allow, body  string
	}{
		{"GET", "/messages", 200, "", "핸들러의 응답"},
		{"HEAD", "/messages", 200, "", "핸들러의 응답"}, // 본문은 서버가 보내지 않는다. 여기서는 핸들러만 부른다.
		{"DELETE", "/messages", 405, "GET, HEAD, POST", `{"error":"DELETE 메서드는 쓸 수 없습니다. 쓸 수 있는 것: GET, HEAD, POST"}`},
		{"GET", "/nope", 404, "", `{"error":"그런 주소는 없습니다: /nope"}`},
		{"GET", "/own404", 404, "", "핸들러가 정한 404"},
		{"GET", "/folder", 307, "", "/folder/"},
	} {
		w := httptest.NewRecorder()
		Korean(mux).ServeHTTP(w, httptest.NewRequest(test.method, test.path, nil))
		if w.Code != test.status || w.Header().Get("Allow") != test.allow || !strings.Contains(w.Body.String(), test.body) {
			t.Errorf("%s %s: %d, Allow %q, %q", test.method, test.path, w.Code, w.Header().Get("Allow"), w.Body.String())
		}
	}
}

package main

import (
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"socketworkbook/internal/lesson/lessontest"
	"socketworkbook/internal/web"
)

// 교실에는 푼 것과 풀지 못한 것만 알린다. 이름도 폴더도 코드도 보내지 않는다.
func TestTellClass(t *testing.T) {
	var bodies []string
	status, answer := http.StatusNoContent, ""
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		bodies = append(bodies, r.URL.Path+" "+string(body))
		w.WriteHeader(status)
		io.WriteString(w, answer)
	}))
	defer server.Close()
	addr := strings.TrimPrefix(server.URL, "http://")
	room, err := parseClass(addr + "/abcd")
	if err != nil {
		t.Fatal(err)
	}
	chapters := []chapter{{lesson: "01-raw-tcp", tasks: []task{{file: "1_predict.go", solved: true}, {file: "2_serve.go"}}}}
	for _, root := range []string{"/home/바다/workbook", "/home/바다/workbook", "/home/하늘/workbook"} {
		if err := room.tell(t.Context(), root, chapters); err != nil {
			t.Fatal(err)
		}
	}
	want := `"tasks":["01-raw-tcp/exercise/1_predict.go","01-raw-tcp/exercise/2_serve.go"],"done":"10"}`
	if !strings.HasPrefix(bodies[0], "/class/progress ") || !strings.HasSuffix(bodies[0], want) || strings.Contains(bodies[0], "바다") {
		t.Errorf("보낸 것: %s", bodies[0])
	}
	if bodies[0] != bodies[1] || bodies[0] == bodies[2] {
		t.Errorf("한 학생은 한 줄이어야 한다:\n%s", strings.Join(bodies, "\n"))
	}
	status, answer = http.StatusForbidden, `{"error":"방 낱말이 다릅니다."}`
	if err := room.tell(t.Context(), "", chapters); err == nil || !strings.Contains(err.Error(), "방 낱말이 다릅니다.") {
		t.Errorf("거절당했을 때: %v", err)
	}
	status, answer = http.StatusNotFound, "<html>"
	if err := room.tell(t.Context(), "", chapters); err == nil || !strings.Contains(err.Error(), "교실이 없습니다") {
		t.Errorf("교실이 아닐 때: %v", err)
	}
	server.Close()
	if err := room.tell(t.Context(), "", chapters); err == nil {
		t.Error("아무도 없는데 오류가 없다")
	}
}

// -tls로 켠 교실에도 알린다. 모르는 인증 기관의 교실이라면 무엇을 할지 말한다.
func TestTellSecureClass(t *testing.T) {
	lessontest.OwnConfig(t)
	handler := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(http.StatusNoContent) })
	ln, err := web.Listen("localhost:0", true)
	if err != nil {
		t.Fatal(err)
	}
	server := &http.Server{Handler: handler}
	go server.Serve(ln)
	defer server.Close()
	chapters := []chapter{{lesson: "01-raw-tcp", tasks: []task{{file: "1_predict.go"}}}}
	_, port, _ := net.SplitHostPort(ln.Addr().String())
	room, err := parseClass("https://localhost:" + port + "/abcd")
	if err != nil {
		t.Fatal(err)
	}
	if err := room.tell(t.Context(), "", chapters); err != nil {
		t.Error(err)
	}
	stranger := httptest.NewTLSServer(handler)
	defer stranger.Close()
	room.addr = strings.TrimPrefix(stranger.URL, "https://")
	if err := room.tell(t.Context(), "", chapters); err == nil || !strings.Contains(err.Error(), "믿게 하거나") {
		t.Errorf("모르는 인증 기관: %v", err)
	}
}

func TestParseClass(t *testing.T) {
	for text, want := range map[string]class{
		"192.168.0.7:8006/abcd":              {"192.168.0.7:8006", "abcd", false},
		"http://192.168.0.7:8006/class#abcd": {"192.168.0.7:8006", "abcd", false},
		"https://192.168.0.7:8006/abcd":      {"192.168.0.7:8006", "abcd", true},
	} {
		if got, err := parseClass(text); got != want || err != nil {
			t.Errorf("%s: %+v, %v", text, got, err)
		}
	}
	for _, bad := range []string{"192.168.0.7:8006", "192.168.0.7:8006/", "192.168.0.7/abcd", "/abcd"} {
		if got, err := parseClass(bad); err == nil {
			t.Errorf("%s를 받았다: %+v", bad, got)
		}
	}
}

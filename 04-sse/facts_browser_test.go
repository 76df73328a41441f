package main

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strconv"
	"testing"

	"socketworkbook/internal/browser"
	"socketworkbook/internal/lesson"
	"socketworkbook/internal/lesson/lessontest"
	"socketworkbook/internal/web"
)

// 이 파일의 테스트는 노트가 진짜 브라우저로 보여 주는 것이다. t.Log가 찍는 글을 노트가 옮겨 적는다.

// 브라우저의 EventSource는 연결이 끊기면 다시 온다. 200이 아니거나 종류가 다른 응답이 오면 아주 끝낸다.
func TestEventSourceGivesUp(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(answerAsAsked))
	defer server.Close()
	page := browser.Open(t, server.URL)
	for _, test := range []struct{ name, query, want string }{
		{"이벤트를 보내다가 끊긴 연결", "status=200&kind=text/event-stream", "다시 옴"},
		{"204", "status=204&kind=text/event-stream", "아주 끝남"},
		{"404", "status=404&kind=text/event-stream", "아주 끝남"},
		{"502", "status=502&kind=text/event-stream", "아주 끝남"},
		{"503", "status=503&kind=text/event-stream", "아주 끝남"},
		{"200, 종류가 text/html", "status=200&kind=text/html", "아주 끝남"},
	} {
		browser.Eval[bool](page, fmt.Sprintf(`window.ended = ""; { const s = new EventSource("/events?%s");
			s.onerror = () => { ended ||= s.readyState === EventSource.CLOSED ? "아주 끝남" : "다시 옴"; s.close(); }; } true`, test.query))
		page.Until(`ended !== ""`)
		ended := browser.Eval[string](page, "ended")
		t.Logf("%s: %s", test.name, ended)
		if ended != test.want {
			t.Errorf("%s을 바랐다", test.want)
		}
	}
}

// answerAsAsked는 쿼리가 시킨 상태 코드와 종류로 응답하고 끝낸다.
func answerAsAsked(w http.ResponseWriter, r *http.Request) {
	status, _ := strconv.Atoi(r.FormValue("status"))
	w.Header().Set("Content-Type", r.FormValue("kind"))
	w.WriteHeader(max(status, http.StatusOK))
	if status != http.StatusNoContent {
		io.WriteString(w, "data: 하나\n\n")
	}
}

// localhost는 보안 컨텍스트이다. 같은 서버를 네트워크의 주소로 열면 아니다. 그때는 알림을 켜도 되는지 묻지도 못한다.
func TestLANIsNoSecureContext(t *testing.T) {
	ln, err := net.Listen("tcp", ":0")
	if err != nil {
		t.Fatal(err)
	}
	hosts := lesson.Hosts(":0", ln.Addr())
	handler := newServer().handle()
	lessontest.Serve(t, ln, func(ctx context.Context, ln net.Listener) error { return web.Serve(ctx, ln, handler) })
	if len(hosts) < 2 {
		t.Skip("네트워크의 주소가 없는 컴퓨터이다")
	}
	near := browser.Open(t, "http://"+hosts[0]+"/")
	away := near.Tab("http://" + hosts[1] + "/")
	away.Click("#notify")
	away.Until(`document.querySelector("#problem").textContent !== ""`)
	secure := [2]bool{browser.Eval[bool](near, "isSecureContext"), browser.Eval[bool](away, "isSecureContext")}
	t.Logf("localhost로 연 페이지: 보안 컨텍스트 %v", secure[0])
	t.Logf("네트워크의 주소로 연 페이지: 보안 컨텍스트 %v, 알림 켜기를 누르면 %q", secure[1], away.Text("#problem"))
	if secure != [2]bool{true, false} {
		t.Error("짐작과 다르다")
	}
}

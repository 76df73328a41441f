package main

import (
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"socketworkbook/internal/browser"
	"socketworkbook/internal/lesson/lessontest"
	"socketworkbook/internal/web"
)

func TestInBrowser(t *testing.T) {
	t.Parallel()
	addr, stop := start(t)
	page := browser.Open(t, "http://"+addr+"/")
	page.Until(`document.querySelector("#status").textContent === "열림"`)
	hostile := `<img src=x onerror="console.error('뚫림')">`
	for i, text := range []string{"하나", hostile, "셋"} {
		page.Type("#say input", text)
		page.Until(fmt.Sprintf(`document.querySelector("#last").textContent === "%d"`, i+1))
	}
	page.Until(`document.querySelectorAll("#events li").length === 7`)
	want := []string{
		"처음 오셨습니다. 기억하는 것을 모두 보냅니다.",
		"POST /messages 하나", "하나", "POST /messages " + hostile, hostile, "POST /messages 셋", "셋",
	}
	if got := page.Texts("#events li"); !slices.Equal(got, want) {
		t.Errorf("대화가 %q이다", got)
	}
	// 대화와 코드와 바이트는 같은 일의 세 모습이다.
	page.Until(`document.querySelector(".acting")?.textContent.includes("id: %d")`)
	if got := page.Texts(".bytes .wire"); !slices.Equal(got, []string{`id: 3\n` + "\n", `data: 셋\n` + "\n", `\n` + "\n"}) {
		t.Errorf("이벤트의 바이트가 %q이다", got)
	}
	page.Look("04-open")

	// 서버 쪽에서 끊으면 브라우저가 스스로 돌아온다. 그 사이에 적은 메시지도 빠지지 않는다.
	page.Click("#cut")
	page.Until(`document.querySelector("#status").textContent.startsWith("끊김")`)
	http.Post("http://"+addr+"/messages", "application/x-www-form-urlencoded", strings.NewReader("text=끊긴 사이"))
	page.Look("04-cut")
	page.Until(`document.querySelector("#status").textContent === "열림"`)
	page.Until(`document.querySelector("#last").textContent === "4"`)
	page.Until(`document.querySelectorAll("#events li").length === 10`)
	if got := fmt.Sprint(page.Texts("#events li")[7:]); got != "[POST /cut 다시 오셨습니다. 마지막으로 받으신 번호는 3입니다. 끊긴 사이]" {
		t.Errorf("돌아온 뒤의 줄이 %s", got)
	}
	page.NoProblems()

	stop()
	page.Until(`document.querySelector("#status").textContent.startsWith("끊김")`)
	ln, err := net.Listen("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	lessontest.Serve(t, ln, serve)
	page.Until(`document.querySelector("#status").textContent === "열림"`)
}

// 200이 아닌 응답을 받은 브라우저는 다시 오지 않는다. 페이지가 새로 열고, 이미 받은 것은 다시 적지 않는다.
func TestPageReopens(t *testing.T) {
	t.Parallel()
	lesson := newServer()
	lesson.room.Add("", "하나")
	var down atomic.Bool
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if down.Load() && r.URL.Path == "/events" {
			web.Error(w, http.StatusBadGateway, "서버를 바꾸는 중입니다")
			return
		}
		lesson.handle().ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	page := browser.Open(t, server.URL)
	page.Until(`document.querySelector("#last").textContent === "1"`)
	down.Store(true)
	page.Click("#cut")
	page.Until(`/^닫힘.*\d초 뒤에 다시/.test(document.querySelector("#status").textContent)`)
	page.Look("04-closed")
	down.Store(false)
	lesson.room.Add("", "둘")
	page.Until(`document.querySelector("#last").textContent === "2"`)
	page.Until(`document.querySelector("#events").lastChild.textContent === "둘"`)
	if got := strings.Count(strings.Join(page.Texts("#events li"), "\n"), "하나"); got != 1 {
		t.Errorf("이미 받은 메시지가 %d번 적혀 있다", got)
	}
}

// 응답이 오지 않는 요청은 기다린다고 말한다.
func TestPageTellsThatItHangs(t *testing.T) {
	t.Parallel()
	lesson := newServer().handle()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/events" {
			<-r.Context().Done()
			return
		}
		lesson.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	page := browser.Open(t, server.URL)
	page.Until(`document.querySelector("#status").textContent.includes("아직 응답이 없습니다")`)
	page.Look("04-hanging")
}

package main

import (
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"testing"

	"socketworkbook/internal/browser"
	"socketworkbook/internal/lesson/lessontest"
)

func TestInBrowser(t *testing.T) {
	t.Parallel()
	addr, stop := start(t)
	page := browser.Open(t, "http://"+addr+"/")
	page.Type("#rename input", "바다")
	page.Until(`document.querySelector("#name").textContent === "바다"`)
	hostile := `<img src=x onerror="console.error('뚫림')">`
	for _, text := range []string{"하나", hostile, "셋"} {
		page.Type("#say input", text)
		page.Until(`document.querySelector("#say input").value === ""`)
	}
	want := []string{"바다: 하나", "바다: " + hostile, "바다: 셋"}
	for _, column := range []string{"#short", "#long"} {
		page.Until(`document.querySelector("` + column + ` .log").textContent.includes("바다: 셋")`)
		if got := said(page, column); !slices.Equal(got, want) {
			t.Errorf("%s: %q", column, got)
		}
		page.Until(`document.querySelector("` + column + ` [data-count=delay]").textContent !== "-"`)
		page.Until(`Number(document.querySelector("` + column + ` [data-count=bytes]").textContent.replaceAll(",", "")) > 300`)
	}
	page.Until(`Number(document.querySelector("#short [data-count=empty]").textContent) >= 1`)
	// 대화와 코드와 바이트는 같은 일의 세 모습이다.
	page.Until(`/^GET \/messages\?after=\d+$/.test(document.querySelector("#short .log li").textContent)`)
	page.Until(`document.querySelector("#short .log").textContent.includes("빈 응답")`)
	page.Until(`document.querySelector(".acting")?.textContent.includes("s.room.")`)
	page.Until(`document.querySelector(".bytes").textContent.includes('"name":"바다"') && document.querySelector(".bytes").textContent.includes("HTTP/1.1 200 OK")`)
	page.Look("03-open")

	// 새로 고쳐도, 다른 탭에서도 이름과 읽은 곳을 기억한다.
	page.Reload()
	page.Until(`document.querySelector("#name").textContent === "바다"`)
	other := page.Tab("http://" + addr + "/")
	other.Until(`document.querySelector("#name").textContent === "바다"`)
	other.Type("#say input", "넷")
	page.Until(`document.querySelector("#long .log").textContent.includes("바다: 넷")`)
	other.Reload()
	other.Until(`document.querySelector("#long .log").textContent.includes("바다: 넷")`)
	page.NoProblems()
	other.NoProblems()

	stop()
	page.Until(`document.querySelector("#long .status").textContent.includes("응답하지 않습니다")`)
	page.Until(`/\d초 뒤에 다시/.test(document.querySelector("#long .status").textContent)`)
	page.Look("03-waiting")
	ln, err := net.Listen("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	lessontest.Serve(t, ln, serve)
	page.Until(`document.querySelector("#long .status").textContent === "요청하는 중"`)
}

// 응답이 오지 않는 요청은 그렇다고 말한다. /me가 답하지 않아도 두 칸은 요청하기 시작한다.
func TestPageTellsThatItHangs(t *testing.T) {
	t.Parallel()
	lesson := newServer().handle()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/me" || r.URL.Path == "/messages" {
			<-r.Context().Done()
			return
		}
		lesson.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	page := browser.Open(t, server.URL)
	page.Until(`document.querySelector("#short .status").textContent === "응답이 아직 오지 않습니다"`)
	page.Look("03-hanging")
}

// said는 칸에 적힌 메시지이다. 요청과 응답의 줄은 뺀다.
func said(page *browser.Page, column string) []string {
	return browser.Eval[[]string](page, `[...document.querySelectorAll("`+column+` .log li")].map((line) => line.textContent).filter((text) => text.includes(": "))`)
}

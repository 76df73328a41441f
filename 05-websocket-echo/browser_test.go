package main

import (
	"fmt"
	"net"
	"slices"
	"strings"
	"testing"

	"socketworkbook/internal/browser"
	"socketworkbook/internal/lesson/lessontest"
)

// 페이지에는 옛 노트가 정한 글과 목록이 그대로 있다.
func TestInBrowser(t *testing.T) {
	addr, _ := start(t)
	page := browser.Open(t, "http://"+addr+"/index")
	page.Until(`document.querySelectorAll("#message li").length >= 10`)
	var want []string
	for i := range 10 {
		want = append(want, fmt.Sprintf("받은 메세지 : Hello %d", i))
	}
	if got := page.Texts("#message li"); !slices.Equal(got, want) {
		t.Errorf("목록이 %q이다", got)
	}
	if got := page.Text("#status"); got != "연결 성공!" {
		t.Errorf("상태가 %q이다", got)
	}
	if got := page.Text("main"); !strings.Contains(got, "소켓 연결 상태 : ") || !strings.Contains(got, "메세지 : ") {
		t.Errorf("글이 다르다: %s", got)
	}

	hostile := `<img src=x onerror="console.error('뚫림')"><script>alert(1)</script>`
	page.Type("#say input", hostile)
	page.Until(`document.querySelectorAll("#message li").length === 11`)
	if got := page.Texts("#message li")[10]; got != "받은 메세지 : "+hostile {
		t.Errorf("글이 %q로 바뀌었다", got)
	}
	if n := len(page.Texts("#message img, #message script")); n != 0 {
		t.Error("글이 태그가 되었다")
	}
	page.Look("05-open")
	page.NoProblems()
}

// 대화와 코드와 바이트는 같은 일의 세 모습이다.
func TestPageShowsWhatPassed(t *testing.T) {
	addr, _ := start(t)
	page := browser.Open(t, "http://"+addr+"/index")
	page.Until(`document.querySelectorAll("#message li").length === 10`)

	// 열 개를 다 보낸 다음에야 첫 에코가 왔다. 보내는 동안 답을 기다리지 않았다.
	rows := browser.Eval[[]int](page, `[...document.querySelectorAll("#sent li, #message li")].map((line) => +line.style.gridRow)`)
	if !slices.Equal(rows[:10], []int{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}) || !slices.IsSorted(rows[10:]) || rows[10] != 11 {
		t.Errorf("보낸 줄과 받은 줄의 차례가 %v이다", rows)
	}
	if note := browser.Eval[string](page, `document.querySelector("#message li").dataset.note`); !strings.Contains(note, " · 7B · ") {
		t.Errorf("받은 줄의 쪽지가 %q이다", note)
	}
	page.Until(`document.querySelector(".acting")?.textContent.includes("hear(kind, message)")`)
	want := []string{"81", "87", "?? ?? ?? ??", "48 65 6c 6c 6f 20 39", "81", "07", "48 65 6c 6c 6f 20 39"}
	if got := page.Texts(".bytes .wire"); !slices.Equal(got, want) {
		t.Errorf("Hello 9를 보낸 프레임과 받은 프레임의 바이트가 %q이다", got)
	}

	page.Click("#stream") // 쉬지 않고 보내는 동안에도 받는다.
	page.Until(`document.querySelectorAll("#sent li").length >= 15 && document.querySelectorAll("#message li").length >= 14`)
	page.Look("05-stream")
	page.Click("#stream")
	page.Until(`document.querySelector("#stream").getAttribute("aria-pressed") === "false"`)
	page.Type("#say input", strings.Repeat("가", 42)) // 126바이트이다. 길이를 두 바이트 더 적는다.
	page.Until(`document.querySelectorAll(".bytes .wire")[1]?.textContent === "fe 00 7e" && document.querySelectorAll(".bytes .wire")[5]?.textContent === "7e 00 7e"`)

	browser.Eval[any](page, `dispatchEvent(new KeyboardEvent("keydown", {key: "Escape"}))`)
	page.Until(`document.querySelectorAll(".log li").length === 0`)
	page.NoProblems()
}

// 서버가 멈추면 코드와 남은 시간을 알리고, 돌아오면 스스로 다시 연결한다.
func TestPageComesBack(t *testing.T) {
	addr, stop := start(t)
	page := browser.Open(t, "http://"+addr+"/index")
	page.Until(`document.querySelector("#status").textContent === "연결 성공!"`)
	stop()
	page.Until(`/코드 1001, 서버가 멈춥니다.*\d+초 뒤에 다시/.test(document.querySelector("#status").textContent)`)
	page.Until(`document.querySelector("#status").dataset.state === "waiting" && document.querySelector("#say button").disabled`)
	page.Until(`document.querySelector(".acting")?.textContent.includes("CloseGoingAway")`)
	page.Look("05-waiting")
	ln, err := net.Listen("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	lessontest.Serve(t, ln, serve)
	page.Until(`document.querySelector("#status").textContent === "연결 성공!"`)
}

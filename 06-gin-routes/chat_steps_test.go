package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"testing"

	"github.com/gorilla/websocket"

	"socketworkbook/internal/browser"
	"socketworkbook/internal/lesson/lessontest"
)

// 대화방의 단계마다 README의 표에 적힌 대로 깨뜨려 본다. 다음 단계는 같은 일을 견딘다.
func TestChatSteps(t *testing.T) {
	t.Parallel()
	steps := lessontest.BuildStepsIn(t, "chat")
	for _, test := range []struct {
		step, try string
		act       func(*testing.T, lessontest.Steps, *lessontest.Step) string
		shown     string
	}{
		{"step1", "답", answered, "답 없이 둘 다 보임"},
		{"step2", "답", answered, "답을 받음"},
		{"step2", "두 번", attacked("twice"), "두 번 보냈더니 2번 보입니다"},
		{"step3", "두 번", attacked("twice"), "두 번 보냈더니 1번 보입니다"},
		{"step2", "늦게", late, "둘"},
		{"step3", "늦게", late, "하나"},
		{"step2", "받지 않음", attacked("deaf"), "방이 멈췄습니다"},
		{"step3", "받지 않음", attacked("deaf"), "셋째의 말은 보입니다"},
		{"step3", "다시 켬", restarted, "보이지 않음"},
		{"lesson", "다시 켬", restarted, "다시"},
		{"lesson", "받지 않음", attacked("deaf"), "셋째의 말은 보입니다"},
	} {
		t.Run(test.step+" "+test.try, func(t *testing.T) {
			t.Parallel()
			if got := test.act(t, steps, steps.Start(t, test.step)); !strings.Contains(got, test.shown) {
				t.Errorf("%q를 바랐는데 본 것은 %q", test.shown, got)
			}
		})
	}
}

// seat는 방에 들어간 연결 하나이다. 페이지가 하듯 쿠키를 받고 WebSocket을 연다.
func seat(t *testing.T, server *lessontest.Step, query string) *websocket.Conn {
	t.Helper()
	jar, _ := cookiejar.New(nil)
	response, err := (&http.Client{Jar: jar}).Get("http://" + server.Addr + "/chat")
	if err != nil {
		t.Fatal(err)
	}
	response.Body.Close()
	conn, _, err := (&websocket.Dialer{Jar: jar}).Dial("ws://"+server.Addr+"/chat/ws"+query, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	return conn
}

func say(conn *websocket.Conn, text string) {
	conn.WriteJSON(map[string]string{"key": text, "text": text})
}

// hear는 done이 참이라고 할 때까지 듣는다.
func hear(t *testing.T, conn *websocket.Conn, done func(news) bool) {
	t.Helper()
	for {
		var n news
		_, data, err := conn.ReadMessage()
		if err != nil {
			t.Fatal(err)
		}
		json.Unmarshal(data, &n)
		if done(n) {
			return
		}
	}
}

// answered는 둘을 말하고, 둘째가 보일 때까지 첫째에 대한 답이 왔는지 본다.
func answered(t *testing.T, _ lessontest.Steps, server *lessontest.Step) string {
	conn, got := seat(t, server, ""), "답 없이 둘 다 보임"
	say(conn, "하나")
	say(conn, "둘")
	hear(t, conn, func(n news) bool {
		if n.Ack == "하나" {
			got = "답을 받음"
		}
		return len(n.Messages) > 0 && n.Messages[len(n.Messages)-1].Text == "둘"
	})
	return got
}

// attacked는 attack을 하고 그 화면을 돌려준다.
func attacked(what string) func(*testing.T, lessontest.Steps, *lessontest.Step) string {
	return func(t *testing.T, steps lessontest.Steps, server *lessontest.Step) string {
		return steps.Try(t, "", "attack", "-connect", server.Addr, what)
	}
}

// late는 하나를 말한 다음에 온 사람에게 처음 보이는 메시지이다.
func late(t *testing.T, _ lessontest.Steps, server *lessontest.Step) (first string) {
	conn := seat(t, server, "")
	say(conn, "하나")
	hear(t, conn, func(n news) bool { return n.Ack == "하나" })
	comer := seat(t, server, "")
	say(comer, "둘")
	hear(t, comer, func(n news) bool {
		if len(n.Messages) > 0 {
			first = n.Messages[0].Text
		}
		return first != ""
	})
	return first
}

// restarted는 열어 둔 페이지이다. 서버를 다시 켠 다음에 말한 것이 보이는지 본다.
func restarted(t *testing.T, steps lessontest.Steps, server *lessontest.Step) string {
	conn, epoch, after := seat(t, server, ""), "", uint64(0)
	say(conn, "먼저")
	hear(t, conn, func(n news) bool {
		if len(n.Messages) > 0 {
			epoch, after = n.Epoch, n.Messages[0].ID
		}
		return after > 0
	})
	name := map[bool]string{true: "lesson", false: "step3"}[epoch != "방"]
	again := seat(t, steps.Start(t, name), fmt.Sprintf("?epoch=%s&after=%d", url.QueryEscape(epoch), after))
	got, acked := "보이지 않음", false
	say(again, "다시")
	hear(t, again, func(n news) bool {
		acked = acked || n.Ack == "다시"
		if len(n.Messages) > 0 && (n.Epoch != epoch || n.Messages[0].ID > after) {
			got = n.Messages[0].Text
		}
		return acked && (epoch == "방" || got != "보이지 않음")
	})
	return got
}

// 답이 없는 방에서는 페이지가 3초마다 다시 보내므로, 한 번 적은 것이 여러 번 보인다. 답이 있으면 한 번이다.
func TestChatStepsInBrowser(t *testing.T) {
	lessontest.Slow(t, "브라우저를 켠다")
	t.Parallel()
	steps := lessontest.BuildStepsIn(t, "chat")
	shown := func(page *browser.Page, text string) string {
		return fmt.Sprintf(`[...document.querySelectorAll("#log li")].filter((line) => line.textContent.endsWith(%q)).length`, ": "+text)
	}
	first := browser.Open(t, "http://"+steps.Start(t, "step1").Addr+"/chat")
	second := browser.Open(t, "http://"+steps.Start(t, "step2").Addr+"/chat")
	for _, page := range []*browser.Page{first, second} {
		page.Until(chatState + ` === "연결됨: WebSocket"`)
		page.Type("#say input", "안녕")
		if n := len(page.Texts(".codes, #scribe, [data-way], .tabs button:nth-child(2)")); n != 0 {
			t.Errorf("단계에 없는 것을 보이는 칸이 %d개이다", n)
		}
	}
	second.Until(`document.querySelectorAll("#pending li").length === 0`)
	first.Until(shown(first, "안녕") + ` >= 2`)
	if n := browser.Eval[int](second, shown(second, "안녕")); n != 1 {
		t.Errorf("답이 있는 방에서 %d번 보인다", n)
	}
	first.NoProblems()
	second.NoProblems()
}

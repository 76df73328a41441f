package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/cookiejar"
	"regexp"
	"strings"
	"testing"

	"socketworkbook/internal/browser"
	"socketworkbook/internal/lesson/lessontest"
	"socketworkbook/internal/room"
)

// 단계마다 README의 표에 적힌 대로 깨뜨려 본다. 다음 단계에서는 깨지지 않는다.
func TestSteps(t *testing.T) {
	t.Parallel()
	steps := lessontest.BuildSteps(t)
	for _, test := range []struct {
		step string
		try  func(t *testing.T, steps lessontest.Steps, server *lessontest.Step) string
		seen string // 맞는 정규식
	}{
		{"step1", twoLines, `^"하나"가 [2-9]번 옴$`},
		{"step2", twoLines, `^"하나"가 1번 옴$`},
		{"step2", nothingNew, `^GET "/messages\?after=1": 메시지 0개를 보냄$`},
		{"step2", waiting, `: 메시지 0개를 보냄$`},
		{"step3", answered, `: 메시지 1개를 보냄$`},
		{"lesson", answered, ` 200 본문 \d\d바이트 .*초$`},
		{"step3", names, `^이름 정하기 404, 브라우저는 익명, 터미널은 익명$`},
		{"step4", names, `^이름 정하기 200, 브라우저는 바다, 터미널은 바다$`},
		{"lesson", names, `^이름 정하기 200, 브라우저는 바다, 터미널은 익명$`},
		{"lesson", attack("wrong"), `(?s)→ 400 .*→ 400 .*→ 413 .*→ 400 .*→ 400 .*→ 404 .*→ 405 .*쓸 수 있는 것: GET, HEAD, POST`},
		{"lesson", attack("foreign"), `(?s)→ 403 .*→ 421 `},
		{"lesson", attack("forge"), `(?s)새 세션 ID를 줍니다.*"name":"익명"`},
	} {
		t.Run(test.step, func(t *testing.T) {
			t.Parallel()
			got := test.try(t, steps, steps.Start(t, test.step))
			if !regexp.MustCompile(test.seen).MatchString(got) {
				t.Errorf("%s를 바랐는데 본 것은 %q", test.seen, got)
			}
		})
	}
	t.Run("페이지", func(t *testing.T) {
		t.Parallel()
		openPages(t, steps)
	})
	// 모든 단계가 수업의 클라이언트와 같은 대화를 한다.
	for _, step := range []string{"step1", "step2", "step3", "step4", "lesson"} {
		for _, how := range [][]string{{"-every", "1s"}, {"-long"}} {
			got := steps.Try(t, "안녕하세요\n", "lesson", append(how, "-connect", steps.Start(t, step).Addr)...)
			if want := "→ 안녕하세요\n← 익명: 안녕하세요\n"; got != want {
				t.Errorf("%s %v: %q", step, how, got)
			}
		}
	}
}

func attack(name string) func(*testing.T, lessontest.Steps, *lessontest.Step) string {
	return func(t *testing.T, steps lessontest.Steps, server *lessontest.Step) string {
		return steps.Try(t, "", "attack", "-connect", server.Addr, name)
	}
}

// twoLines는 두 줄을 보내고, 둘째 줄이 돌아올 때까지 첫째 줄이 몇 번 왔는지 센다.
func twoLines(t *testing.T, steps lessontest.Steps, server *lessontest.Step) string {
	client := steps.StartClient(t, "lesson", "-connect", server.Addr, "-every", "100ms")
	client.Type(t, "하나")
	client.Shows(t, "← 익명: 하나")
	client.Type(t, "둘")
	seen := client.Shows(t, `(?s).*← 익명: 둘`)
	return fmt.Sprintf(`"하나"가 %d번 옴`, strings.Count(seen, "← 익명: 하나"))
}

// nothingNew는 한 줄을 보낸 다음 가만히 있는 클라이언트에게 서버가 무엇을 보내는지 본다.
func nothingNew(t *testing.T, steps lessontest.Steps, server *lessontest.Step) string {
	client := steps.StartClient(t, "lesson", "-connect", server.Addr, "-every", "100ms")
	client.Type(t, "하나")
	return server.Shows(t, `GET "/messages\?after=1".*보냄`)
}

// waiting은 롱 폴링을 하는 클라이언트로 한 줄을 보내고, 그다음 것을 기다리는 요청에 언제 응답하는지 본다.
func waiting(t *testing.T, steps lessontest.Steps, server *lessontest.Step) string {
	startLongPoll(t, steps, server)
	return server.Shows(t, nextPoll) // 둘째 줄이 없는데도 응답했다.
}

// answered는 거기에 한 줄을 더 보낸다. 응답은 그때에야 온다.
func answered(t *testing.T, steps lessontest.Steps, server *lessontest.Step) string {
	client := startLongPoll(t, steps, server)
	client.Type(t, "둘")
	client.Shows(t, "← 익명: 둘")
	return server.Shows(t, nextPoll)
}

const nextPoll = `GET "/messages\?after=1&wait=25s".*`

func startLongPoll(t *testing.T, steps lessontest.Steps, server *lessontest.Step) *lessontest.Client {
	client := steps.StartClient(t, "lesson", "-connect", server.Addr, "-long")
	client.Type(t, "하나")
	client.Shows(t, "← 익명: 하나")
	return client
}

// names는 브라우저에서 이름을 정하고 한 줄, 같은 컴퓨터의 터미널에서 한 줄을 보낸다. 누구의 말로 적히는지 본다.
func names(t *testing.T, steps lessontest.Steps, server *lessontest.Step) string {
	jar, _ := cookiejar.New(nil)
	web := &http.Client{Jar: jar} // 브라우저처럼 쿠키를 간직한다.
	t.Cleanup(web.CloseIdleConnections)
	status, _ := post(t, web, server, "/name", `{"name":"바다"}`)
	_, mine := post(t, web, server, "/messages", `{"text":"나야"}`)
	seen := steps.Try(t, "나도\n", "lesson", "-connect", server.Addr)
	terminal := regexp.MustCompile(`← (.*): 나도`).FindStringSubmatch(seen)
	if terminal == nil {
		t.Fatalf("터미널의 화면에 %q", seen)
	}
	return fmt.Sprintf("이름 정하기 %d, 브라우저는 %s, 터미널은 %s", status, mine.Name, terminal[1])
}

func post(t *testing.T, client *http.Client, server *lessontest.Step, path, body string) (status int, m room.Message) {
	t.Helper()
	response, err := client.Post("http://"+server.Addr+path, "application/json", bytes.NewReader([]byte(body)))
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	json.NewDecoder(response.Body).Decode(&m)
	return response.StatusCode, m
}

// openPages는 수업의 페이지를 단계마다 열어 본다. 페이지는 그 단계가 하지 못하는 것을 알려 준다.
func openPages(t *testing.T, steps lessontest.Steps) {
	var first *browser.Page
	for _, test := range []struct{ step, messages, long, named string }{
		{"step1", "익명: 하나 익명: 하나", "미루지 않습니다", "보내지 못했습니다: 서버가 404로 응답했습니다."},
		{"step2", "익명: 하나 익명: 둘", "미루지 않습니다", "보내지 못했습니다: 서버가 404로 응답했습니다."},
		{"step3", "익명: 하나 익명: 둘", "요청하는 중", "보내지 못했습니다: 서버가 404로 응답했습니다."},
		{"step4", "익명: 하나 익명: 둘", "요청하는 중", "바다"},
	} {
		address := "http://" + steps.Start(t, test.step).Addr + "/"
		page := first
		if first == nil {
			page = browser.Open(t, address)
			first = page
		} else {
			page = first.Tab(address)
		}
		page.Until(`document.querySelector("#short .status").textContent === "요청하는 중"`)
		browser.Eval[bool](page, `slider.value = 100, slider.dispatchEvent(new Event("input"))`)
		page.Type("#say input", "하나")
		page.Until(`document.querySelector("#short .log").textContent.includes("익명: 하나")`)
		page.Type("#say input", "둘")
		page.Until(`document.querySelector("#short .log").textContent.split("익명: ").length > 2`)
		if got := strings.Join(said(page, "#short")[:2], " "); got != test.messages {
			t.Errorf("%s: %s", test.step, got)
		}
		page.Until(fmt.Sprintf(`document.querySelector("#long .status").textContent.includes(%q)`, test.long))
		page.Type("#rename input", "바다")
		page.Until(fmt.Sprintf(`[...document.querySelectorAll("#name, #problem")].some((e) => e.textContent === %q)`, test.named))
	}
}

package main

import (
	"regexp"
	"strings"
	"testing"

	"socketworkbook/internal/browser"
	"socketworkbook/internal/lesson/lessontest"
)

// 단계마다 README의 표에 적힌 대로 깨뜨려 본다. 다음 단계는 같은 일을 견딘다.
func TestSteps(t *testing.T) {
	t.Parallel()
	steps := lessontest.BuildSteps(t, "main.patience=200ms") // 4단계가 참는 시간. 수업에서는 15초이다.
	for _, test := range []struct {
		step string
		try  func(t *testing.T, steps lessontest.Steps, server *lessontest.Step) string
		seen string // 이렇게 보인다. 맞는 정규식
	}{
		{"step1", tellGone, `에 1번째 메시지를 보냄`},
		{"step2", forgetGone, `에 1번째 메시지를 보냄`},
		{"step2", attack("tunnel"), `받은 것: \["처음 오셨습니다.*" "하나" "둘" "셋"\]`},
		{"step3", attack("tunnel"), `받은 것: \["다시 오셨습니다.* 번호는 2입니다\." "셋"\]`},
		{"step3", attack("ids"), `"999999": 스트림이 열리지 않습니다`},
		{"step4", attack("ids"), `"999999": "처음 오셨습니다`},
		{"step3", attack("quiet", "-wait", "300ms"), `아무것도 오지 않았습니다. 연결을 끊습니다`},
		{"step4", attack("quiet"), `": 아직 여기 있습니다.*끊지 않습니다`},
		{"step3", attack("deaf", "-wait", "300ms"), `서버가 아직 기다립니다`},
		{"step4", cutDeaf, `떠남`},
		{"step4", attack("forge"), `이벤트의 이름 "welcome", 내용 "비밀번호`},
		{"lesson", attack("forge"), `이벤트의 이름 "", 내용 "안녕\\n\\nevent: welcome`},
		{"step4", attack("away"), `이름 "", 내용 "그 사이의 메시지"`},
		{"lesson", attack("away"), `이름 "missed", 내용 "100"`},
		{"step4", attack("foreign"), `(?s)200.*200.*200`},
		{"lesson", attack("foreign"), `(?s)421.*403.*403`},
	} {
		t.Run(test.step, func(t *testing.T) {
			t.Parallel()
			got := test.try(t, steps, steps.Start(t, test.step))
			if !regexp.MustCompile(test.seen).MatchString(got) {
				t.Errorf("%s를 바랐는데 본 것은 %q", test.seen, got)
			}
		})
	}
	for _, step := range []string{"step1", "step2", "step3", "step4", "lesson"} {
		client := steps.StartClient(t, "lesson", "-connect", steps.Start(t, step).Addr)
		client.Shows(t, "^← .welcome. 처음 오셨습니다. 기억하는 것을 모두 보냅니다.\n$")
		client.Type(t, "안녕하세요")
		client.Shows(t, "(?s)보냅니다.\n→ 안녕하세요\n← 안녕하세요\n$")
	}
	t.Run("page", func(t *testing.T) {
		t.Parallel()
		page := browser.Open(t, "about:blank")
		for _, step := range []string{"step1", "step2", "step3", "step4"} {
			tab := page.Tab("http://" + steps.Start(t, step).Addr + "/")
			tab.Until(`document.querySelector("#status").textContent === "열림"`)
			tab.Type("#say input", "안녕하세요")
			tab.Until(`document.querySelector("#events").textContent.includes("안녕하세요")`)
			tab.NoProblems()
		}
	})
}

func attack(name string, options ...string) func(*testing.T, lessontest.Steps, *lessontest.Step) string {
	return func(t *testing.T, steps lessontest.Steps, server *lessontest.Step) string {
		args := append(options, "-connect", server.Addr, name)
		return steps.Try(t, "", "attack", args...)
	}
}

// tellGone은 한 클라이언트가 떠난 다음에 다른 클라이언트로 말한다. 떠난 클라이언트에게도 말하는지 본다.
func tellGone(t *testing.T, steps lessontest.Steps, server *lessontest.Step) string {
	gone, client := leave(t, steps, server)
	client.Type(t, "아직 있나요")
	return server.Shows(t, gone+"에 1번째 메시지를 보냄")
}

// forgetGone은 서버가 떠난 것을 알아챈 다음에 말한다. 남은 클라이언트에게만 말하는지 본다.
func forgetGone(t *testing.T, steps lessontest.Steps, server *lessontest.Step) string {
	gone, client := leave(t, steps, server)
	server.Shows(t, gone+" 떠남")
	client.Type(t, "아직 있나요")
	seen := server.Shows(t, "에 1번째 메시지를 보냄")
	client.Shows(t, "← 아직 있나요")
	server.Silent(t, gone+"에 1번째")
	return seen
}

// leave는 클라이언트 둘을 켜고 하나를 갑자기 끝낸다. 끝난 것의 주소와 남은 것을 돌려준다.
func leave(t *testing.T, steps lessontest.Steps, server *lessontest.Step) (gone string, client *lessontest.Client) {
	first := steps.StartClient(t, "lesson", "-connect", server.Addr)
	first.Shows(t, "welcome")
	gone = strings.TrimSuffix(server.Shows(t, `\S+:\d+ 스트림을 엶`), " 스트림을 엶")
	client = steps.StartClient(t, "lesson", "-connect", server.Addr)
	client.Shows(t, "welcome")
	first.Stop()
	return gone, client
}

// cutDeaf는 읽지 않는 클라이언트를 둔 채로, 서버가 그것을 끊는지 본다.
func cutDeaf(t *testing.T, steps lessontest.Steps, server *lessontest.Step) string {
	steps.StartClient(t, "attack", "-connect", server.Addr, "-wait", "1m", "deaf")
	return server.Shows(t, "떠남")
}

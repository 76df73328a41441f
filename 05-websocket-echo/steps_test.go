package main

import (
	"errors"
	"net"
	"regexp"
	"testing"
	"time"

	"socketworkbook/internal/browser"
	"socketworkbook/internal/lesson/lessontest"
)

const silent = time.Second // 5단계가 답 없는 클라이언트를 기다리는 시간. 수업에서는 10초이다

// 단계마다 README의 표에 적힌 대로 깨뜨려 본다. 다음 단계는 같은 공격을 견딘다.
func TestSteps(t *testing.T) {
	t.Parallel()
	steps := lessontest.BuildSteps(t, "main.pingEvery="+(silent/5).String(), "main.silence="+silent.String())
	for _, test := range []struct {
		step   string
		attack func(t *testing.T, steps lessontest.Steps, server *lessontest.Step) string
		seen   string // 이렇게 보인다. 맞는 정규식
	}{
		{"step1", garbled, `"\\x00~aaa`},
		{"step1", attack("long"), `종료 프레임은 없었습니다`},
		{"step2", attack("long"), `126바이트짜리 메시지가 돌아왔습니다: "aaaaaaaa"`},
		{"step1", attack("ping"), `퐁이 아니라 핑이 돌아왔습니다: 살아 있나요`},
		{"step2", attack("ping"), `퐁이 돌아왔습니다: 살아 있나요`},
		{"step2", page, `코드 1006`},
		{"step3", page, `연결 성공!`},
		{"step3", attack("huge"), `16777216바이트짜리 메시지가 돌아왔습니다`},
		{"step4", attack("huge"), `종료 코드 1009`},
		{"lesson", attack("huge"), `FIN으로 끝냈습니다\. 종료 코드 1009`},
		{"step3", attack("broken"), `4바이트짜리 메시지가 돌아왔습니다: "안\\xeb"`},
		{"step4", attack("broken"), `종료 코드 1007 UTF-8이 아닙니다`},
		{"step4", unplugged, `끊지 않음`},
		{"step5", unplugged, `끊음`},
		{"step5", attack("silent"), `핑이 왔지만 답하지 않습니다(?s:.*)서버가 FIN으로 끝냈습니다\. 종료 프레임은 없었습니다`},
		{"step5", quiet, `끊지 않음`},
		{"step5", stop, `close 1006 `},
		{"lesson", stop, `close 1001 .*서버가 멈춥니다`},
	} {
		t.Run(test.step, func(t *testing.T) {
			t.Parallel()
			got := test.attack(t, steps, steps.Start(t, test.step))
			if !regexp.MustCompile(test.seen).MatchString(got) {
				t.Errorf("%s를 바랐는데 본 것은 %q", test.seen, got)
			}
		})
	}
	for _, step := range []string{"step1", "step2", "step3", "step4", "step5", "lesson"} {
		conversation(t, steps, step)
	}
}

// conversation은 step이 수업의 클라이언트와 수업의 대화를 하는지 본다. 서브프로토콜은 3단계부터 확인해 준다.
func conversation(t *testing.T, steps lessontest.Steps, step string) {
	server := steps.Start(t, step)
	got := steps.Try(t, "Hello 0\n", "lesson", "-connect", server.Addr)
	warning := regexp.MustCompile(`.*브라우저라면 여기서 연결을 끊습니다\n`)
	if talk := warning.ReplaceAllString(got, ""); talk != "→ Hello 0\n← Hello 0\n" {
		t.Errorf("%s: %q", step, talk)
	}
	if warned := warning.MatchString(got); warned != (step == "step1" || step == "step2") {
		t.Errorf("%s: 경고했다 %v", step, warned)
	}
	if step == "step1" {
		return // 보통의 요청에는 답할 줄 모른다.
	}
	if got := get(t, "http://"+server.Addr+"/"); got != "Web Socket" {
		t.Errorf("%s: GET / 는 %q", step, got)
	}
}

// page는 수업의 페이지를 브라우저로 열고, 연결이 되거나 되지 않은 다음의 상태를 돌려준다.
func page(t *testing.T, steps lessontest.Steps, server *lessontest.Step) string {
	page := browser.Open(t, "http://"+server.Addr+"/index")
	page.Until(`document.querySelector("#status").textContent !== "연결하는 중"`)
	return page.Text("#status")
}

// unplugged는 핑에 답하지 않는다. 프로그램이 멈춘 클라이언트처럼 보인다.
func unplugged(t *testing.T, steps lessontest.Steps, server *lessontest.Step) string {
	return kept(t, server.Addr, func(string) error { return nil })
}

// quiet는 아무 메시지도 보내지 않지만 핑에는 답한다.
func quiet(t *testing.T, steps lessontest.Steps, server *lessontest.Step) string {
	return kept(t, server.Addr, nil)
}

// kept는 silent의 두 배를 기다려, 서버가 연결을 끊는지 본다.
func kept(t *testing.T, addr string, onPing func(string) error) string {
	conn := mustDial(t, addr)
	conn.SetPingHandler(onPing)
	conn.SetReadDeadline(time.Now().Add(2 * silent))
	_, _, err := conn.ReadMessage()
	if timeout := net.Error(nil); errors.As(err, &timeout) && timeout.Timeout() {
		return "끊지 않음"
	}
	return "끊음"
}

func attack(name string) func(*testing.T, lessontest.Steps, *lessontest.Step) string {
	return func(t *testing.T, steps lessontest.Steps, server *lessontest.Step) string {
		return steps.Try(t, "", "attack", "-connect", server.Addr, name)
	}
}

// garbled는 126바이트짜리 메시지를 보내고, 서버의 화면에 찍힌 것을 돌려준다.
func garbled(t *testing.T, steps lessontest.Steps, server *lessontest.Step) string {
	steps.Try(t, "", "attack", "-connect", server.Addr, "long")
	return server.Shows(t, `".+"`)
}

// stop은 클라이언트가 있을 때 서버에서 Ctrl-C를 누르고, 클라이언트의 화면을 돌려준다.
func stop(t *testing.T, steps lessontest.Steps, server *lessontest.Step) string {
	client := steps.StartClient(t, "lesson", "-connect", server.Addr)
	client.Type(t, "안녕")
	client.Shows(t, "← 안녕")
	server.Interrupt(t)
	return client.Shows(t, "연결이 끝남: .*")
}

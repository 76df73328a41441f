package main

import (
	"errors"
	"io"
	"net"
	"os"
	"regexp"
	"testing"
	"time"

	"socketworkbook/internal/lesson/lessontest"
)

const patience = 500 * time.Millisecond // 4단계가 조용한 클라이언트를 기다리는 시간. 수업에서는 20초이다

// 단계마다 README의 표에 적힌 대로 깨뜨려 본다. 다음 단계는 같은 공격을 견딘다.
func TestSteps(t *testing.T) {
	t.Parallel()
	steps := lessontest.BuildSteps(t)
	for _, test := range []struct {
		step   string
		attack func(t *testing.T, steps lessontest.Steps, server *lessontest.Step) string
		seen   string // 이렇게 깨진다. 맞는 정규식
	}{
		{"step1", waits, `← 나도`},
		{"step2", answered, `← 나도`},
		{"step2", hangul, `"안\\xeb"`},
		{"step3", hangul, `"안녕"`},
		{"step3", attack("long"), `RST로 끊었습니다\. 서버의 마지막 말: ""`},
		{"step4", attack("long"), `RST로 끊었습니다`},
		{"step5", attack("long"), `FIN으로 끝냈습니다\. 서버의 마지막 말: "한 줄이 너무 깁니다\. 연결을 끊습니다\."`},
		{"lesson", attack("long"), `FIN으로 끝냈습니다\. 서버의 마지막 말: "한 줄이 65536바이트를 넘습니다\. 연결을 끊습니다\."`},
		{"step5", stop, `서버의 마지막 말: ""`},
		{"step6", stop, `FIN으로 끝냈습니다\. 서버의 마지막 말: "서버가 멈춥니다\. 연결을 끊습니다\."`},
		{"lesson", stop, `FIN으로 끝냈습니다\. 서버의 마지막 말: "서버가 멈춥니다\. 연결을 끊습니다\."`},
		{"step6", attack("half"), `돌아온 것은 "마지막 줄\\n"`},
		{"lesson", attack("half"), `돌아온 것은 "마지막 줄", 오류는 <nil>`},
	} {
		t.Run(test.step, func(t *testing.T) {
			t.Parallel()
			got := test.attack(t, steps, steps.Start(t, test.step))
			if !regexp.MustCompile(test.seen).MatchString(got) {
				t.Errorf("%s를 바랐는데 본 것은 %q", test.seen, got)
			}
		})
	}
	// 모든 단계가 수업의 클라이언트와 같은 대화를 한다.
	for _, step := range []string{"step1", "step2", "step3", "step4", "step5", "step6", "lesson"} {
		got := steps.Try(t, "안녕하세요\nHello\n", "lesson", "-connect", steps.Start(t, step).Addr)
		if want := "→ 안녕하세요\n← 안녕하세요\n→ Hello\n← Hello\n"; got != want {
			t.Errorf("%s: %q", step, got)
		}
	}
}

// 3단계는 조용한 클라이언트를 끝없이 기다리고, 4단계는 이유를 알리고 끊는다.
func TestStepsAndSilence(t *testing.T) {
	t.Parallel()
	steps := lessontest.BuildSteps(t, "20 * time.Second => 500 * time.Millisecond")
	for step, want := range map[string]string{"step3": "끊지 않음", "step4": "너무 오래 조용합니다. 연결을 끊습니다.\n"} {
		if got := silent(t, steps.Start(t, step).Addr); got != want {
			t.Errorf("%s: %q", step, got)
		}
	}
}

func attack(name string) func(*testing.T, lessontest.Steps, *lessontest.Step) string {
	return func(t *testing.T, steps lessontest.Steps, server *lessontest.Step) string {
		return steps.Try(t, "", "attack", "-connect", server.Addr, name)
	}
}

// waits는 첫째 클라이언트를 켜 둔 채 둘째로 한 줄을 보낸다. 첫째가 떠나야 둘째가 답을 받는다.
func waits(t *testing.T, steps lessontest.Steps, server *lessontest.Step) string {
	first, second := two(t, steps, server)
	first.Type(t, "나는 아직 있다")
	first.Shows(t, "← 나는 아직 있다")
	second.Silent(t, "← 나도")
	first.Stop()
	return second.Shows(t, "← 나도")
}

// answered는 첫째가 있어도 둘째가 답을 받는지 본다.
func answered(t *testing.T, steps lessontest.Steps, server *lessontest.Step) string {
	_, second := two(t, steps, server)
	return second.Shows(t, "← 나도")
}

func two(t *testing.T, steps lessontest.Steps, server *lessontest.Step) (first, second *lessontest.Client) {
	first = steps.StartClient(t, "lesson", "-connect", server.Addr)
	first.Type(t, "나 먼저")
	first.Shows(t, "← 나 먼저")
	second = steps.StartClient(t, "lesson", "-connect", server.Addr)
	second.Type(t, "나도")
	second.Shows(t, "→ 나도")
	return first, second
}

// hangul은 한글 한 줄을 보내고, 서버의 화면에 찍힌 것을 돌려준다.
func hangul(t *testing.T, steps lessontest.Steps, server *lessontest.Step) string {
	steps.Try(t, "안녕\n", "lesson", "-connect", server.Addr)
	return server.Shows(t, `"안.*"`)
}

// silent는 아무것도 보내지 않고, 서버의 마지막 말을 돌려준다. 4단계의 참을성보다 두 배 오래 기다려 본다.
func silent(t *testing.T, addr string) string {
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	conn.SetReadDeadline(time.Now().Add(2 * patience))
	said, err := io.ReadAll(conn)
	if errors.Is(err, os.ErrDeadlineExceeded) {
		return "끊지 않음"
	}
	return string(said)
}

// stop은 조용한 클라이언트가 있을 때 서버에서 Ctrl-C를 누르고, 클라이언트의 화면을 돌려준다.
func stop(t *testing.T, steps lessontest.Steps, server *lessontest.Step) string {
	client := steps.StartClient(t, "attack", "-connect", server.Addr, "silent")
	server.Shows(t, "연결됨")
	server.Interrupt(t)
	return client.Shows(t, "서버가 .*서버의 마지막 말: .*")
}

package main

import (
	"regexp"
	"testing"

	"socketworkbook/internal/lesson/lessontest"
)

// 단계마다 README의 표에 적힌 대로 깨뜨려 본다. 다음 단계는 같은 공격을 견딘다.
func TestSteps(t *testing.T) {
	t.Parallel()
	steps := lessontest.BuildSteps(t)
	for _, test := range []struct {
		step   string
		attack func(t *testing.T, steps lessontest.Steps, server *lessontest.Step) string
		seen   string // 이렇게 깨진다. 맞는 정규식
	}{
		// Windows는 자르는 대신 받기의 오류로 알린다. 그러면 답이 없다.
		{"step1", say("안녕하세요"), `← 1 안녕하세[^요]+\n|× 1 안녕하세요\n`},
		{"step2", say("안녕하세요"), `← 1 안녕하세요\n`},
		{"step1", attack("sizes"), `1200바이트: (16바이트만 돌아왔습니다|답이 없습니다)`},
		{"step2", attack("sizes"), `1200바이트: 그대로 돌아왔습니다`},
		{"step2", attack("loop"), `끝나지 않아서 그만둡니다`},
		{"step3", attack("loop"), ` 300번 주고받고 멎었습니다`},
		{"lesson", attack("loop"), `\d+번 주고받고 멎었습니다`},
		{"step3", attack("many"), `400번 말해서 300번 답을`},
		{"lesson", attack("many"), `400번 말해서 400번 답을`},
		{"lesson", attack("sizes"), `(?s)0바이트: 그대로.*1200바이트: 그대로.*65507바이트: 그대로.*65508바이트: 보내지 못했습니다`},
		{"lesson", crowd, `← 1 하나`},
	} {
		t.Run(test.step, func(t *testing.T) {
			t.Parallel()
			got := test.attack(t, steps, steps.Start(t, test.step))
			if !regexp.MustCompile(test.seen).MatchString(got) {
				t.Errorf("%s를 바랐는데 본 것은 %q", test.seen, got)
			}
		})
	}
	// 모든 단계가 수업의 클라이언트와 같은 대화를 한다. 다 돌아오므로, 무엇을 잃는지는 볼 수 없다.
	for _, step := range []string{"step1", "step2", "step3", "lesson"} {
		got := say("하나\n둘")(t, steps, steps.Start(t, step))
		if want := "→ 1 하나\n← 1 하나\n→ 2 둘\n← 2 둘\n보냄 2 · 받음 2 · 잃음 0 · 중복 0 · 순서 바뀜 0\n"; got != want {
			t.Errorf("%s: %q", step, got)
		}
	}
}

// say는 수업의 클라이언트로 말한다.
func say(lines string) func(*testing.T, lessontest.Steps, *lessontest.Step) string {
	return func(t *testing.T, steps lessontest.Steps, server *lessontest.Step) string {
		return steps.Try(t, lines+"\n", "lesson", "-connect", server.Addr)
	}
}

func attack(name string) func(*testing.T, lessontest.Steps, *lessontest.Step) string {
	return func(t *testing.T, steps lessontest.Steps, server *lessontest.Step) string {
		return steps.Try(t, "", "attack", "-connect", server.Addr, name)
	}
}

// crowd는 천 번 다녀간 다음의 클라이언트가 답을 받는지 본다.
func crowd(t *testing.T, steps lessontest.Steps, server *lessontest.Step) string {
	attack("crowd")(t, steps, server)
	return say("하나")(t, steps, server)
}

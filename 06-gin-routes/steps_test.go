package main

import (
	"net"
	"os"
	"regexp"
	"testing"

	"socketworkbook/internal/lesson/lessontest"
)

// 단계마다 README의 표에 적힌 대로 깨뜨려 본다. 다음 단계는 같은 일을 견딘다.
func TestSteps(t *testing.T) {
	t.Parallel()
	defer os.Unsetenv("PORT") // t.Setenv는 나란히 도는 테스트에서 쓸 수 없다. 지금 환경 변수를 읽는 테스트는 없다.
	steps := lessontest.BuildSteps(t)
	_, port, _ := net.SplitHostPort(lessontest.ClosedPort(t))
	var looks []func()
	for _, test := range []struct {
		step  string
		act   func(*testing.T, lessontest.Steps, *lessontest.Step) (see func() string)
		shown string // 보이는 것. 맞는 정규식
		port  string // 환경 변수 PORT. 3단계만 본다. 수업은 -addr를 먼저 본다
	}{
		{"step1", nowhere, `^404 page not found`, "0"},
		{"step2", nowhere, `그런 페이지는 없습니다.*\| 404 \|.*/nope`, "0"},
		{"step2", visitTwice, `처음 온 브라우저에 "3번째"`, "0"},
		{"step3", visitTwice, `처음 온 브라우저에 "1번째"`, "0"},
		{"step2", openAndClose, `\| 200 \|.*"/ws"`, "0"},
		{"step3", openAndClose, ` 101 GET "/ws"`, "0"},
		{"step2", forged, `1\.2\.3\.4`, "0"},
		{"step3", forged, `127\.0\.0\.1`, "0"},
		{"step2", on(port), "다른 포트", port},
		{"step3", on(port), "정한 포트", port},
		{"step3", oops, `EOF.*goroutine`, "0"},
		{"lesson", oops, `500 .*패닉: 일부러 패닉했습니다`, "0"},
		// 모든 단계가 같은 페이지를 내주고, 3초 뒤에 같은 말을 한다.
		{"step1", talks, `new WebSocket.*서버의 1번째 말`, "0"},
		{"step2", talks, `new WebSocket.*서버의 1번째 말`, "0"},
		{"step3", talks, `new WebSocket.*서버의 1번째 말`, "0"},
		{"lesson", talks, `new WebSocket.*서버의 1번째 말`, "0"},
		{"step3", stopWhileOpen, `close 1006`, "0"},
		{"lesson", stopWhileOpen, `close 1001.*101 GET "/ws"`, "0"},
	} {
		os.Setenv("PORT", test.port)
		see := test.act(t, steps, steps.Start(t, test.step))
		looks = append(looks, func() {
			if got := see(); !regexp.MustCompile("(?s)" + test.shown).MatchString(got) {
				t.Errorf("%s에서 %s를 바랐는데 본 것은 %q", test.step, test.shown, got)
			}
		})
	}
	for _, look := range looks { // 3초를 기다려야 보이는 것들이 있다. 모두 해 놓고 한꺼번에 기다린다.
		look()
	}
}

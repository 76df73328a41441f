//go:build exercise

package exercise_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"socketworkbook/internal/grader"
)

const (
	says200      = "넘겨준 연결을 200으로 적음"
	notTaken101  = "넘겨받지 못한 연결을 101로 적음"
	guesses101   = "빈 응답을 101로 적음"
	asked101     = "Upgrade 헤더가 있으면 101로 적음"
	path101      = "경로를 보고 101로 적음"
	sharedStatus = "여러 요청이 상태 하나를 함께 씀"
	blocksOthers = "한 요청이 끝날 때까지 다른 요청을 막음"
	rawPath      = "경로를 그대로 적어 로그를 꾸밀 수 있음"
	notPath      = "c.Request.URL.Path가 아닌 것을 적음"
	notMethod    = "메서드를 GET으로 못박음"
	noNewline    = "줄바꿈을 적지 않음"
	twice        = "한 요청을 두 번 적음"
	tooEarly     = "응답이 끝나기 전에 적음"
	tooLate      = "미들웨어가 돌아온 다음에 적음"
	inParts      = "한 줄을 여러 번에 나누어 적음"
	not200       = "응답의 상태를 보지 않고 200으로 적음"
	losesAnswer  = "응답이 클라이언트에게 가지 않음"
	losesConn    = "넘겨받은 연결을 핸들러에게 주지 않음"
	silent       = "패닉한 요청을 적지 않음"
	panicIsNot   = "패닉한 요청에 500이 아닌 상태를 적음"
	swallowed    = "패닉을 삼킴"
	otherPanic   = "다른 것으로 다시 패닉함"
	answersSelf  = "패닉한 요청에 스스로 응답함"
)

func TestAccessLog(t *testing.T) {
	task := grader.Task{File: "06-gin-routes/exercise/5_accesslog.go", Note: "notes/06-gin-routes.md#미들웨어"}

	for _, test := range visitTests {
		task.Try(t, test.name, func(*testing.T) error { return test.run() })
	}
	task.Try(t, "연결을 넘겨받지 못한 라우트", func(*testing.T) error {
		s := newSite()
		s.visit("GET", "/stuck", true)
		if strings.Contains(s.lines(), "101") {
			return grader.Wrong{Want: "101이 아닌 상태", Got: s.lines(), Mistake: notTaken101}
		}
		return nil
	})
	task.Try(t, "패닉한 라우트", func(*testing.T) error { return panics("/oops", 0) })
	task.Try(t, "응답하다가 패닉한 라우트", func(*testing.T) error { return panics("/late", 201) })
	task.Try(t, "연결을 넘겨받은 다음의 요청", func(*testing.T) error {
		s := newSite()
		for _, path := range []string{"/ws", "/made", "/oops", "/made"} {
			s.visit("GET", path, false)
		}
		return grader.Same(`GET "/ws" 101⏎GET "/made" 201⏎GET "/oops" 500⏎GET "/made" 201⏎`, s.lines(), sharedStatus)
	})
	task.Try(t, "두 요청이 겹침", func(*testing.T) error { return overlapped() })
}

func (test visitTest) run() error {
	s := newSite()
	got := s.visit(test.method, test.path, test.upgrade)
	switch {
	case got.reason != nil:
		return fmt.Errorf("풀이에서 패닉이 났습니다(panic): %v", got.reason)
	case s.lines() == "":
		return s.lateOrNever()
	case s.early:
		return grader.Wrong{Want: "응답이 끝난 다음의 로그", Got: "응답하기 전의 로그", Mistake: tooEarly}
	}
	if err := grader.Same(test.want, s.lines(), test.mistakes[s.lines()]); err != nil {
		return err
	}
	switch {
	case s.writes > 1:
		return grader.Wrong{Want: "Write 한 번", Got: fmt.Sprintf("Write %d번", s.writes), Mistake: inParts}
	case s.lost:
		return grader.Wrong{Want: "핸들러가 받은 연결", Got: "다른 연결", Mistake: losesConn}
	case strings.HasSuffix(test.want, "201⏎") && (got.status != 201 || got.body != "만듦"):
		return grader.Wrong{Want: "상태 201과 본문 만듦", Got: fmt.Sprintf("상태 %d와 본문 %s", got.status, got.body), Mistake: losesAnswer}
	}
	return nil
}

// lateOrNever는 아무것도 적지 않았을 때, 아직 풀지 않은 것인지 늦게 적는 것인지 본다.
func (s *site) lateOrNever() error {
	grader.Moment()
	if s.lines() == "" {
		return grader.Todo
	}
	return grader.Wrong{Want: "미들웨어가 돌아오기 전의 로그", Got: "돌아온 다음의 로그", Mistake: tooLate}
}

// panics는 path의 패닉을 500으로 적고 그대로 내보내는지 본다. answered는 패닉하기 전에 핸들러가 응답한 상태이다.
func panics(path string, answered int) error {
	s := newSite()
	got := s.visit("GET", path, false)
	want := fmt.Sprintf("GET %q 500⏎", path)
	mistake := panicIsNot
	switch lines := s.lines(); {
	case lines == "":
		mistake = silent
	case strings.Count(lines, "⏎") > 1:
		mistake = twice
	}
	if err := grader.Same(want, s.lines(), mistake); err != nil {
		return err
	}
	if got.reason == nil {
		return grader.Wrong{Want: "바깥까지 나간 패닉", Got: "패닉 없음", Mistake: swallowed}
	}
	if got.status != answered {
		return grader.Wrong{Want: statusName(answered), Got: statusName(got.status), Mistake: answersSelf}
	}
	if got.reason != any(errOnPurpose) {
		return grader.Wrong{Want: fmt.Sprintf("핸들러가 낸 패닉 그대로(%T %v)", errOnPurpose, errOnPurpose), Got: fmt.Sprintf("%T %v", got.reason, got.reason), Mistake: otherPanic}
	}
	return nil
}

// overlapped는 한 요청을 처리하는 동안 다른 요청이 연결을 넘겨받으면 어떻게 적는지 본다.
func overlapped() error {
	s := newSite()
	ended := make(chan visited, 1)
	go func() {
		s.visit("GET", "/nest", false)
		ended <- s.visit("GET", "/nest/oops", false)
	}()
	select {
	case <-ended:
	case <-time.After(time.Second):
		return grader.Wrong{Want: "함께 처리한 두 요청", Got: "하나가 끝나기를 기다리는 요청", Mistake: blocksOthers}
	}
	return grader.Same(`GET "/ws" 101⏎GET "/nest" 201⏎GET "/ws" 101⏎GET "/nest/oops" 500⏎`, s.lines(), sharedStatus)
}

func statusName(status int) string {
	if status == 0 {
		return "응답 없음"
	}
	return fmt.Sprintf("상태 %d의 응답", status)
}

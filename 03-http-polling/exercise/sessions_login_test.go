//go:build exercise

package exercise_test

import (
	"strings"

	"socketworkbook/03-http-polling/exercise"
	"socketworkbook/internal/grader"
)

const (
	unknownIsFine = "모르는 ID에 ErrNoSession을 돌려주지 않음"
	ownChoice     = "클라이언트가 지어낸 ID를 받아들임"
	sameID        = "로그인해도 ID가 그대로임"
	oldAlive      = "로그인하기 전의 ID를 끝내지 않음"
	otherError    = "ErrNoSession이 아닌 오류를 돌려줌"
	refusesNew    = "쿠키가 없던 사용자를 로그인시키지 않음"
	keepsName     = "또 로그인하면 옛 이름을 줌"
	sharedMemory  = "Sessions 여럿이 세션을 함께 씀"
)

// madeUp은 클라이언트가 지어낸 ID를 받아들이지 않는지 본다.
func madeUp() error {
	s, made := exercise.NewSessions(life, 1000), strings.Repeat("MADEBYME", 4)
	got, mistake := found(s, made), unknownIsFine
	if strings.HasPrefix(got, "다른 오류") {
		mistake = otherError
	}
	if err := grader.Same("ErrNoSession", got, mistake); err != nil {
		return err
	}
	id := s.Login(made, "바다")
	if err := grader.Same(`이름 "바다"`, found(s, id), ""); err != nil {
		return err
	}
	return grader.Same("ErrNoSession", found(s, made), ownChoice)
}

// login은 로그인하면 이름과 새 ID를 얻고 옛 ID가 끝나는지 본다.
func login() error {
	s := exercise.NewSessions(life, 1000)
	before := s.Start()
	after := s.Login(before, "바다")
	if err := grader.Same(`이름 "바다"`, found(s, after), ""); err != nil {
		return err
	}
	if before == after {
		return grader.Wrong{Want: "새 ID", Got: "옛 ID", Mistake: sameID}
	}
	return grader.Same("옛 ID에 ErrNoSession", "옛 ID에 "+found(s, before), oldAlive)
}

// loginWithoutCookie는 쿠키가 없던 사용자도 로그인하는지 본다.
func loginWithoutCookie() error {
	s := exercise.NewSessions(life, 1000)
	if err := grader.Same(`이름 "바다"`, found(s, s.Login("", "바다")), refusesNew); err != nil {
		return err
	}
	return grader.Same("빈 ID에 ErrNoSession", "빈 ID에 "+found(s, ""), "")
}

// loginAgain은 이름이 있던 사용자가 이름을 바꾸면 새 이름을 얻는지 본다.
func loginAgain() error {
	s := exercise.NewSessions(life, 1000)
	first := s.Login("", "바다")
	second := s.Login(first, "하늘")
	got := found(s, second)
	if err := grader.Same(`이름 "하늘"`, got, map[string]string{`이름 "바다"`: keepsName}[got]); err != nil {
		return err
	}
	return grader.Same("옛 ID에 ErrNoSession", "옛 ID에 "+found(s, first), oldAlive)
}

//go:build exercise

package exercise_test

import (
	"fmt"
	"testing"
	"time"

	"socketworkbook/03-http-polling/exercise"
	"socketworkbook/internal/grader"
)

const life = time.Hour

func TestSessions(t *testing.T) {
	task := grader.Task{File: "03-http-polling/exercise/4_sessions.go", Note: "notes/03-http-polling.md#쿠키와-세션", Unlocked: sessionsUnlocked}

	for _, test := range []struct {
		name string
		try  func() error
	}{
		{"새 사용자", newcomer},
		{"ID", unguessable},
		{"지어낸 ID", madeUp},
		{"로그인", login},
		{"쿠키가 없던 사용자의 로그인", loginWithoutCookie},
		{"또 로그인하기", loginAgain},
		{"남의 Sessions", twoSessions},
		{"오래 오지 않은 사용자", forgets},
		{"자주 오는 사용자", oftenComes},
		{"한참 있다가 로그인한 사용자", loginLater},
		{"다시 찾지 않는 사용자", sweeps},
		{"쿠키를 버리며 찾아오는 클라이언트", cookieless},
		{"자리가 없을 때 잊을 사용자", forgetsOldest},
		{"자리가 없을 때의 로그인", loginWhenFull},
	} {
		task.Try(t, test.name, grader.Bubble(test.try))
	}
	task.Try(t, restartName, restart)
	task.Try(t, "여럿이 함께", grader.Together(sessionsUnlocked, comeTogether))
}

// newcomer는 새 사용자에게 이름이 없는 세션을 주는지 본다.
func newcomer() error {
	s := exercise.NewSessions(life, 1000)
	return grader.Same(`이름 ""`, found(s, s.Start()), "")
}

// twoSessions는 Sessions마다 기억이 따로인지 본다.
func twoSessions() error {
	here, there := exercise.NewSessions(life, 1000), exercise.NewSessions(life, 1000)
	id := here.Login("", "바다")
	return grader.Same("ErrNoSession", found(there, id), sharedMemory)
}

// found는 Find가 준 것을 문장으로 적은 것이다.
func found(s *exercise.Sessions, id string) string {
	name, err := s.Find(id)
	if err != nil {
		return grader.NameOf(err, map[error]string{exercise.ErrNoSession: "ErrNoSession"})
	}
	return fmt.Sprintf("이름 %q", name)
}

//go:build exercise

package exercise

import (
	"fmt"
	"testing"
	"time"

	"socketworkbook/internal/exercise"
)

const (
	guessable  = "번호를 짐작할 수 있음"
	fixation   = "로그인해도 번호를 바꾸지 않음"
	oldWorks   = "옛 번호가 계속 통함"
	neverEnds  = "오래되어도 잊지 않음"
	notRenewed = "찾아와도 처음 온 때부터 셈"
	onlyHidden = "잊은 것을 찾지만 못하게 하고 쌓아 둠"
)

func TestSessions(t *testing.T) {
	task := exercise.Task{File: "03-http-polling/exercise/sessions.go", Note: "notes/03-http-polling.md#쿠키와-세션"}
	const life = 2 * time.Hour

	task.Try(t, "번호", exercise.Bubble(func() error {
		s := NewSessions(life)
		seen := map[string]bool{}
		for range 100 {
			id, err := s.Start()
			if err != nil {
				return err
			}
			if len(id) < 26 || seen[id] {
				return exercise.Wrong{Want: "26자 이상의 서로 다른 번호", Got: fmt.Sprintf("%q", id), Mistake: guessable}
			}
			seen[id] = true
		}
		// 가짜 시계 안이라 때로 만든 번호는 다음 창고에서도 같다.
		id, _ := NewSessions(life).Start()
		return exercise.Same("새 번호", map[bool]string{true: "전에 쓴 번호", false: "새 번호"}[seen[id]], guessable)
	}))
	task.Try(t, "로그인", exercise.Bubble(func() error {
		s := NewSessions(life)
		id, err := s.Start()
		if err != nil {
			return err
		}
		second := s.Login(id, "바다")
		if second == id {
			return exercise.Wrong{Want: "새 번호", Got: "그대로인 번호", Mistake: fixation}
		}
		name, _ := s.Find(second)
		_, old := s.Find(id)
		return exercise.Same("새 번호는 바다, 옛 번호는 모름", fmt.Sprintf("새 번호는 %s, 옛 번호는 %s", name, map[bool]string{true: "통함", false: "모름"}[old]), oldWorks)
	}))
	task.Try(t, "지어낸 번호로 로그인", exercise.Bubble(func() error {
		s := NewSessions(life)
		if _, err := s.Start(); err != nil {
			return err
		}
		id := s.Login("MADE-BY-ME-MADE-BY-ME-MADE", "바다")
		name, _ := s.Find(id)
		_, forged := s.Find("MADE-BY-ME-MADE-BY-ME-MADE")
		return exercise.Same("바다, 지어낸 번호는 모름", fmt.Sprintf("%s, 지어낸 번호는 %s", name, map[bool]string{true: "통함", false: "모름"}[forged]), fixation)
	}))
	task.Try(t, "오래 오지 않은 손님", exercise.Bubble(func() error {
		s := NewSessions(life)
		id, err := s.Start()
		if err != nil {
			return err
		}
		time.Sleep(life + time.Second) // 가짜 시계
		_, ok := s.Find(id)
		if err := exercise.Same("모름", map[bool]string{true: "기억함", false: "모름"}[ok], neverEnds); err != nil {
			return err
		}
		return exercise.Same("기억하는 세션 0개", fmt.Sprintf("기억하는 세션 %d개", s.Len()), onlyHidden)
	}))
	task.Try(t, "자주 오는 손님", exercise.Bubble(func() error {
		s := NewSessions(life)
		first, err := s.Start()
		if err != nil {
			return err
		}
		id := s.Login(first, "바다")
		for range 5 {
			time.Sleep(life - time.Minute) // 가짜 시계
			if name, ok := s.Find(id); !ok || name != "바다" {
				return exercise.Wrong{Want: "바다", Got: "모르는 손님", Mistake: notRenewed}
			}
		}
		return nil
	}))
}

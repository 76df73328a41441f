//go:build exercise

package exercise_test

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"socketworkbook/03-http-polling/exercise"
	"socketworkbook/internal/grader"
)

const (
	boundless        = "세션이 끝없이 늘어남"
	wrongVictim      = "가장 오래 오지 않은 사용자 대신 다른 사용자를 잊음"
	loginPushes      = "로그인하면서 남의 자리를 빼앗음"
	refusesFull      = "자리가 없으면 새 사용자를 받지 않음"
	oneTooMany       = "한도보다 하나 더 기억함"
	forgetsMore      = "자리가 없을 때 하나보다 많이 잊음"
	sessionsUnlocked = "락 없이, 또는 RLock만 쥐고 고침"
)

// cookieless는 올 때마다 새 세션을 얻는 클라이언트가 와도 limit개까지만 기억하는지 본다.
func cookieless() error {
	s := exercise.NewSessions(life, 10)
	var ids []string
	for range 50 {
		ids = append(ids, s.Start())
		time.Sleep(time.Second) // 가짜 시계
		ids = append(ids, s.Login("", "바다"))
		time.Sleep(time.Second) // 가짜 시계
	}
	if err := grader.Same(`이름 "바다"`, found(s, ids[len(ids)-1]), refusesFull); err != nil {
		return err
	}
	kept := 0
	for _, id := range ids {
		text := found(s, id)
		if strings.HasPrefix(text, "이름") {
			kept++
		} else if err := grader.Same("ErrNoSession", text, ""); err != nil {
			return err
		}
	}
	mistake := ""
	switch {
	case kept == 11:
		mistake = oneTooMany
	case kept == len(ids):
		mistake = boundless
	case kept < 10:
		mistake = forgetsMore
	}
	return grader.Same("남은 세션 10개", fmt.Sprintf("남은 세션 %d개", kept), mistake)
}

// forgetsOldest는 자리가 없을 때 가장 오래 오지 않은 사용자 하나를 잊는지 본다.
func forgetsOldest() error {
	for range 20 { // 맵은 볼 때마다 차례가 다르다. 어쩌다 맞은 것을 가려낸다.
		s, guests := full()
		found(s, guests[0])     // 첫째가 또 왔다. 이제 둘째가 가장 오래 오지 않았다.
		time.Sleep(time.Second) // 가짜 시계
		s.Start()
		got, mistake := stayed(s, guests), wrongVictim
		switch got {
		case "첫째만 남음", "셋째만 남음", "아무도 남지 않음":
			mistake = forgetsMore
		case "첫째 둘째 셋째 모두 남음":
			mistake = oneTooMany
		}
		if err := grader.Same("첫째 셋째만 남음", got, mistake); err != nil {
			return err
		}
	}
	return nil
}

// loginWhenFull은 자리가 없어도 제자리에서 로그인하는지 본다.
func loginWhenFull() error {
	for range 20 {
		s, guests := full()
		guests[2] = s.Login(guests[2], "바다")
		if err := grader.Same("첫째 둘째 셋째 모두 남음", stayed(s, guests), loginPushes); err != nil {
			return err
		}
	}
	return nil
}

// full은 세 자리에 세 사용자가 1초씩 사이를 두고 온 Sessions이다.
func full() (s *exercise.Sessions, guests []string) {
	s = exercise.NewSessions(life, 3)
	for range 3 {
		guests = append(guests, s.Start())
		time.Sleep(time.Second) // 가짜 시계
	}
	return s, guests
}

// stayed는 아직 기억하는 사용자들이다.
func stayed(s *exercise.Sessions, guests []string) string {
	var names []string
	for i, name := range []string{"첫째", "둘째", "셋째"} {
		if found(s, guests[i]) != "ErrNoSession" {
			names = append(names, name)
		}
	}
	switch len(names) {
	case 0:
		return "아무도 남지 않음"
	case len(guests):
		return strings.Join(names, " ") + " 모두 남음"
	}
	return strings.Join(names, " ") + "만 남음"
}

// comeTogether는 여럿이 함께 오고, 로그인하고, 찾는다.
func comeTogether() error {
	const limit = 20
	s := exercise.NewSessions(life, limit)
	shared := s.Login("", "바다")
	var guests sync.WaitGroup
	last := make([][]string, 8)
	for i := range last {
		guests.Go(func() {
			for range 200 {
				id := s.Login(s.Start(), "바다")
				last[i] = append(last[i], id)
				for range 20 {
					s.Find(id)
					s.Find(shared)
				}
			}
		})
	}
	guests.Wait()
	kept := 0
	for _, id := range slices.Concat(last...) {
		if _, err := s.Find(id); err == nil {
			kept++
		}
	}
	if kept > limit {
		return grader.Wrong{Want: "남은 세션 20개까지", Got: fmt.Sprintf("남은 세션 %d개", kept), Mistake: sessionsUnlocked}
	}
	return nil
}

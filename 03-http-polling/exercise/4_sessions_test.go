//go:build exercise

package exercise_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"socketworkbook/03-http-polling/exercise"
	"socketworkbook/internal/grader"
)

const (
	guessable        = "짐작할 수 있는 ID를 지음"
	ownChoice        = "클라이언트가 지어낸 ID를 받아들임"
	sameID           = "로그인해도 ID가 그대로임"
	oldAlive         = "로그인하기 전의 ID를 끝내지 않음"
	neverForgets     = "오래 오지 않은 사용자를 잊지 않음"
	fromStart        = "마지막으로 온 때가 아니라 처음 온 때부터 셈"
	boundless        = "세션이 끝없이 늘어남"
	wrongVictim      = "가장 오래 오지 않은 사용자 대신 다른 사용자를 잊음"
	loginPushes      = "로그인하면서 남의 자리를 빼앗음"
	sessionsUnlocked = "락 없이, 또는 RLock만 쥐고 고침"
	tooShort         = "ID가 짧음"
	notForCookie     = "쿠키에 적을 수 없는 ID"
	otherError       = "ErrNoSession이 아닌 오류를 돌려줌"
	refusesNew       = "쿠키가 없던 사용자를 로그인시키지 않음"
	loginIsOld       = "로그인한 때부터 수명을 다시 세지 않음"
	refusesFull      = "자리가 없으면 새 사용자를 받지 않음"
	oneTooMany       = "한도보다 하나 더 기억함"
)

func TestSessions(t *testing.T) {
	task := grader.Task{File: "03-http-polling/exercise/4_sessions.go", Note: "notes/03-http-polling.md#쿠키와-세션"}
	const life = time.Hour

	task.Try(t, "새 사용자", grader.Bubble(func() error {
		s := exercise.NewSessions(life, 1000)
		return grader.Same(`이름 ""`, found(s, s.Start()), "")
	}))
	task.Try(t, "ID", grader.Bubble(func() error {
		var ids []string
		for range 2 { // 다시 켠 서버가 같은 ID를 되풀이하지도 않는다.
			s := exercise.NewSessions(life, 1000)
			if err := grader.Same(`이름 ""`, found(s, s.Start()), ""); err != nil {
				return err
			}
			for range 500 {
				ids = append(ids, s.Start())
			}
		}
		got, mistake := judge(ids), guessable
		switch {
		case strings.HasSuffix(got, "글자"):
			mistake = tooShort
		case strings.HasPrefix(got, "쿠키에"):
			mistake = notForCookie
		}
		return grader.Same("짐작할 수 없는 26글자 이상", got, mistake)
	}))
	task.Try(t, "지어낸 ID", grader.Bubble(func() error {
		s, made := exercise.NewSessions(life, 1000), strings.Repeat("MADEBYME", 4)
		if err := grader.Same("ErrNoSession", found(s, made), unknownSlip(found(s, made))); err != nil {
			return err
		}
		id := s.Login(made, "바다")
		if err := grader.Same(`이름 "바다"`, found(s, id), ""); err != nil {
			return err
		}
		return grader.Same("ErrNoSession", found(s, made), ownChoice)
	}))
	task.Try(t, "로그인", grader.Bubble(func() error {
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
	}))
	task.Try(t, "쿠키가 없던 사용자의 로그인", grader.Bubble(func() error {
		s := exercise.NewSessions(life, 1000)
		return grader.Same(`이름 "바다"`, found(s, s.Login("", "바다")), refusesNew)
	}))
	task.Try(t, "오래 오지 않은 사용자", grader.Bubble(func() error {
		s := exercise.NewSessions(life, 1000)
		id := s.Login("", "바다")
		time.Sleep(life + time.Second) // 가짜 시계
		for range 2 {                  // 찾았다고 되살아나지도 않는다.
			if err := grader.Same("ErrNoSession", found(s, id), neverForgets); err != nil {
				return err
			}
		}
		return nil
	}))
	task.Try(t, "자주 오는 사용자", grader.Bubble(func() error {
		s := exercise.NewSessions(life, 1000)
		id := s.Login("", "바다")
		for range 3 {
			time.Sleep(life * 2 / 3) // 가짜 시계
			if err := grader.Same(`이름 "바다"`, found(s, id), fromStart); err != nil {
				return err
			}
		}
		return nil
	}))
	task.Try(t, "한참 있다가 로그인한 사용자", grader.Bubble(func() error {
		s := exercise.NewSessions(life, 1000)
		id := s.Start()
		time.Sleep(life * 2 / 3) // 가짜 시계
		id = s.Login(id, "바다")
		time.Sleep(life * 2 / 3) // 가짜 시계
		return grader.Same(`이름 "바다"`, found(s, id), loginIsOld)
	}))
	task.Try(t, "쿠키를 버리며 찾아오는 클라이언트", grader.Bubble(func() error {
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
		case kept > 10:
			mistake = boundless
		}
		return grader.Same("남은 세션 10개", fmt.Sprintf("남은 세션 %d개", kept), mistake)
	}))
	task.Try(t, "자리가 없을 때 잊을 사용자", grader.Bubble(func() error {
		for range 20 { // 맵은 볼 때마다 차례가 다르다. 어쩌다 맞은 것을 가려낸다.
			s, guests := full()
			found(s, guests[0])     // 첫째가 또 왔다. 이제 둘째가 가장 오래 오지 않았다.
			time.Sleep(time.Second) // 가짜 시계
			s.Start()
			if err := grader.Same("첫째 셋째만 남음", stayed(s, guests), wrongVictim); err != nil {
				return err
			}
		}
		return nil
	}))
	task.Try(t, "자리가 없을 때의 로그인", grader.Bubble(func() error {
		for range 20 {
			s, guests := full()
			guests[2] = s.Login(guests[2], "바다")
			if err := grader.Same("첫째 둘째 셋째 모두 남음", stayed(s, guests), loginPushes); err != nil {
				return err
			}
		}
		return nil
	}))
	task.Try(t, "여럿이 함께", grader.Together(sessionsUnlocked, func() error {
		s := exercise.NewSessions(life, 20)
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
		return grader.Same("남은 세션 20개까지", map[bool]string{true: "남은 세션 20개까지", false: fmt.Sprintf("남은 세션 %d개", kept)}[kept <= 20], sessionsUnlocked)
	}))
}

// full은 세 자리에 세 사용자가 1초씩 사이를 두고 온 Sessions이다.
func full() (s *exercise.Sessions, guests []string) {
	s = exercise.NewSessions(time.Hour, 3)
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
		switch text := found(s, guests[i]); {
		case text == grader.Todo.Error():
			return text
		case text != "ErrNoSession":
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

// unknownSlip은 모르는 ID에 ErrNoSession이 아닌 것으로 답한 실수이다.
func unknownSlip(got string) string {
	if strings.HasPrefix(got, "다른 오류") {
		return otherError
	}
	return ownChoice
}

// found는 Find가 준 것을 문장으로 적은 것이다.
func found(s *exercise.Sessions, id string) string {
	name, err := s.Find(id)
	if err != nil {
		return grader.NameOf(err, map[error]string{exercise.ErrNoSession: "ErrNoSession"})
	}
	return fmt.Sprintf("이름 %q", name)
}

// judge는 ID들이 어떤지 말한다. 짧은 것, 되풀이되는 것, 거의 바뀌지 않는 것(하나씩 커지는 ID)을 알아본다.
func judge(ids []string) string {
	seen, letters := map[string]bool{}, map[int]map[byte]bool{} // letters는 자리마다 나온 글자
	for _, id := range ids {
		switch {
		case len(id) < 26:
			return fmt.Sprintf("%d글자", len(id))
		case seen[id]:
			return "되풀이되는 ID"
		case (&http.Cookie{Name: "sid", Value: id}).Valid() != nil:
			return "쿠키에 적을 수 없는 것"
		}
		seen[id] = true
		for i := range len(id) {
			if letters[i] == nil {
				letters[i] = map[byte]bool{}
			}
			letters[i][id[i]] = true
		}
	}
	changing := 0
	for _, used := range letters {
		if len(used) > 1 {
			changing++
		}
	}
	if changing < 20 {
		return fmt.Sprintf("%d자리만 바뀌는 ID", changing)
	}
	return "짐작할 수 없는 26글자 이상"
}

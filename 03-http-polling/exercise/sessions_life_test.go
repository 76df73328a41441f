//go:build exercise

package exercise_test

import (
	"fmt"
	"runtime"
	"strings"
	"time"

	"socketworkbook/03-http-polling/exercise"
	"socketworkbook/internal/grader"
)

const (
	neverForgets = "오래 오지 않은 사용자를 잊지 않음"
	fixedLife    = "life가 아니라 다른 시간을 셈"
	fromStart    = "마지막으로 온 때가 아니라 처음 온 때부터 셈"
	loginIsOld   = "로그인한 때부터 수명을 다시 세지 않음"
	neverSwept   = "아무도 찾지 않는 오래된 세션이 메모리에 남음"
)

// forgets는 life 동안 오지 않은 사용자를 잊는지 본다. life는 서버마다 다르다.
func forgets() error {
	for _, life := range []time.Duration{time.Hour, time.Minute, 30 * 24 * time.Hour} {
		s := exercise.NewSessions(life, 1000)
		id := s.Login("", "바다")
		time.Sleep(life - time.Second) // 가짜 시계
		if err := grader.Same(`이름 "바다"`, found(s, id), map[bool]string{true: fixedLife}[life != time.Hour]); err != nil {
			return err
		}
		time.Sleep(life + time.Second) // 가짜 시계
		for range 2 {                  // 찾았다고 되살아나지도 않는다.
			mistake := map[bool]string{true: neverForgets, false: fixedLife}[life == time.Hour]
			if err := grader.Same("ErrNoSession", found(s, id), mistake); err != nil {
				return err
			}
		}
	}
	return nil
}

// oftenComes는 사용자가 올 때마다 수명을 다시 세는지 본다.
func oftenComes() error {
	s := exercise.NewSessions(life, 1000)
	id := s.Login("", "바다")
	for range 3 {
		time.Sleep(life * 2 / 3) // 가짜 시계
		if err := grader.Same(`이름 "바다"`, found(s, id), fromStart); err != nil {
			return err
		}
	}
	return nil
}

// loginLater는 로그인도 온 것으로 치는지 본다.
func loginLater() error {
	s := exercise.NewSessions(life, 1000)
	id := s.Start()
	time.Sleep(life * 2 / 3) // 가짜 시계
	id = s.Login(id, "바다")
	time.Sleep(life * 2 / 3) // 가짜 시계
	return grader.Same(`이름 "바다"`, found(s, id), loginIsOld)
}

// sweeps는 떠난 사용자의 세션을 메모리에서 지우는지 본다. 이름을 길게 지어서 메모리의 크기로 안다.
func sweeps() error {
	for _, name := range []string{"Start", "Login"} {
		const guests, size = 100, 200 << 10 // 바이트
		before := memory()
		s := exercise.NewSessions(life, 1000)
		for range guests {
			s.Login("", strings.Repeat("a", size))
		}
		time.Sleep(life + time.Second) // 가짜 시계
		if name == "Start" {
			s.Start()
		} else {
			s.Login("", "하늘")
		}
		kept := memory() - before
		runtime.KeepAlive(s)
		if kept > guests*size/2 {
			got := fmt.Sprintf("%s 다음에 남은 %.0fMB", name, float64(kept)/(1<<20))
			return grader.Wrong{Want: name + " 다음에 남은 0MB", Got: got, Mistake: neverSwept}
		}
	}
	return nil
}

// memory는 지금 쓰고 있는 메모리이다. 바이트.
func memory() int64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

package grader

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"
)

const together = "SOCKETWORKBOOK_TOGETHER" // Together의 do를 부를 프로세스라는 환경 변수

// Together는 do를 다른 프로세스에서 0.15초 동안 되풀이한다. 한 번은 어쩌다 무사할 수 있다.
// 뮤텍스 없이 맵을 함께 쓰면 Go는 프로그램을 통째로 끝내고, recover로도 받을 수 없다. 그때 mistake를 알린다.
func Together(mistake string, do func() error) func(*testing.T) error {
	return func(t *testing.T) error {
		if isAlone(together) {
			return repeat(do)
		}
		out, seen, err := alone(context.Background(), t, together)
		switch {
		case err == nil && seen.ended:
			return nil
		case strings.Contains(out, Todo.Error()):
			return Todo
		case strings.Contains(out, "끝나지 않습니다"):
			return errors.New("고루틴 여럿이 함께 쓰면 풀이가 끝나지 않습니다. 뮤텍스를 놓지 않았거나, 오지 않을 것을 기다리고 있습니다")
		case seen.crash == nil && !seen.ended:
			return seen.cause(err)
		}
		return Wrong{Want: "여럿이 함께 써도 무사함", Got: "함께 쓰다가 깨짐", Mistake: mistake}
	}
}

// repeat는 do를 0.15초 동안 되풀이한다.
func repeat(do func() error) error {
	for begin := time.Now(); time.Since(begin) < 150*time.Millisecond; {
		if err := do(); err != nil {
			return err
		}
	}
	return nil
}

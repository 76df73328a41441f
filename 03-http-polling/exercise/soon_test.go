//go:build exercise

package exercise_test

import (
	"runtime"
	"sync/atomic"
	"testing"
	"time"

	"socketworkbook/internal/grader"
)

// soon은 ok가 참이 될 때까지 기다린다. 1초가 지나면 그만둔다.
func soon(ok func() bool) bool { return within(time.Second, ok) }

func within(patience time.Duration, ok func() bool) bool {
	for deadline := time.Now().Add(patience); !ok(); runtime.Gosched() {
		if time.Now().After(deadline) {
			return false
		}
	}
	return true
}

func ended(c <-chan bool) bool {
	select {
	case <-c:
		return true
	default:
		return false
	}
}

// odd는 무엇의 배수도 아닌 시간이다. 자며 들여다보는 풀이가 깨어나는 때와 겹치지 않는다.
const odd = 70*time.Millisecond + 123_457*time.Nanosecond

const century = 100 * 365 * 24 * time.Hour

// sleeper는 가짜 시계로 백 년 가까이를 보낸다. 아무도 깨어나지 않으면 순식간이다. 다 보내기 전에 진짜 시계로
// 1.5초가 지났으면 false이다. 누가 자꾸 깨어나는 것이다.
type sleeper func() bool

// longSleep은 do를 가짜 시계 안에서 부르고, 백 년 가까이를 보내는 법을 준다.
func longSleep(do func(sleeper) error) func(*testing.T) error {
	return func(t *testing.T) error {
		var late atomic.Bool
		defer time.AfterFunc(1500*time.Millisecond, func() { late.Store(true) }).Stop() // 가짜 시계의 밖이다.
		return grader.Lasting(func() error {
			return do(func() bool {
				for nap := time.Millisecond; nap < century/3; nap += nap / 2 { // 조금씩 길게 자며 밖의 시계를 살핀다.
					time.Sleep(nap) // 가짜 시계
					if late.Load() {
						return false
					}
				}
				return true
			})
		})(t)
	}
}

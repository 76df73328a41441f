package grader

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

var bubbling atomic.Bool // 가짜 시계 안에서 해 보고 있다

// Bubble은 do를 가짜 시계 안에서 부른다(testing/synctest). 한 시간을 기다리는 데 한 시간이 걸리지 않는다.
// 가짜 시계는 모두가 기다릴 때만 간다. 쉬지 않고 변수를 들여다보며 기다리는 풀이가 있으면 멈추어 있다.
func Bubble(do func() error) func(*testing.T) error {
	return func(t *testing.T) (err error) {
		bubbling.Store(true)
		defer bubbling.Store(false)
		defer func() { // 틀렸다는 것을 이미 알았다면, 남은 고루틴이 있다는 말로 덮지 않는다.
			if reason := recover(); reason != nil && err == nil {
				panic(reason)
			}
		}()
		synctest.Test(t, func(*testing.T) {
			defer Recover(&err) // 가짜 시계 안은 다른 고루틴이다. 여기서 받아야 한다.
			err = do()
		})
		return err
	}
}

const leftover = "deadlock: main bubble goroutine has exited" // 남은 고루틴이 있을 때 synctest가 내는 패닉

// Lasting은 Bubble과 같지만, 풀이가 고루틴을 남겨도 된다. 닫는 법이 없는 것은 제 고루틴을 끝낼 수도 없다.
func Lasting(do func() error) func(*testing.T) error {
	return func(t *testing.T) error {
		defer func() {
			if reason := recover(); reason != nil && !strings.HasPrefix(fmt.Sprint(reason), leftover) {
				panic(reason)
			}
		}()
		return Bubble(do)(t)
	}
}

const moment = 30 * time.Millisecond

var asked, passed = make(chan bool), make(chan bool)

func init() {
	go func() { // 가짜 시계 밖에서 잔다.
		for range asked {
			time.Sleep(moment)
			passed <- true
		}
	}()
}

// Moment는 진짜 시계로 잠깐 기다린다. 그동안 가짜 시계는 멈추어 있다.
// 일어나면 안 되는 일이 일어나지 않는지 본다. 쉬지 않고 도는 풀이가 있어도 끝난다.
func Moment() {
	asked <- true
	<-passed
}

const (
	longWait = "SOCKETWORKBOOK_LONGWAIT" // LongWait의 do를 부를 프로세스라는 환경 변수
	longest  = time.Second               // LongWait이 기다려 보는 진짜 시간
)

var verdict = regexp.MustCompile(`「[^」]*」 (.+)\. 볼 곳: \S+\n`)

// LongWait은 do를 다른 프로세스의 가짜 시계 안에서 부른다. 한 해를 기다려도 도중에 그만두지 않는지 본다.
// 짧게 자며 들여다보는 풀이는 가짜 시계로도 오래 걸린다. 그것은 틀린 것이 아니므로, 1초 안에 끝나지 않으면 그만 본다.
// 그러니 짧게 기다려 보는 것은 Moment로 먼저 한다.
func LongWait(do func() error) func(*testing.T) error {
	return func(t *testing.T) error {
		if isAlone(longWait) {
			return Bubble(do)(t)
		}
		ctx, stop := context.WithTimeout(context.Background(), longest)
		defer stop()
		out, seen, err := alone(ctx, t, longWait)
		said := verdict.FindStringSubmatch(out)
		switch {
		case errors.Is(err, context.DeadlineExceeded), err == nil && seen.ended:
			return nil
		case strings.Contains(out, Todo.Error()):
			return Todo
		case said != nil:
			return errors.New(said[1])
		}
		return seen.cause(err)
	}
}

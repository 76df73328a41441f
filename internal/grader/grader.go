// Package grader는 연습 문제의 테스트가 함께 쓰는 것이다.
// 틀린 풀이에는 한 문장으로 답한다: 무엇을 바랐는지, 무엇이 왔는지, 흔한 실수의 이름, 노트의 어디를 볼지.
package grader

import (
	"errors"
	"fmt"
	"os"
	"regexp"
	"runtime/debug"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// Todo는 아직 풀지 않은 문제가 돌려주는 오류이다.
//
//lint:ignore ST1012 학생이 파일을 열자마자 읽는 이름이라 짧게 둔다.
var Todo = errors.New("아직 풀지 않았습니다")

var patience = 5 * time.Second // 풀이 하나가 끝나기를 기다리는 시간

// Task는 연습 문제 하나이다.
type Task struct {
	File string // 고칠 파일. 예: 01-raw-tcp/exercise/4_frames.go
	Note string // 볼 곳. 예: notes/01-raw-tcp.md#경계가-없다
}

// At은 볼 곳이 같은 노트의 다른 자리인 문제이다. anchor는 # 뒤에 적는 것이다.
func (k Task) At(anchor string) Task {
	note, _, _ := strings.Cut(k.Note, "#")
	k.Note = note + "#" + anchor
	return k
}

// Wrong은 풀이가 바라던 것과 다르다는 것이다.
type Wrong struct {
	Want, Got string
	Mistake   string // 흔한 실수의 이름. 알아보지 못했으면 빈 글
	guess     bool   // 예상과 견준 것이다
}

func (w Wrong) Error() string {
	if w.Got == "" {
		w.Got = "빈 문자열"
	}
	text := fmt.Sprintf("바라던 결과는 %s, 나온 결과는 %s입니다", w.Want, w.Got)
	if w.guess {
		text = fmt.Sprintf("실제로는 %s, 적은 예상은 %s입니다", w.Want, w.Got)
	}
	if w.Mistake != "" {
		text += ". 흔한 실수: " + w.Mistake
	}
	return text
}

// Try는 풀이를 한 번 불러 본다. do는 맞으면 nil을 돌려준다.
// 넘어지거나(panic) 5초 안에 끝나지 않는 풀이도 한 문장으로 끝난다.
// 문제마다 한 문장이다. 쉬운 것부터 해 보고, 하나가 틀리면 나머지는 해 보지 않는다.
func (k Task) Try(t *testing.T, name string, do func(t *testing.T) error) {
	t.Helper()
	if t.Failed() {
		return
	}
	t.Run(name, func(t *testing.T) {
		t.Helper()
		if err := k.call(t, name, do); err != nil {
			t.Fatal(k.sentence(name, err))
		}
	})
}

func (k Task) call(t *testing.T, name string, do func(t *testing.T) error) (err error) {
	announce(k, name)
	// 끝없이 도는 풀이는 멈출 길이 없다. 문장을 남기고 프로그램을 끝낸다.
	watchdog := time.AfterFunc(patience, func() {
		why := "풀이가 끝나지 않습니다. 끝없이 돌거나, 오지 않을 것을 기다리고 있습니다"
		if bubbling.Load() {
			why += ". 이 시험의 시계는 가짜라서, 모두가 기다릴 때만 갑니다. 그래서 시각만 보며 도는 반복문은 끝나지 않습니다. " +
				"함수 밖에 만든 채널이나 WaitGroup을 기다려도 그렇습니다"
		}
		fmt.Printf("--- FAIL: %s (%s)\n    %s\n", t.Name(), patience, k.sentence(name, errors.New(why)))
		os.Exit(1)
	})
	defer watchdog.Stop()
	defer Fallen(&err)
	return do(t)
}

// Fallen은 넘어진 풀이를 오류로 바꾼다. defer로 바로 부른다. 테스트가 만든 고루틴에서 풀이를 부를 때 쓴다.
func Fallen(err *error) {
	switch reason := recover(); {
	case reason == nil:
	case strings.HasPrefix(fmt.Sprint(reason), "deadlock: main bubble goroutine has exited"): // synctest가 알아챘다.
		*err = errors.New("풀이는 돌아왔지만 고루틴을 남겨 두었습니다")
	case strings.HasPrefix(fmt.Sprint(reason), "deadlock: "):
		*err = errors.New("풀이가 끝나지 않습니다. 오지 않을 것을 기다리고 있습니다")
	default:
		*err = fell(fmt.Sprint(reason), string(debug.Stack()))
	}
}

var ownLine = regexp.MustCompile(`/exercise/(\d+_[a-z]+\.go):(\d+)`) // 테스트(_test.go)의 줄은 아니다

// fell은 넘어진 까닭과, 풀이의 어느 줄에서 넘어졌는지이다.
func fell(reason, stack string) error {
	where := ""
	if line := ownLine.FindStringSubmatch(stack); line != nil {
		where = fmt.Sprintf(" %s의 %s번째 줄에서", line[1], line[2])
	}
	return fmt.Errorf("풀이가%s 넘어졌습니다(panic): %s", where, reason)
}

var bubbling atomic.Bool // 가짜 시계 안에서 해 보고 있다

// Bubble은 do를 가짜 시계 안에서 부른다(testing/synctest). 한 시간을 기다리는 데 한 시간이 걸리지 않는다.
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
			defer Fallen(&err) // 가짜 시계 안은 다른 고루틴이다. 여기서 받아야 한다.
			err = do()
		})
		return err
	}
}

// sentence는 name이라는 시험에서 틀린 까닭을 한 문장으로 적는다.
func (k Task) sentence(name string, err error) string {
	if errors.Is(err, Todo) {
		return fmt.Sprintf("%s: 「%s」 %v. 파일을 열어 주석을 읽어 보세요. 볼 곳: %s", k.File, name, Todo, k.Note)
	}
	return fmt.Sprintf("%s: 「%s」 %v. 볼 곳: %s", k.File, name, err, k.Note)
}

// Same은 want와 got이 같으면 nil, 다르면 Wrong이다. got이 아직 풀지 않았다는 말이면 Todo이다.
func Same(want, got, mistake string) error {
	switch {
	case want == got:
		return nil
	case strings.Contains(got, Todo.Error()):
		return Todo
	}
	return Wrong{Want: want, Got: got, Mistake: mistake}
}

// Guess는 예상(guess)이 실제로 해 본 것(fact)과 같으면 nil, 다르면 Wrong이다.
func Guess(fact, guess, mistake string) error {
	if fact == guess {
		return nil
	}
	return Wrong{Want: fact, Got: guess, Mistake: mistake, guess: true}
}

// Known은 mistakes에서 got을 보고 알아낸 실수의 이름이다. 없으면 ""에 적힌 것이다.
func Known(mistakes map[string]string, got string) string {
	if name, known := mistakes[got]; known {
		return name
	}
	return mistakes[""]
}

// NameOf는 err의 이름이다. known은 아는 오류의 이름이다. 모르는 오류는 적힌 글을 보여 준다.
func NameOf(err error, known map[error]string) string {
	for k, name := range known {
		if errors.Is(err, k) {
			return name
		}
	}
	switch {
	case err == nil:
		return "오류 없음"
	case errors.Is(err, Todo):
		return err.Error()
	}
	return fmt.Sprintf("다른 오류 %q", err)
}

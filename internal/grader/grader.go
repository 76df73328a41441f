// Package grader는 연습 문제의 테스트가 함께 쓰는 것이다.
// 틀린 풀이에는 한 문장으로 답한다: 무엇을 바랐는지, 무엇이 왔는지, 흔한 실수의 이름, 노트의 어디를 볼지.
package grader

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"
)

// Todo는 아직 풀지 않은 문제가 돌려주는 오류이다.
//
//lint:ignore ST1012 학생이 파일을 열자마자 읽는 이름이라 짧게 둔다.
var Todo = errors.New("아직 풀지 않았습니다")

var patience = 5 * time.Second // 풀이 하나가 끝나기를 기다리는 시간

// Task는 연습 문제 하나이다.
type Task struct {
	File     string // 고칠 파일. 예: 01-raw-tcp/exercise/4_frames.go
	Note     string // 볼 곳. 예: notes/01-raw-tcp.md#경계가-없다
	Unlocked string // 락 없이 맵을 함께 쓰다가 프로그램이 끝났을 때의 흔한 실수. 없으면 빈 문자열
}

// At은 볼 곳이 같은 노트의 다른 자리인 문제이다. anchor는 # 뒤에 적는 것이다.
func (k Task) At(anchor string) Task {
	note, _, _ := strings.Cut(k.Note, "#")
	k.Note = note + "#" + anchor
	return k
}

// Try는 풀이를 한 번 불러 본다. do는 맞으면 nil을 돌려준다.
// 패닉을 내거나 5초 안에 끝나지 않는 풀이도 한 문장으로 끝난다.
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
			why += ". 이 테스트의 시계는 가짜라서, 모두가 기다릴 때만 갑니다. 그래서 시각만 보며 도는 반복문은 끝나지 않습니다. " +
				"함수 밖에 만든 채널이나 WaitGroup을 기다려도 그렇습니다"
		}
		fmt.Printf("--- FAIL: %s (%s)\n    %s\n", t.Name(), patience, k.sentence(name, errors.New(why)))
		announceEnd()
		os.Exit(1)
	})
	defer watchdog.Stop()
	defer Recover(&err)
	return do(t)
}

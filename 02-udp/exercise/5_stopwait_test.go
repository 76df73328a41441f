//go:build exercise

package exercise_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"socketworkbook/02-udp/exercise"
	"socketworkbook/internal/grader"
)

const (
	noWait        = "확인을 기다리지 않고 다음 것을 보냄"
	noPause       = "기다리지 않고 바로 다시 보냄"
	notSeen       = "온 확인을 알아보지 못함"
	splitSend     = "한 메시지를 데이터그램 둘로 나누어 보냄"
	lastIsFree    = "마지막 메시지의 확인을 기다리지 않음"
	noResend      = "다시 보내지 않음"
	countsAll     = "메시지마다가 아니라 모두 합해서 횟수를 셈"
	goesOn        = "확인이 오지 않았는데 다음 것으로 넘어감"
	noLastWait    = "마지막에 다시 보낸 것은 기다리지 않음"
	firstIsFree   = "처음 보낸 것을 횟수에 넣지 않음"
	noLimit       = "끝없이 다시 보냄"
	fixedWait     = "wait와 상관없는 시간을 기다림"
	fixedTries    = "tries와 상관없는 횟수만큼 보냄"
	anyError      = "데드라인이 지난 것이 아닌 오류에도 다시 보냄"
	readDropped   = "읽기의 오류를 버리고 계속 기다림"
	sendLost      = "보내기의 오류를 돌려주지 않음"
	anyIsAck      = "ok와 번호가 꼭 맞지 않는 것도 확인으로 믿음"
	resendAtNoise = "엉뚱한 것이 오자마자 다시 보냄"
	restartWait   = "엉뚱한 것이 올 때마다 처음부터 다시 기다림"
	oldIsNew      = "옛 확인을 새것으로 믿음"
	writeDeadline = "쓰기 데드라인까지 정해서 다시 보내지 못함"
	closesConn    = "빌린 연결을 닫음"
	stillReads    = "돌아온 다음에도 고루틴이 읽고 있음"
)

func TestStopWait(t *testing.T) {
	task := grader.Task{File: "02-udp/exercise/5_stopwait.go", Note: "notes/02-udp.md#멈추고-기다리기"}

	for _, test := range append(stopWaitTests, stopWaitTroubles...) {
		task.Try(t, test.name, grader.Bubble(test.run))
	}
	task.Try(t, "wait가 하루일 때", grader.LongWait(aDay))
}

// stopWaitTest는 Send를 한 번 불러 보는 것이다.
type stopWaitTest struct {
	name     string
	messages []string      // 비어 있으면 하나, 둘, 셋
	wait     time.Duration // 0이면 1초
	tries    int           // 0이면 세 번
	// fate는 i번째(0부터) 데이터그램에 무엇을 언제 돌려줄지 정한다. 아무것도 없으면 잃은 것이다.
	fate func(i int, message string) []answer
	want string
	slip func(l *lossy) string // 흔한 실수를 알아본다
}

func (test stopWaitTest) run() error {
	if test.messages == nil {
		test.messages = []string{"하나", "둘", "셋"}
	}
	if test.wait == 0 {
		test.wait = time.Second
	}
	if test.tries == 0 {
		test.tries = 3
	}
	line := newLossy(test.fate)
	err := line.send(test.messages, test.wait, test.tries)
	mistake := ""
	switch {
	case line.late:
		mistake = writeDeadline
	case line.closed:
		mistake = closesConn
	case len(line.sent) == tooMany:
		mistake = noLimit
	case test.slip != nil:
		mistake = test.slip(line)
	}
	if err := grader.Same(test.want, line.history()+sendError(err), mistake); err != nil {
		return err
	}
	return line.returned()
}

// returned는 Send가 돌아오며 빌린 연결을 그대로 두었는지 본다.
func (l *lossy) returned() error {
	if l.closed {
		return grader.Wrong{Want: "열린 연결", Got: "닫힌 연결", Mistake: closesConn}
	}
	synctest.Wait() // 고루틴이 하던 일을 마칠 틈을 준다.
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.reading > 0 {
		return grader.Wrong{Want: "아무도 읽지 않는 연결", Got: "읽고 있는 연결", Mistake: stillReads}
	}
	return nil
}

// aDay는 wait가 아무리 길어도 다 기다리는지 본다.
func aDay() error {
	const day = 24 * time.Hour
	line := newLossy(func(i int, m string) []answer {
		if i == 1 {
			return nil
		}
		return []answer{{ack(m), day - time.Minute}}
	})
	err := line.send([]string{"하나", "둘"}, day, 2)
	var at []string
	for _, when := range line.at {
		at = append(at, when.Round(time.Minute).String())
	}
	got := fmt.Sprintf("보낸 때 %s, 마지막에 %s", strings.Join(at, " "), sendError(err))
	return grader.Same("보낸 때 0s 23h59m0s 47h59m0s, 마지막에 오류 없음", got, fixedWait)
}

func sendError(err error) string {
	return grader.NameOf(err, map[error]string{exercise.ErrNoAnswer: "ErrNoAnswer", errBroken: "소켓이 준 오류"})
}

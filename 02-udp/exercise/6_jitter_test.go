//go:build exercise

package exercise_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"socketworkbook/02-udp/exercise"
	"socketworkbook/internal/grader"
)

const (
	noDelay      = "delay를 기다리지 않음"
	ownArrival   = "저마다 온 때부터 delay를 셈"
	arrivalOrder = "번호가 아니라 온 차례대로 재생함"
	lostBefore   = "아무것도 오기 전에 잃었다고 함"
	firstIsOne   = "처음 온 것을 1번으로 여김"
	waitsForLost = "잃은 것이 올 때까지 기다림"
	pullsForward = "잃은 것을 알리지 않고 건너뜀"
	playsLate    = "지난 번호를 뒤늦게 재생함"
	playsTwice   = "같은 번호를 두 번 재생함"
	emptyIsLost  = "빈 데이터그램을 잃은 것으로 여김"
	droppedSets  = "버려야 할 번호에 결과가 달라짐"
	lastSets     = "새로 올 때마다 때를 다시 정함"
	fixedTimes   = "delay나 every와 상관없는 시간을 셈"
	noWindow     = "너무 앞선 번호도 담음"
	smallWindow  = "담을 수 있는 번호를 버림"
	sharedBuffer = "버퍼 둘이 같은 변수를 씀"
	neverForgets = "재생한 것을 메모리에 남겨 둠"
	keepsLate    = "지난 번호를 메모리에 담아 둠"
)

func TestJitter(t *testing.T) {
	task := grader.Task{File: "02-udp/exercise/6_jitter.go", Note: "notes/02-udp.md#제때-재생하기"}

	for _, test := range jitterTests {
		task.Try(t, test.name, func(*testing.T) error {
			got := test.play()
			return grader.Same(test.want, got, grader.Known(test.mistakes, got))
		})
	}
	task.Try(t, "번갈아 쓰는 버퍼 둘", func(*testing.T) error { return twoBuffers() })
	for _, test := range windowTests {
		task.Try(t, test.name, func(*testing.T) error { return test.run() })
	}
	task.Try(t, "64KiB짜리 400개를 재생한 뒤의 메모리", func(*testing.T) error { return forgets(neverForgets, playAll) })
	task.Try(t, "지난 번호 400개가 온 뒤의 메모리", func(*testing.T) error { return forgets(keepsLate, allLate) })
}

// 테스트의 시각은 지금이 아니다. time.Now로는 풀 수 없다.
var noon = time.Date(2031, 5, 1, 12, 0, 0, 0, time.UTC)

const ms = time.Millisecond

// arrival은 데이터그램 하나가 온 것이다. text가 비어 있으면 번호를 적은 것이 온다.
type arrival struct {
	at     time.Duration
	number int
	text   string
}

// jitterTest는 온 것을 담으면서 end까지 재생해 보는 것이다.
type jitterTest struct {
	name         string
	delay, every time.Duration // 0이면 60ms와 20ms
	arrivals     []arrival     // 온 차례대로
	end          time.Duration
	want         string
	mistakes     map[string]string // 나온 것으로 알아보는 실수
}

// play는 1ms마다 그때 온 것을 담고, 때가 된 것을 모두 꺼낸다.
func (test jitterTest) play() string {
	if test.every == 0 {
		test.delay, test.every = 60*ms, 20*ms
	}
	buffer := exercise.NewJitter(test.delay, test.every)
	var history []string
	waiting := test.arrivals
	for at := time.Duration(0); at <= test.end; at += ms {
		for len(waiting) > 0 && waiting[0].at == at {
			buffer.Put(waiting[0].number, waiting[0].payload(), noon.Add(at))
			waiting = waiting[1:]
		}
		for range 10 { // 끝없이 꺼내 주는 풀이도 있다.
			what, ok := next(buffer, noon.Add(at))
			if !ok {
				break
			}
			history = append(history, fmt.Sprintf("%v %s", at, what))
		}
	}
	return strings.Join(history, ", ")
}

func (a arrival) payload() string {
	switch a.text {
	case "":
		return fmt.Sprintf("%d번", a.number)
	case "빈 것":
		return ""
	}
	return a.text
}

// next는 Next가 준 것을 읽기 좋게 적는다.
func next(buffer *exercise.Jitter, now time.Time) (what string, ok bool) {
	payload, lost, ok := buffer.Next(now)
	switch {
	case lost:
		return "잃음", ok
	case payload == "":
		return "빈 것", ok
	}
	return payload, ok
}

package grader

import (
	"errors"
	"fmt"
	"net"
	"os"
	"runtime"
	"runtime/debug"
	"strings"
	"sync"
	"testing"
	"time"
)

const (
	demo     = "SOCKETWORKBOOK_DEMO"      // 이 환경 변수가 있으면 이 프로그램은 그렇게 틀린 풀이를 시험한다
	demoAddr = "SOCKETWORKBOOK_DEMO_ADDR" // 풀이가 붙어 있을 주소
)

// killedSentence는 운영 체제가 끝낸 풀이에 바라는 문장이다.
var killedSentence = func() string {
	if runtime.GOOS == "windows" { // 스스로 끝낸 것과 구별할 수 없다.
		return "풀이가 프로그램을 끝내 버렸습니다(os.Exit나 log.Fatal)"
	}
	return "운영 체제가 풀이를 끝냈습니다(signal: killed). 메모리를 너무 많이 쓰지 않는지 보세요"
}()

func TestMain(m *testing.M) {
	switch os.Getenv(demo) {
	case "":
		os.Exit(m.Run())
	case "멈춤", "가짜 시계에서 헛돎":
		patience = 50 * time.Millisecond
	default:
		patience = time.Minute
	}
	Main(m)
}

func TestDemo(t *testing.T) {
	how := os.Getenv(demo)
	if how == "" {
		t.Skip("TestOneSentence가 부른다")
	}
	task := Task{File: "a/exercise/1_a.go", Note: "notes/a.md#b", Unlocked: "뮤텍스"}
	if how == "앞의 것이 틀린 다음" {
		t.Run("다른 테스트", func(t *testing.T) { t.Error("FAIL") })
		t.Run("둘째", func(t *testing.T) { task.Try(t, "둘째", func(*testing.T) error { os.Exit(3); return nil }) })
	}
	task.Try(t, "첫째", func(*testing.T) error { return nil })
	task.Try(t, "둘째", func(t *testing.T) error { return solutions[how](t) })
	if !strings.HasPrefix(how, "맞음") {
		task.Try(t, "셋째", func(*testing.T) error { return errors.New("여기까지 오지 않는다") })
	}
}

// solutions는 틀린 풀이들이다. 첫째만 맞았다.
var solutions = map[string]func(*testing.T) error{
	"맞음":                func(*testing.T) error { fmt.Fprintln(os.Stderr, "둘째를 풀고 있다"); return nil },
	"맞음, 쉬지 않고 돌며 기다림":  LongWait(func() error { return aYear(runtime.Gosched) }),
	"맞음, 자며 들여다보며 기다림":  LongWait(func() error { return aYear(func() { time.Sleep(time.Millisecond) }) }),
	"맞음, 함수 밖의 채널을 기다림": LongWait(func() error { <-outside; return nil }),
	"맞음, 진짜로 잠깐 기다림":    Bubble(realMoment),

	"맞음, 고루틴이 남아도 됨":  Lasting(func() error { go func() { <-make(chan int) }(); return nil }),
	"고루틴을 남기고 틀림":     Lasting(func() error { go func() { <-make(chan int) }(); return Same("3", "4", "셈") }),
	"고루틴이 남아도 될 때 패닉": Lasting(func() error { go func() { <-make(chan int) }(); panic("악") }),

	"아직": func(*testing.T) error { return Same("3", Todo.Error(), "") },
	"틀림": func(*testing.T) error { return Same("3", "4", "셈") },

	"길게 틀림":           func(*testing.T) error { return Same("3", strings.Repeat("가", 2000), "셈") },
	"줄을 바꿔 틀림":        func(*testing.T) error { return errors.Join(errors.New("하나"), errors.New("둘\xeb")) },
	"오래 기다리다 틀림":      LongWait(func() error { time.Sleep(365 * 24 * time.Hour); return Same("3", "4", "셈") }),
	"오래 기다리다 아직":      LongWait(func() error { return Todo }),
	"오래 기다리다 패닉":      LongWait(func() error { time.Sleep(time.Hour); panic("악") }),
	"오래 기다리다 끝냄":      LongWait(func() error { time.Sleep(time.Hour); os.Exit(0); return nil }),
	"오래 기다리다 고루틴을 남김": LongWait(func() error { go func() { <-make(chan int) }(); return nil }),

	"패닉":         func(*testing.T) error { panic("악") },
	"가짜 시계에서 패닉": Bubble(func() error { panic("악") }),
	"고루틴에서 패닉":   func(*testing.T) error { go func() { panic("악") }(); select {} },
	"말하다가 패닉":    func(*testing.T) error { go func() { print("줄을 바꾸지 않음"); panic("악") }(); select {} },
	"스택이 넘침":     func(*testing.T) error { debug.SetMaxStack(1 << 20); return forever(1) },

	"멈춤":         func(*testing.T) error { select {} },
	"가짜 시계에서 멈춤": Bubble(func() error { <-make(chan int); return nil }),
	"고루틴을 남김":    Bubble(func() error { go func() { <-make(chan int) }(); return nil }),
	"가짜 시계에서 헛돎": Bubble(func() error {
		for begin := time.Now(); time.Since(begin) < time.Second; {
		}
		return nil
	}),

	"상태 3으로 끝냄":  func(*testing.T) error { os.Exit(3); return nil },
	"상태 0으로 끝냄":  func(*testing.T) error { os.Exit(0); return nil },
	"함께 쓰다가 끝냄":  Together("뮤텍스", func() error { os.Exit(0); return nil }),
	"함께 쓰다가 깨짐":  Together("뮤텍스", shareMap),
	"끝없이 출력함":    func(*testing.T) error { return shout(os.Stdout) },
	"끝없이 로그를 남김": func(*testing.T) error { return shout(os.Stderr) },
	"함께 쓰다가 출력함": Together("뮤텍스", func() error { return shout(os.Stdout) }),
	"운영 체제가 끝냄": func(*testing.T) error {
		self, err := os.FindProcess(os.Getpid())
		if err != nil {
			return err
		}
		self.Kill()
		select {}
	},
	"붙어 있음": func(*testing.T) error {
		if _, err := net.Dial("tcp", os.Getenv(demoAddr)); err != nil {
			return err
		}
		select {}
	},
}

// forever는 음수가 될 때까지 저를 부른다. 그 전에 스택이 넘친다.
func forever(n int) error {
	if n < 0 {
		return nil
	}
	return fmt.Errorf("%d: %w", n, forever(n+1))
}

func shout(out *os.File) error {
	for {
		fmt.Fprintln(out, "안녕")
	}
}

// shareMap은 뮤텍스 없이 맵을 함께 쓴다.
func shareMap() error {
	shared := map[int]int{}
	var writers sync.WaitGroup
	for range 8 {
		writers.Go(func() {
			for i := range 1000 {
				shared[i] = i
			}
		})
	}
	writers.Wait()
	return nil
}

package grader

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime/debug"
	"strings"
	"testing"
	"time"
)

const demo = "SOCKETWORKBOOK_DEMO" // 이 환경 변수가 있으면 이 프로그램은 틀린 풀이를 해 본다

func TestMain(m *testing.M) {
	if os.Getenv(demo) == "" {
		os.Exit(m.Run())
	}
	patience = 50 * time.Millisecond
	Main(m)
}

// 틀린 풀이는 무엇을 하든 한 문장으로 끝난다. 스택은 쏟지 않는다.
func TestOneSentence(t *testing.T) {
	for name, want := range map[string]string{
		"아직":        "a/exercise/1_a.go: 「둘째」 아직 풀지 않았습니다. 파일을 열어 주석을 읽어 보세요. 볼 곳: notes/a.md#b",
		"틀림":        "a/exercise/1_a.go: 「둘째」 바라던 결과는 3, 나온 결과는 4입니다. 흔한 실수: 셈. 볼 곳: notes/a.md#b",
		"넘어짐":       "a/exercise/1_a.go: 「둘째」 풀이가 넘어졌습니다(panic): 악. 볼 곳: notes/a.md#b",
		"거품에서 넘어짐":  "a/exercise/1_a.go: 「둘째」 풀이가 넘어졌습니다(panic): 악. 볼 곳: notes/a.md#b",
		"고루틴에서 넘어짐": "a/exercise/1_a.go: 「둘째」 풀이가 넘어졌습니다(panic): 악. 볼 곳: notes/a.md#b",
		"멈춤":        "a/exercise/1_a.go: 「둘째」 풀이가 끝나지 않습니다. 끝없이 돌거나, 오지 않을 것을 기다리고 있습니다. 볼 곳: notes/a.md#b",
		"고루틴을 남김":   "a/exercise/1_a.go: 「둘째」 풀이는 돌아왔지만 고루틴을 남겨 두었습니다. 볼 곳: notes/a.md#b",
		"거품에서 헛돎":   "오지 않을 것을 기다리고 있습니다. 이 시험의 시계는 가짜라서",
		"프로그램을 끝냄":  "a/exercise/1_a.go: 「둘째」 풀이가 프로그램을 끝내 버렸습니다(os.Exit나 log.Fatal). 볼 곳: notes/a.md#b",
		"스택이 넘침":    "a/exercise/1_a.go: 「둘째」 풀이가 넘어졌습니다(panic): stack overflow. 볼 곳: notes/a.md#b",
		"거품에서 멈춤":   "a/exercise/1_a.go: 「둘째」 풀이가 끝나지 않습니다. 오지 않을 것을 기다리고 있습니다. 볼 곳: notes/a.md#b",
	} {
		t.Run(name, func(t *testing.T) {
			cmd := exec.Command(os.Args[0], "-test.run=^TestDemo$")
			cmd.Env = append(os.Environ(), demo+"="+name)
			out, err := cmd.CombinedOutput()
			got := string(out)
			if ended := (*exec.ExitError)(nil); !errors.As(err, &ended) {
				t.Errorf("실패하지 않았다: %v", err)
			}
			if !strings.Contains(got, want) || strings.Count(got, "볼 곳") != 1 || strings.Contains(got, "goroutine ") || strings.Contains(got, "runtime: ") || strings.Contains(got, trying) {
				t.Errorf("바란 문장은 %q\n%s", want, got)
			}
		})
	}
}

func TestDemo(t *testing.T) {
	how := os.Getenv(demo)
	if how == "" {
		t.Skip("TestOneSentence가 부른다")
	}
	task := Task{File: "a/exercise/1_a.go", Note: "notes/a.md#b"}
	task.Try(t, "첫째", func(*testing.T) error { return nil })
	task.Try(t, "둘째", func(t *testing.T) error {
		switch how {
		case "아직":
			return Same("3", Todo.Error(), "")
		case "틀림":
			return Same("3", "4", "셈")
		case "넘어짐":
			panic("악")
		case "거품에서 넘어짐":
			return Bubble(func() error { panic("악") })(t)
		case "고루틴에서 넘어짐":
			go func() { panic("악") }()
		case "고루틴을 남김":
			return Bubble(func() error { go func() { <-make(chan int) }(); return nil })(t)
		case "거품에서 헛돎":
			return Bubble(func() error {
				for begin := time.Now(); time.Since(begin) < time.Second; {
				}
				return nil
			})(t)
		case "프로그램을 끝냄":
			os.Exit(3)
		case "스택이 넘침":
			debug.SetMaxStack(1 << 20)
			return forever(1)
		case "거품에서 멈춤":
			return Bubble(func() error { <-make(chan int); return nil })(t)
		}
		select {}
	})
	task.Try(t, "셋째", func(*testing.T) error { return errors.New("여기까지 오지 않는다") })
}

// forever는 음수가 될 때까지 저를 부른다. 그 전에 스택이 넘친다.
func forever(n int) error {
	if n < 0 {
		return nil
	}
	return fmt.Errorf("%d: %w", n, forever(n+1))
}

// 넘어진 줄은 풀이의 것만 알린다.
func TestFell(t *testing.T) {
	stack := "main.go:1\n\t/x/exercise/1_a_test.go:5 +0x1\n\t/x/exercise/1_a.go:12 +0x2\n"
	if got := fell("악", stack).Error(); got != "풀이가 1_a.go의 12번째 줄에서 넘어졌습니다(panic): 악" {
		t.Error(got)
	}
}

package grader

import (
	"errors"
	"net"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// sentences는 solutions마다 바라는 문장이다.
var sentences = map[string]string{
	"아직":              "아직 풀지 않았습니다. 파일을 열어 주석을 읽어 보세요",
	"틀림":              "바라던 결과는 3, 나온 결과는 4입니다. 흔한 실수: 셈",
	"줄을 바꿔 틀림":        `하나\n둘\xeb`,
	"오래 기다리다 틀림":      "바라던 결과는 3, 나온 결과는 4입니다. 흔한 실수: 셈",
	"오래 기다리다 아직":      "아직 풀지 않았습니다. 파일을 열어 주석을 읽어 보세요",
	"오래 기다리다 패닉":      "풀이에서 패닉이 났습니다(panic): 악",
	"오래 기다리다 끝냄":      "풀이가 프로그램을 끝내 버렸습니다(os.Exit나 log.Fatal)",
	"오래 기다리다 고루틴을 남김": "풀이는 돌아왔지만 고루틴을 남겨 두었습니다",
	"길게 틀림":           "바라던 결과는 3, 나온 결과는 " + strings.Repeat("가", 240) + "…입니다. 흔한 실수: 셈",
	"패닉":              "풀이에서 패닉이 났습니다(panic): 악",
	"가짜 시계에서 패닉":      "풀이에서 패닉이 났습니다(panic): 악",
	"고루틴에서 패닉":        "풀이에서 패닉이 났습니다(panic): 악",
	"말하다가 패닉":         "풀이에서 패닉이 났습니다(panic): 악",
	"스택이 넘침":          "풀이에서 패닉이 났습니다(panic): stack overflow",
	"멈춤":              "풀이가 끝나지 않습니다. 끝없이 돌거나, 오지 않을 것을 기다리고 있습니다",
	"가짜 시계에서 멈춤":      "풀이가 끝나지 않습니다. 오지 않을 것을 기다리고 있습니다",
	"고루틴을 남기고 틀림":     "바라던 결과는 3, 나온 결과는 4입니다. 흔한 실수: 셈",
	"고루틴이 남아도 될 때 패닉": "풀이에서 패닉이 났습니다(panic): 악",
	"고루틴을 남김":         "풀이는 돌아왔지만 고루틴을 남겨 두었습니다",
	"상태 3으로 끝냄":       "풀이가 프로그램을 끝내 버렸습니다(os.Exit나 log.Fatal)",
	"상태 0으로 끝냄":       "풀이가 프로그램을 끝내 버렸습니다(os.Exit나 log.Fatal)",
	"함께 쓰다가 끝냄":       "풀이가 프로그램을 끝내 버렸습니다(os.Exit나 log.Fatal)",
	"함께 쓰다가 깨짐":       "바라던 결과는 여럿이 함께 써도 무사함, 나온 결과는 함께 쓰다가 깨짐입니다. 흔한 실수: 뮤텍스",
	"끝없이 출력함":         "풀이가 끝없이 출력합니다",
	"끝없이 로그를 남김":      "풀이가 끝없이 출력합니다",
	"함께 쓰다가 출력함":      "풀이가 끝없이 출력합니다",
	"운영 체제가 끝냄":       killedSentence,
	"앞의 것이 틀린 다음":     "풀이가 프로그램을 끝내 버렸습니다(os.Exit나 log.Fatal)",
}

// 틀린 풀이는 무엇을 하든 한 문장으로 끝난다. 스택은 쏟지 않는다.
func TestOneSentence(t *testing.T) {
	for how, want := range sentences {
		for _, flag := range []string{"-test.v", "-test.paniconexit0"} { // progress처럼, 그리고 go test처럼
			t.Run(how+flag, func(t *testing.T) {
				t.Parallel()
				out, err := demonstrate(how, flag)
				if ended := (*exec.ExitError)(nil); !errors.As(err, &ended) {
					t.Errorf("실패하지 않았다: %v", err)
				}
				want := "a/exercise/1_a.go: 「둘째」 " + want + ". 볼 곳: notes/a.md#b\n"
				if !strings.Contains(out, want) || strings.Count(out, "볼 곳") != 1 {
					t.Errorf("바란 문장은 %q\n%s", want, tail(out))
				}
				for _, noise := range []string{"goroutine ", "runtime: ", trying, ending} {
					if strings.Contains(out, noise) {
						t.Errorf("%q를 보인다\n%s", noise, tail(out))
					}
				}
			})
		}
	}
}

// 가짜 시계에서 시각만 보며 도는 풀이에는 이유를 더 알려 준다.
func TestSpinningInBubble(t *testing.T) {
	out, err := demonstrate("가짜 시계에서 헛돎")
	if err == nil || !strings.Contains(out, "오지 않을 것을 기다리고 있습니다. 이 테스트의 시계는 가짜라서") {
		t.Errorf("%v\n%s", err, tail(out))
	}
}

// 기다리는 법이 어떻든 맞은 풀이는 통과한다.
func TestRightWaits(t *testing.T) {
	for how := range solutions {
		if strings.HasPrefix(how, "맞음, ") {
			t.Run(how, func(t *testing.T) {
				t.Parallel()
				if out, err := demonstrate(how); err != nil || out != "PASS\n" {
					t.Errorf("%q, %v", tail(out), err)
				}
			})
		}
	}
}

// 맞은 풀이는 통과하고, 풀이가 stderr에 적은 것도 보인다.
func TestRight(t *testing.T) {
	out, err := demonstrate("맞음")
	if err != nil || out != "PASS\n둘째를 풀고 있다\n" {
		t.Errorf("%q, %v", out, err)
	}
}

// demonstrate는 이 프로그램을 한 번 더 실행해서, how처럼 푼 것을 시험한다.
func demonstrate(how string, flags ...string) (out string, err error) {
	cmd := exec.Command(os.Args[0], append(flags, "-test.run=^TestDemo$")...)
	cmd.Env = append(os.Environ(), demo+"="+how, "GORACE=atexit_sleep_ms=0")
	text, err := cmd.CombinedOutput()
	return string(text), err
}

// tail은 긴 출력의 끝이다.
func tail(out string) string { return out[max(0, len(out)-2000):] }

// 지켜보던 쪽이 사라지면 풀이도 남지 않는다.
func TestLeavesWithWatcher(t *testing.T) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil { // IPv6만 있는 컴퓨터이다.
		ln, err = net.Listen("tcp", "[::1]:0")
	}
	if err != nil {
		t.Fatal(err)
	}
	defer ln.Close()
	watcher := exec.Command(os.Args[0], "-test.run=^TestDemo$")
	watcher.Env = append(os.Environ(), demo+"=붙어 있음", demoAddr+"="+ln.Addr().String())
	if err := watcher.Start(); err != nil {
		t.Fatal(err)
	}
	defer watcher.Process.Kill()
	conn, err := ln.Accept() // 풀이가 붙었다.
	if err != nil {
		t.Fatal(err)
	}
	watcher.Process.Kill()
	watcher.Wait()
	conn.SetReadDeadline(time.Now().Add(10 * time.Second))
	if _, err := conn.Read(make([]byte, 1)); errors.Is(err, os.ErrDeadlineExceeded) {
		t.Error("지켜보던 쪽이 사라졌는데 풀이가 남아 있다")
	}
}

// 패닉이 난 줄은 풀이의 것만 알린다.
func TestPanicked(t *testing.T) {
	stack := "main.go:1\n\t/x/exercise/1_a_test.go:5 +0x1\n\t/x/exercise/1_a.go:12 +0x2\n"
	if got := panicked("악", stack).Error(); got != "1_a.go의 12번째 줄에서 패닉이 났습니다(panic): 악" {
		t.Error(got)
	}
}

// 락을 잊은 풀이는 함께 써 보는 차례가 오기 전에 프로그램을 끝낼 수도 있다. 그때도 실수의 이름을 안다.
func TestUnlockedCrash(t *testing.T) {
	diary := trying + "a/exercise/1_a.go\tnotes/a.md#b\t뮤텍스\t둘째\nfatal error: concurrent map writes\n\ngoroutine 7 [running]:\n"
	seen := read(diary)
	want := "a/exercise/1_a.go: 「둘째」 풀이에서 패닉이 났습니다(panic): concurrent map writes. 흔한 실수: 뮤텍스. 볼 곳: notes/a.md#b"
	if got := seen.task.sentence(seen.name, seen.cause(nil)); got != want {
		t.Errorf("바란 문장은 %q\n나온 문장은 %q", want, got)
	}
}

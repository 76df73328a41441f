package bounded

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"strings"
	"testing"
	"time"
)

const demo = "SOCKETWORKBOOK_BOUNDED" // 이 환경 변수가 있으면 이 프로그램은 말썽을 부린다

func TestMain(m *testing.M) {
	switch os.Getenv(demo) {
	case "":
		os.Exit(m.Run())
	case "출력":
		for {
			fmt.Println("안녕")
		}
	case "두 곳에 출력":
		for {
			fmt.Fprintln(os.Stderr, "안녕")
			fmt.Println("안녕")
		}
	case "멈춤":
		signal.Ignore(os.Interrupt)
		fmt.Println("멈춤")
		time.Sleep(time.Hour)
	case "고분고분":
		fmt.Println("하나")
		fmt.Fprintln(os.Stderr, "둘")
		os.Exit(3)
	}
}

func run(ctx context.Context, how string) (out, diary string, err error) {
	var stdout, stderr bytes.Buffer
	cmd := Command(ctx, 1000, os.Args[0])
	cmd.Env = append(os.Environ(), demo+"="+how)
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	err = cmd.Run()
	return stdout.String(), stderr.String(), err
}

// 끝없이 출력하면 한도까지만 받고 끝낸다.
func TestOutput(t *testing.T) {
	for _, how := range []string{"출력", "두 곳에 출력"} {
		out, diary, err := run(t.Context(), how)
		if !errors.Is(err, ErrOutput) || len(out)+len(diary) > 1000 {
			t.Errorf("%s: %d바이트와 %d바이트, %v", how, len(out), len(diary), err)
		}
	}
}

// Ctrl-C를 듣지 않고 멈춘 프로그램도 끝낸다. 이유는 ctx의 것이다.
func TestTime(t *testing.T) {
	late := errors.New("늦음")
	ctx, stop := context.WithTimeoutCause(t.Context(), 500*time.Millisecond, late)
	defer stop()
	begin := time.Now()
	if _, _, err := run(ctx, "멈춤"); err != late || time.Since(begin) > 10*time.Second {
		t.Errorf("%v 만에 %v로 끝났다", time.Since(begin), err)
	}
}

// 한도 안에서는 exec.Cmd와 같다.
func TestPlain(t *testing.T) {
	out, diary, err := run(t.Context(), "고분고분")
	if out != "하나\n" || diary != "둘\n" || err == nil || !strings.Contains(err.Error(), "exit status 3") {
		t.Errorf("%q, %q, %v", out, diary, err)
	}
}

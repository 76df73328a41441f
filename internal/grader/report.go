package grader

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"strings"

	"socketworkbook/internal/grader/bounded"
)

// 테스트는 지켜보는 쪽에 stderr로 알린다. 알리는 말은 사람이 적지 않을 글자로 시작한다.
const (
	trying = "\x00trying " // 지금 해 보는 문제
	ending = "\x00ending"  // 끝까지 해 보았다
)

// announce는 지금 해 보는 것을 알린다.
func announce(k Task, name string) {
	if os.Getenv(watched) != "" {
		fmt.Fprintf(os.Stderr, "%s%s\t%s\t%s\t%s\n", trying, k.File, k.Note, k.Unlocked, name)
	}
}

// announceEnd는 알릴 것을 다 알렸다고 알린다. 이것 없이 끝났다면 풀이가 프로그램을 끝낸 것이다.
func announceEnd() {
	if os.Getenv(watched) != "" {
		fmt.Fprintln(os.Stderr, ending)
	}
}

// report는 테스트가 stderr에 남긴 것이다.
type report struct {
	text  string // 사람이 읽을 것
	task  Task   // 마지막에 해 본 문제
	name  string // 마지막에 해 본 것
	crash error  // 프로그램을 통째로 끝낸 패닉
	ended bool   // 끝까지 해 보았다
}

var crash = regexp.MustCompile(`(?:panic|fatal error): (.+?)(?: \[recovered.*\])?\n`)

// read는 diary에서 사람이 읽을 것을 고르고, 무슨 일이 있었는지 안다. 패닉의 스택은 읽을 것이 아니다.
func read(diary string) (r report) {
	r.ended = strings.Contains(diary, ending)
	var text strings.Builder
	for line := range strings.Lines(diary) {
		before, now, announced := strings.Cut(line, trying)
		if announced {
			words := append(strings.SplitN(strings.TrimSpace(now), "\t", 4), "", "", "")
			r.task, r.name = Task{File: words[0], Note: words[1], Unlocked: words[2]}, words[3]
			line = before // 풀이가 줄을 바꾸지 않고 출력한 것이 앞에 있을 수 있다.
		}
		line, _, _ = strings.Cut(line, ending)
		if match := crash.FindStringSubmatch(line); match != nil && !r.ended && r.task.File != "" {
			r.crash = panicked(match[1], diary)
			if strings.HasPrefix(match[1], "concurrent map") && r.task.Unlocked != "" {
				r.crash = fmt.Errorf("%w. 흔한 실수: %s", r.crash, r.task.Unlocked)
			}
			break
		}
		if !strings.HasPrefix(line, "runtime: ") { // 스택이 넘치면 런타임이 먼저 영어로 알린다.
			text.WriteString(line)
		}
	}
	r.text = text.String()
	return r
}

// cause는 테스트가 스스로 알리지 못한 이유이다. err는 테스트를 돌린 결과이다. 테스트가 끝까지 알렸으면 nil이다.
func (r report) cause(err error) error {
	exit := (*exec.ExitError)(nil)
	switch {
	case errors.Is(err, bounded.ErrOutput):
		return errors.New("풀이가 끝없이 출력합니다")
	case r.crash != nil:
		return r.crash
	case r.ended:
		return nil
	case err != nil && !errors.As(err, &exit): // 다른 프로세스를 켜지 못했다.
		return err
	case exit != nil && !exit.Exited(): // Unix에서만 알 수 있다.
		return fmt.Errorf("운영 체제가 풀이를 끝냈습니다(%v). 메모리를 너무 많이 쓰지 않는지 보세요", err)
	}
	return errors.New("풀이가 프로그램을 끝내 버렸습니다(os.Exit나 log.Fatal)")
}

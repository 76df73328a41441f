package main

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"socketworkbook/internal/grader/bounded"
)

var (
	sentence = regexp.MustCompile(`([\w.-]+/exercise/\w+\.go: .*)`)
	crash    = regexp.MustCompile(`(?:panic|fatal error): (.+)`)
	ownLine  = regexp.MustCompile(`/exercise/(\w+\.go):(\d+)`)
	initFunc = regexp.MustCompile(`(?m)^func init\(`)
)

// hint는 풀지 못한 이유다. 테스트가 남긴 문장이 있으면 그것이다.
func hint(out string, err error) string {
	if match := sentence.FindString(out); match != "" {
		return printable(match)
	}
	switch said := lastSaid(out); {
	case errors.Is(err, bounded.ErrOutput):
		return "풀이가 끝없이 출력합니다"
	case errors.Is(err, errLate):
		return "풀이가 끝나지 않습니다"
	case err == nil && !strings.Contains(out, "PASS"):
		return "풀이가 프로그램을 끝내 버렸습니다(os.Exit나 log.Fatal)"
	case said != "":
		return "테스트가 이유를 적지 못하고 끝났습니다. 마지막으로 출력한 것: " + said
	}
	return fmt.Sprintf("테스트가 아무것도 출력하지 않고 끝났습니다: %v", err)
}

// notBegun은 테스트가 시작되지 못한 이유다.
func notBegun(lesson, folder, out string, err error) string {
	if errors.Is(err, bounded.ErrOutput) {
		return early(lesson, "끝없이 출력합니다", suspects(folder))
	}
	if errors.Is(err, errLate) {
		return early(lesson, "멈추었습니다. 끝없이 돌거나, 오지 않을 것을 기다리고 있습니다", suspects(folder))
	}
	if !ran(err) {
		return fmt.Sprintf("테스트를 실행하지 못했습니다: %v", err)
	}
	if match := crash.FindStringSubmatch(out); match != nil {
		where := suspects(folder)
		if line := ownLine.FindStringSubmatch(out); line != nil {
			where = fmt.Sprintf("%s의 %s번째 줄", line[1], line[2])
		}
		return early(lesson, "패닉이 났습니다(panic): "+printable(match[1]), where)
	}
	what := "프로그램이 끝났습니다(os.Exit나 log.Fatal)"
	if said := lastSaid(out); said != "" {
		what += ". 마지막으로 출력한 것: " + said
	}
	return early(lesson, what, suspects(folder))
}

func early(lesson, what, where string) string {
	return fmt.Sprintf("%s/exercise: 테스트가 시작되기 전에 %s. 볼 곳: %s", lesson, what, where)
}

// suspects는 테스트보다 먼저 실행되는 곳이다. init 함수가 없으면 함수 밖의 변수일 것이다.
func suspects(folder string) string {
	var files []string
	for _, name := range goFiles(folder) {
		text, _ := os.ReadFile(filepath.Join(folder, name))
		if !strings.HasSuffix(name, "_test.go") && initFunc.Match(text) {
			files = append(files, name+"의 init 함수")
		}
	}
	return cmp.Or(strings.Join(files, ", "), "함수 밖에서 값을 정하는 변수")
}

// complaint는 컴파일러의 첫 말이다. 풀이를 틀리면 테스트의 파일까지 탓하므로, 풀이의 파일부터 찾는다.
// #으로 시작하는 줄은 패키지의 이름이고, 탭으로 시작하는 줄은 앞줄의 설명이다.
func complaint(out string, err error) string {
	lines := slices.DeleteFunc(strings.Split(out, "\n"), func(line string) bool {
		return strings.TrimSpace(line) == "" || strings.HasPrefix(line, "#") || strings.HasPrefix(line, "\t")
	})
	for _, line := range lines {
		if !strings.Contains(line, "_test.go:") {
			return printable(line)
		}
	}
	if len(lines) > 0 {
		return printable(lines[0])
	}
	return err.Error()
}

var noise = regexp.MustCompile(`^\s*(=== |--- |FAIL|PASS|ok |exit status|goroutine |$)`)

// lastSaid는 out에서 사람이 읽을 마지막 줄이다. 패닉이 났으면 스택이 아니라 그 이유다.
func lastSaid(out string) string {
	if match := crash.FindString(out); match != "" {
		return printable(match)
	}
	for _, line := range slices.Backward(strings.Split(out, "\n")) {
		if !noise.MatchString(line) {
			return printable(line)
		}
	}
	return ""
}

// printable은 화면을 어지럽히지 않는 한 줄이다.
func printable(line string) string {
	line = strings.TrimSpace(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, line))
	if runes := []rune(line); len(runes) > 300 {
		return string(runes[:300]) + "…"
	}
	return line
}

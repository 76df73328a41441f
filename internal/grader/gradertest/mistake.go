package gradertest

import (
	"errors"
	"fmt"
	"strings"
)

// mistake는 정답을 틀리게 고치는 법이다.
type mistake struct {
	file, name string
	hunks      [][2]string // 옛것과 새것
}

// mistakesIn은 mistakes.diff를 읽는다.
func mistakesIn(text string) (all []mistake) {
	removing := false
	for line := range strings.Lines(text) {
		if head, is := strings.CutPrefix(line, "== "); is {
			file, name, _ := strings.Cut(strings.TrimSpace(head), ": ")
			all, removing = append(all, mistake{file: file, name: name}), false
			continue
		}
		if len(all) == 0 || line[0] != '-' && line[0] != '+' {
			continue
		}
		last := &all[len(all)-1]
		if line[0] == '-' && !removing {
			last.hunks = append(last.hunks, [2]string{})
		}
		removing = line[0] == '-'
		hunk := &last.hunks[len(last.hunks)-1]
		if removing {
			hunk[0] += line[1:]
		} else {
			hunk[1] += line[1:]
		}
	}
	return all
}

// apply는 정답을 틀리게 고친다.
func (m mistake) apply(answer string) (string, error) {
	for _, hunk := range m.hunks {
		if strings.Count(answer, hunk[0]) != 1 {
			return "", fmt.Errorf("정답에 꼭 한 번 있어야 하는데 %d번 있다:\n%s", strings.Count(answer, hunk[0]), hunk[0])
		}
		answer = strings.Replace(answer, hunk[0], hunk[1], 1)
	}
	if len(m.hunks) == 0 {
		return "", errors.New("고칠 것이 적혀 있지 않다")
	}
	return answer, nil
}

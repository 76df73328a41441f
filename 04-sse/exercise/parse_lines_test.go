//go:build exercise

package exercise_test

import (
	"fmt"
	"strings"

	"socketworkbook/04-sse/exercise"
)

// untilError은 꺼낸 이벤트와, 끝의 오류이다.
func untilError(p *exercise.Parser) string {
	var got []string
	for range 10 {
		event, ended := next(p)
		got = append(got, event)
		if ended {
			return strings.Join(got, " ")
		}
	}
	return strings.Join(append(got, "…"), " ")
}

// next는 꺼낸 이벤트 하나이거나 오류이다.
func next(p *exercise.Parser) (event string, ended bool) {
	m, err := p.Next()
	if err != nil {
		return strings.Replace(cutError(err), "r이", "line이", 1), true
	}
	event = fmt.Sprintf("{%q %q %q}", m.LastID, m.Type, m.Data)
	if p.LastID != m.LastID {
		event += fmt.Sprintf("(Parser의 LastID는 %q)", p.LastID)
	}
	return event, false
}

// lineByLine은 stream의 줄을 차례로 주고, 다 주면 end를 준다. given은 지금까지 준 줄의 수이다.
func lineByLine(stream string, end error) (line func() (string, error), given *int) {
	lines := strings.SplitAfter(stream, "\n")
	lines = lines[:len(lines)-1]
	given = new(int)
	return func() (string, error) {
		if *given == len(lines) {
			return "", end
		}
		*given++
		return strings.TrimSuffix(lines[*given-1], "\n"), nil
	}, given
}

//go:build exercise

package exercise_test

import (
	"fmt"
	"io"
	"strings"
	"testing"

	"socketworkbook/04-sse/exercise"
	"socketworkbook/internal/grader"
)

const (
	noEOF          = "끝났는데 io.EOF를 돌려주지 않음"
	errorIsEnd     = "끊긴 것을 끝으로 여김"
	lastUnfinished = "끝나지 않은 이벤트를 돌려줌"
	readsOn        = "빈 줄 다음의 줄까지 읽음"
)

func TestParse(t *testing.T) {
	task := grader.Task{File: "04-sse/exercise/6_parse.go", Note: "notes/04-sse.md#이벤트의-모양"}

	for _, test := range parsings[:2] {
		task.Try(t, test.name, func(*testing.T) error { return test.parses() })
	}
	task.Try(t, "바로 돌려주는 이벤트", func(*testing.T) error { return atBlankLine() })
	task.Try(t, "스트림 둘의 이벤트", func(*testing.T) error { return twoParsers() })
	for _, test := range parsings[2:] {
		task.Try(t, test.name, func(*testing.T) error { return test.parses() })
	}
	task.Try(t, "쉬는 시간", func(*testing.T) error { return retryTimes() })
	task.Try(t, "도중에 끊긴 이벤트", func(*testing.T) error { return parseCuts() })
}

// parses는 stream에서 want를 꺼내는지 본다.
func (test parsing) parses() error {
	got := parsed(test.stream)
	mistake := grader.Known(test.mistakes, got)
	if strings.HasSuffix(got, "…") {
		mistake = noEOF
	}
	return naming(fmt.Sprintf("%q", test.stream), grader.Same(test.want, got, mistake))
}

// parsed는 꺼낸 이벤트와, 끝의 LastID이다.
func parsed(stream string) string {
	line, _ := lineByLine(stream, io.EOF)
	p := exercise.NewParser(line)
	got := untilError(p)
	if before, ended := strings.CutSuffix(got, "io.EOF"); ended {
		return fmt.Sprintf("%s%q", before, p.LastID)
	}
	return got
}

// atBlankLine은 빈 줄까지만 읽고 이벤트를 돌려주는지 본다. 더 읽으면 다음 이벤트가 올 때까지 갇힌다.
func atBlankLine() error {
	line, given := lineByLine("id: 1\ndata: 하나\n\nid: 2\ndata: 둘\n\n: 셋\n", io.EOF)
	p := exercise.NewParser(line)
	for i, want := range []string{`{"1" "message" "하나"}`, `{"2" "message" "둘"}`} {
		event, _ := next(p)
		mistake := map[bool]string{true: readsOn}[event == want]
		want, got := fmt.Sprintf("줄 %d개를 읽고 %s", 3*(i+1), want), fmt.Sprintf("줄 %d개를 읽고 %s", *given, event)
		if err := grader.Same(want, got, mistake); err != nil {
			return err
		}
	}
	return nil
}

// twoParsers는 스트림 둘을 번갈아 읽어도 서로 섞이지 않는지 본다.
func twoParsers() error {
	one, _ := lineByLine("id: 1\ndata: 하나\n\n", io.EOF)
	other, _ := lineByLine("data: 둘\n\n", io.EOF)
	a, b := exercise.NewParser(one), exercise.NewParser(other)
	first, _ := next(a)
	second, _ := next(b)
	mistake := map[bool]string{true: sharedState}[strings.HasPrefix(second, `{"1"`)]
	return grader.Same(`{"1" "message" "하나"} {"" "message" "둘"}`, first+" "+second, mistake)
}

// parseCuts는 어느 줄에서 끊겨도 다 온 이벤트들과, 끊긴 오류를 주는지 본다.
func parseCuts() error {
	lines := []string{"id: 1\n", "data: 하나\n", "\n", "data: 둘\n", "\n"}
	for k := range len(lines) + 1 {
		events := []string{`{"1" "message" "하나"}`, `{"1" "message" "둘"}`}[:max(0, (k-1)/2)]
		line, _ := lineByLine(strings.Join(lines[:k], ""), errCut)
		got := untilError(exercise.NewParser(line))
		want := strings.Join(append(events, "line이 준 오류"), " ")
		mistake := map[bool]string{true: errorIsEnd}[got == strings.Replace(want, "line이 준 오류", "io.EOF", 1)]
		if err := grader.Same(want, got, mistake); err != nil {
			return naming(fmt.Sprintf("%d줄 다음에 끊기면", k), err)
		}
	}
	return nil
}

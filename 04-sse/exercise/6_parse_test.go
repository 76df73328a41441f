//go:build exercise

package exercise_test

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"socketworkbook/04-sse/exercise"
	"socketworkbook/internal/grader"
)

const (
	needsSpace     = "쌍점 뒤에 빈칸이 꼭 있다고 믿음"
	spaceKept      = "쌍점 뒤의 빈칸 하나를 떼지 않음"
	trimsAll       = "값의 빈칸을 모두 떼어 냄"
	cutsTwice      = "둘째 쌍점에서도 자름"
	needsColon     = "쌍점이 없는 필드를 버림"
	namesLoose     = "모르는 필드를 아는 필드로 읽음"
	commentIsField = "주석을 필드로 읽음"
	emptyDataLost  = "빈 data 필드를 없는 필드로 여김"
	eventEmpty     = "data가 없는데 이벤트를 돌려줌"
	emptyType      = "빈 이름을 message로 바꾸지 않음"
	nameStays      = "이벤트의 이름을 다음 이벤트까지 남김"
	eventStarts    = "event 필드가 오면 모으던 내용을 버림"
	keepsNUL       = "NUL이 든 번호를 받음"
	idForgotten    = "번호를 다음 이벤트까지 남기지 않음"
	idOnlyByData   = "data가 없는 이벤트의 번호를 버림"
	idMustBeNumber = "숫자가 아닌 id를 버림"
	emptyIDLost    = "빈 번호를 없는 필드로 여김"
	idTooEarly     = "빈 줄이 오지 않은 번호를 받은 것으로 침"
	lastUnfinished = "끝나지 않은 이벤트를 돌려줌"
	lettersInRetry = "숫자가 아닌 retry를 받음"
	retryUnit      = "retry를 밀리초로 읽지 않음"
	zeroRetry      = "0인 retry를 버림"
	noEOF          = "끝났는데 io.EOF를 돌려주지 않음"
	errorIsEnd     = "끊긴 것을 끝으로 여김"
)

func TestParse(t *testing.T) {
	task := grader.Task{File: "04-sse/exercise/6_parse.go", Note: "notes/04-sse.md#이벤트의-모양"}
	all := func(mistake string) map[string]string { return map[string]string{"": mistake} }

	for _, test := range []struct {
		name, stream string
		want         string            // {번호 이름 내용}들과 끝의 LastID
		mistakes     map[string]string // 받은 것으로 알아보는 실수. ""는 나머지 모두
	}{
		{"보통 이벤트", "id: 1\nevent: 공지\ndata: 하나\ndata: 둘\n\n", `{"1" "공지" "하나\n둘"} "1"`, map[string]string{
			`{" 1" " 공지" " 하나\n 둘"} " 1"`: spaceKept,
		}},
		{"뒤에 온 이름", "data: 하나\nevent: 공지\n\n", `{"" "공지" "하나"} ""`, map[string]string{`""`: eventStarts}},
		{"번호는 남음", "id: 1\ndata: 하나\n\ndata: 둘\n\n", `{"1" "message" "하나"} {"1" "message" "둘"} "1"`,
			map[string]string{`{"1" "message" "하나"} {"" "message" "둘"} ""`: idForgotten, `{"1" "message" "하나"} {"" "message" "둘"} "1"`: idForgotten}},
		{"이름은 남지 않음", "event: 공지\n\ndata: 하나\n\nevent: 공지\ndata: 둘\n\ndata: 셋\n\n",
			`{"" "message" "하나"} {"" "공지" "둘"} {"" "message" "셋"} ""`, map[string]string{
				`{"" "공지" "하나"} {"" "공지" "둘"} {"" "공지" "셋"} ""`:                        nameStays,
				`{"" "공지" "하나"} {"" "공지" "둘"} {"" "message" "셋"} ""`:                   nameStays,
				`{"" "message" "하나"} {"" "공지" "둘"} {"" "공지" "셋"} ""`:                   nameStays,
				`{"" "공지" ""} {"" "message" "하나"} {"" "공지" "둘"} {"" "message" "셋"} ""`: eventEmpty,
			}},
		{"주석", ": 하나\n:\n\n:data: 둘\ndata: 셋\n: 넷\ndata: 다섯\n\n", `{"" "message" "셋\n다섯"} ""`, all(commentIsField)},
		{"빈칸이 없는 값", "data:하나\nid:1\nevent:공지\n\n", `{"1" "공지" "하나"} "1"`, all(needsSpace)},
		{"빈 이름", "event: 공지\nevent:\ndata: 하나\n\n", `{"" "message" "하나"} ""`, all(emptyType)},
		{"빈칸이 많은 값", "id:  1 \nevent:  공지 \ndata:  하나 \n\n", `{" 1 " " 공지 " " 하나 "} " 1 "`, all(trimsAll)},
		{"쌍점이 든 값", "data: 12: 30 :0\n\n", `{"" "message" "12: 30 :0"} ""`, all(cutsTwice)},
		{"쌍점이 없는 필드", "data\ndata\n\ndata:\n\n", `{"" "message" "\n"} {"" "message" ""} ""`,
			map[string]string{`{"" "message" ""} ""`: needsColon, `{"" "message" "\n"} ""`: emptyDataLost, `""`: emptyDataLost}},
		{"모르는 필드", "Data: 하나\n data: 둘\ndata : 셋\ndatas: 넷\nname: 다섯\ndata: 여섯\n\n", `{"" "message" "여섯"} ""`, all(namesLoose)},
		{"data가 없는 이벤트", "event: ping\n\n\n\nid: 7\n\n: 주석\n\n", `"7"`, map[string]string{`""`: idOnlyByData, "": eventEmpty}},
		{"글자로 된 번호", "id: 가-1\ndata: 하나\n\n", `{"가-1" "message" "하나"} "가-1"`, all(idMustBeNumber)},
		{"NUL이 든 번호", "id: 1\nid: 2\x00\ndata: 하나\n\n", `{"1" "message" "하나"} "1"`, all(keepsNUL)},
		{"빈 번호", "id: 1\ndata: 하나\n\nid\ndata: 둘\n\n", `{"1" "message" "하나"} {"" "message" "둘"} ""`, all(emptyIDLost)},
		{"끝나지 않은 이벤트", "id: 1\ndata: 하나\n\nid: 2\ndata: 둘\n", `{"1" "message" "하나"} "1"`,
			map[string]string{`{"1" "message" "하나"} "2"`: idTooEarly, "": lastUnfinished}},
		{"빈 스트림", "", `""`, all(noEOF)},
	} {
		task.Try(t, fmt.Sprintf("%s %q", test.name, test.stream), func(*testing.T) error {
			got := parsed(test.stream)
			mistake := grader.Known(test.mistakes, got)
			if strings.HasSuffix(got, "…") {
				mistake = noEOF
			}
			return grader.Same(test.want, got, mistake)
		})
	}

	for _, test := range []struct{ name, stream, want, mistake string }{
		{"쉬는 시간", "retry:2500\n\nretry: 1500\n\n", "1.5s", retryUnit},
		{"단위가 붙은 쉬는 시간", "retry: 3000\n\nretry: 2s\n\n", "3s", lettersInRetry},
		{"부호나 빈칸이 붙은 쉬는 시간", "retry: 3000\n\nretry: -1\n\nretry: +2\n\nretry:  2\n\nretry: 2 \n\nretry: 0x10\n\n", "3s", lettersInRetry},
		{"쉬지 말고 오라는 것", "retry: 3000\n\nretry: 0\n\n", "0s", zeroRetry},
	} {
		task.Try(t, test.name, func(*testing.T) error {
			p := exercise.NewParser(lineByLine(test.stream, io.EOF))
			if _, err := p.Next(); !errors.Is(err, io.EOF) {
				return grader.Same("io.EOF", fmt.Sprint(err), "")
			}
			return grader.Same(test.want, p.Retry.String(), test.mistake)
		})
	}
	lines := []string{"id: 1\n", "data: 하나\n", "\n", "data: 둘\n", "\n"}
	for k := range len(lines) + 1 { // 어느 줄에서 끊겨도
		task.Try(t, fmt.Sprintf("%d줄 다음에 끊긴 스트림", k), func(*testing.T) error {
			events := []string{`{"1" "message" "하나"}`, `{"1" "message" "둘"}`}[:max(0, (k-1)/2)]
			got := untilError(exercise.NewParser(lineByLine(strings.Join(lines[:k], ""), errCut)))
			want := strings.Join(append(events, "line이 준 오류"), " ")
			return grader.Same(want, got, grader.Known(map[string]string{strings.Replace(want, "line이 준 오류", "io.EOF", 1): errorIsEnd}, got))
		})
	}
}

// untilError은 꺼낸 이벤트와, 끝의 오류이다.
func untilError(p *exercise.Parser) string {
	var got []string
	for range 10 {
		m, err := p.Next()
		if err != nil {
			return strings.Join(append(got, strings.Replace(cutError(err), "r이", "line이", 1)), " ")
		}
		got = append(got, fmt.Sprintf("{%q %q %q}", m.LastID, m.Type, m.Data))
	}
	return strings.Join(append(got, "…"), " ")
}

// lineByLine은 stream의 줄을 차례로 주고, 다 주면 end를 준다.
func lineByLine(stream string, end error) func() (string, error) {
	lines := strings.SplitAfter(stream, "\n")
	return func() (string, error) {
		line := lines[0]
		if len(lines) > 1 {
			lines = lines[1:]
		} else {
			return "", end
		}
		return strings.TrimSuffix(line, "\n"), nil
	}
}

// parsed는 꺼낸 이벤트와, 끝의 LastID이다.
func parsed(stream string) string {
	p := exercise.NewParser(lineByLine(stream, io.EOF))
	var got []string
	for range 10 {
		m, err := p.Next()
		switch {
		case errors.Is(err, io.EOF):
			return strings.Join(append(got, fmt.Sprintf("%q", p.LastID)), " ")
		case err != nil:
			return strings.Join(append(got, cutError(err)), " ")
		}
		got = append(got, fmt.Sprintf("{%q %q %q}", m.LastID, m.Type, m.Data))
	}
	return strings.Join(append(got, "…"), " ")
}

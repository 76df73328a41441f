//go:build exercise

package exercise

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"testing/synctest"

	"socketworkbook/internal/exercise"
)

const (
	bomKept        = "맨 앞의 BOM을 떼지 않음"
	bomEverywhere  = "맨 앞이 아닌 BOM도 뗌"
	crUnknown      = "CR로 끝나는 줄을 모름"
	crlfIsTwo      = "CRLF를 줄 둘의 끝으로 읽음"
	pieceIsLine    = "조각의 끝을 줄의 끝으로 여김"
	needsSpace     = "쌍점 뒤에 빈칸이 꼭 있다고 믿음"
	trimsAll       = "값의 빈칸을 모두 떼어 냄"
	cutsTwice      = "둘째 쌍점에서도 자름"
	needsColon     = "쌍점이 없는 칸을 버림"
	emptyDataLost  = "빈 data 칸을 없는 칸으로 여김"
	eventEmpty     = "data가 없는데 이벤트를 돌려줌"
	nameStays      = "이벤트의 이름을 다음 이벤트까지 남김"
	keepsNUL       = "NUL이 든 번호를 받음"
	idForgotten    = "번호를 다음 이벤트까지 남기지 않음"
	idOnlyByData   = "data가 없는 이벤트의 번호를 버림"
	emptyIDLost    = "빈 번호를 없는 칸으로 여김"
	idTooEarly     = "빈 줄이 오지 않은 번호를 받은 것으로 침"
	lastUnfinished = "끝나지 않은 이벤트를 돌려줌"
	lettersInRetry = "숫자가 아닌 retry를 받음"
	longLine       = "긴 줄에서 멈춤"
	waitsForEnd    = "흐름이 끝날 때까지 모음"
	waitsAfterCR   = "CR 다음 바이트를 기다림"
)

func TestParse(t *testing.T) {
	task := exercise.Task{File: "04-sse/exercise/5_parse.go", Note: "notes/04-sse.md#이벤트의-모양"}

	for _, test := range []struct {
		name, stream string
		want         string            // {"번호" "이름" "글"}과 끝의 LastID
		mistakes     map[string]string // 받은 것으로 알아보는 실수
	}{
		{"보통 이벤트", "id: 1\nevent: 공지\ndata: 하나\ndata: 둘\n\n", `{"1" "공지" "하나\n둘"} "1"`, nil},
		{"이름은 한 이벤트의 것", "event: 공지\n\ndata: 하나\n\nevent: 공지\ndata: 둘\n\ndata: 셋\n\n",
			`{"" "message" "하나"} {"" "공지" "둘"} {"" "message" "셋"} ""`,
			map[string]string{
				`{"" "공지" "하나"} {"" "공지" "둘"} {"" "공지" "셋"} ""`:      nameStays,
				`{"" "공지" "하나"} {"" "공지" "둘"} {"" "message" "셋"} ""`: nameStays,
				`{"" "message" "하나"} {"" "공지" "둘"} {"" "공지" "셋"} ""`: nameStays,
			}},
		{"CRLF로 끝나는 줄", "data: 하나\r\ndata: 둘\r\n\r\n", `{"" "message" "하나\n둘"} ""`,
			map[string]string{`{"" "message" "하나"} {"" "message" "둘"} ""`: crlfIsTwo, `{"" "message" "하나\r\n둘\r"} ""`: crUnknown, `""`: crUnknown}},
		{"CR로 끝나는 줄", "data: 하나\rdata: 둘\r\r", `{"" "message" "하나\n둘"} ""`, map[string]string{`""`: crUnknown}},
		{"섞인 줄", "data: 하나\rdata: 둘\n\rdata: 셋\r\n\n", `{"" "message" "하나\n둘"} {"" "message" "셋"} ""`,
			map[string]string{`{"" "message" "하나\rdata: 둘"} {"" "message" "셋"} ""`: crUnknown, `{"" "message" "하나\rdata: 둘\n셋"} ""`: crUnknown}},
		{"맨 앞의 BOM", "\ufeffdata: 하나\n\n", `{"" "message" "하나"} ""`, map[string]string{`""`: bomKept}},
		{"BOM 둘", "\ufeff\ufeffdata: 하나\n\ndata: 둘\n\n", `{"" "message" "둘"} ""`,
			map[string]string{`{"" "message" "하나"} {"" "message" "둘"} ""`: bomEverywhere}},
		{"도중의 BOM", "data: 하나\n\n\ufeffdata: 둘\n\ndata: \ufeff셋\n\n", `{"" "message" "하나"} {"" "message" "\ufeff셋"} ""`,
			map[string]string{
				`{"" "message" "하나"} {"" "message" "둘"} {"" "message" "\ufeff셋"} ""`: bomEverywhere,
				`{"" "message" "하나"} {"" "message" "둘"} {"" "message" "셋"} ""`:       bomEverywhere,
				`{"" "message" "하나"} {"" "message" "셋"} ""`:                          bomEverywhere,
			}},
		{"주석", ": 하나\n:\n\n:data: 둘\ndata: 셋\n: 넷\ndata: 다섯\n\n", `{"" "message" "셋\n다섯"} ""`, nil},
		{"빈칸이 없는 값", "data:하나\nid:1\n\n", `{"1" "message" "하나"} "1"`, map[string]string{`""`: needsSpace, `{"" "message" "\x95\x98나"} ""`: needsSpace}},
		{"빈칸이 많은 값", "data:  하나 \n\n", `{"" "message" " 하나 "} ""`,
			map[string]string{`{"" "message" "하나"} ""`: trimsAll, `{"" "message" "하나 "} ""`: trimsAll, `{"" "message" " 하나"} ""`: trimsAll}},
		{"쌍점이 든 값", "data: 12: 30 :0\n\n", `{"" "message" "12: 30 :0"} ""`, map[string]string{`{"" "message" "12"} ""`: cutsTwice}},
		{"쌍점이 없는 칸", "data\ndata\n\ndata:\n\n", `{"" "message" "\n"} {"" "message" ""} ""`,
			map[string]string{`{"" "message" ""} ""`: needsColon, `{"" "message" "\n"} ""`: emptyDataLost, `""`: emptyDataLost}},
		{"번호는 남음", "id: 1\ndata: 하나\n\ndata: 둘\n\n", `{"1" "message" "하나"} {"1" "message" "둘"} "1"`,
			map[string]string{`{"1" "message" "하나"} {"" "message" "둘"} ""`: idForgotten, `{"1" "message" "하나"} {"" "message" "둘"} "1"`: idForgotten}},
		{"data가 없는 이벤트", "event: ping\n\n\n\nid: 7\n\n: 주석\n\n", `"7"`, map[string]string{`""`: idOnlyByData}},
		{"모르는 칸", "Data: 하나\n data: 둘\ndata : 셋\ndatas: 넷\nname: 다섯\ndata: 여섯\n\n", `{"" "message" "여섯"} ""`, nil},
		{"NUL이 든 번호", "id: 1\nid: 2\x00\ndata: 하나\n\n", `{"1" "message" "하나"} "1"`, map[string]string{`{"2\x00" "message" "하나"} "2\x00"`: keepsNUL}},
		{"빈 번호", "id: 1\ndata: 하나\n\nid\ndata: 둘\n\n", `{"1" "message" "하나"} {"" "message" "둘"} ""`,
			map[string]string{`{"1" "message" "하나"} {"1" "message" "둘"} "1"`: emptyIDLost}},
		{"끝나지 않은 이벤트", "id: 1\ndata: 하나\n\nid: 2\ndata: 둘\n", `{"1" "message" "하나"} "1"`,
			map[string]string{`{"1" "message" "하나"} {"2" "message" "둘"} "2"`: lastUnfinished, `{"1" "message" "하나"} {"2" "message" "둘"} "1"`: lastUnfinished, `{"1" "message" "하나"} "2"`: idTooEarly}},
		{"끝나지 않은 줄", "id: 1\ndata: 하나\n\nid: 2\ndata: 둘", `{"1" "message" "하나"} "1"`,
			map[string]string{`{"1" "message" "하나"} {"2" "message" "둘"} "2"`: lastUnfinished, `{"1" "message" "하나"} {"2" "message" "둘"} "1"`: lastUnfinished, `{"1" "message" "하나"} "2"`: idTooEarly}},
		{"빈 흐름", "", `""`, nil},
	} {
		task.Try(t, test.name, func(*testing.T) error {
			got, err := parsed(strings.NewReader(test.stream))
			if err != nil {
				return err
			}
			mistake := test.mistakes[got]
			if strings.Contains(got, `""}`) && !strings.Contains(test.want, `""}`) {
				mistake = eventEmpty
			}
			if err := exercise.Same(test.want, got, mistake); err != nil {
				return err
			}
			for _, pieces := range []func(io.Reader) io.Reader{iotest.OneByteReader, iotest.HalfReader, iotest.DataErrReader} {
				got, err := parsed(pieces(strings.NewReader(test.stream)))
				if err != nil {
					return err
				}
				if err := exercise.Same(test.want, got, pieceIsLine); err != nil {
					return err
				}
			}
			return nil
		})
	}

	for _, test := range []struct{ name, stream, want, mistake string }{
		{"쉬는 시간", "retry: 2500\n\n", "2.5s", ""},
		{"단위가 붙은 쉬는 시간", "retry: 3000\n\nretry: 2s\n\n", "3s", lettersInRetry},
		{"부호가 붙은 쉬는 시간", "retry: 3000\n\nretry: -1\n\nretry: +2\n\n", "3s", lettersInRetry},
		{"빈칸이 붙은 쉬는 시간", "retry: 3000\n\nretry:  2\n\nretry: 2 \n\n", "3s", lettersInRetry},
	} {
		task.Try(t, test.name, func(*testing.T) error {
			p := NewParser(strings.NewReader(test.stream))
			if _, err := p.Next(); !errors.Is(err, io.EOF) {
				return exercise.Same("io.EOF", fmt.Sprint(err), "")
			}
			return exercise.Same(test.want, p.Retry.String(), test.mistake)
		})
	}
	task.Try(t, "긴 줄", func(*testing.T) error {
		const size = 200_000
		m, err := NewParser(strings.NewReader("data: " + strings.Repeat("a", size) + "\n\n")).Next()
		if err != nil {
			return exercise.Same("20만 바이트의 글", err.Error(), longLine)
		}
		return exercise.Same(fmt.Sprintf("%d바이트의 글", size), fmt.Sprintf("%d바이트의 글", len(m.Data)), longLine)
	})
	for _, test := range []struct{ name, end, mistake string }{
		{"LF로 끝나고 조용한 흐름", "\n", waitsForEnd},
		{"CRLF로 끝나고 조용한 흐름", "\r\n", waitsForEnd},
		{"CR로 끝나고 조용한 흐름", "\r", waitsAfterCR},
	} {
		task.Try(t, test.name, exercise.Bubble(func() error {
			r, w := io.Pipe()
			go io.WriteString(w, "data: 하나"+test.end+test.end)
			result := make(chan error, 1)
			go func() {
				defer func() {
					if reason := recover(); reason != nil {
						result <- fmt.Errorf("풀이가 넘어졌습니다(panic): %v", reason)
					}
				}()
				m, err := NewParser(r).Next()
				if err == nil {
					err = exercise.Same("하나", m.Data, "")
				}
				result <- err
			}()
			synctest.Wait()
			select {
			case err := <-result:
				r.Close()
				return err
			default:
			}
			w.Close()
			err := exercise.Same("바로 온 이벤트", "오지 않은 이벤트", test.mistake)
			r.Close()
			<-result
			return err
		}))
	}
	task.Try(t, "끊긴 흐름", func(*testing.T) error {
		cut := errors.New("연결이 끊김")
		p := NewParser(io.MultiReader(strings.NewReader("data: 하나\n\ndata: 둘\n"), iotest.ErrReader(cut)))
		if _, err := p.Next(); err != nil {
			return err
		}
		_, err := p.Next()
		if errors.Is(err, cut) {
			return nil
		}
		return exercise.Same("r이 준 오류", fmt.Sprint(err), "")
	})
}

// parsed는 꺼낸 이벤트와, 끝의 LastID이다.
func parsed(r io.Reader) (string, error) {
	p := NewParser(r)
	var got []string
	for range 10 {
		m, err := p.Next()
		switch {
		case errors.Is(err, io.EOF):
			return strings.Join(append(got, fmt.Sprintf("%q", p.LastID)), " "), nil
		case err != nil:
			return "", err
		}
		got = append(got, fmt.Sprintf("{%q %q %q}", m.LastID, m.Type, m.Data))
	}
	return strings.Join(append(got, "…"), " "), nil
}

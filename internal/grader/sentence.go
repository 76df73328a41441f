package grader

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// sentence는 name에서 틀린 이유를 한 문장으로 적는다. 무엇이 섞여 있어도 한 줄이다.
func (k Task) sentence(name string, err error) string {
	if k.File == "" { // 아직 아무 문제도 해 보지 않았다.
		return oneLine(err.Error())
	}
	why := err.Error()
	if errors.Is(err, Todo) {
		why = Todo.Error() + ". 파일을 열어 주석을 읽어 보세요"
	}
	return oneLine(fmt.Sprintf("%s: 「%s」 %s. 볼 곳: %s", k.File, name, why, k.Note))
}

// oneLine은 줄바꿈처럼 보이지 않는 것과 글자가 되지 못한 바이트를 Go의 문자열에 적듯이 바꾼다.
func oneLine(text string) string {
	var line strings.Builder
	for len(text) > 0 {
		r, size := utf8.DecodeRuneInString(text)
		if r == utf8.RuneError && size == 1 || !unicode.IsPrint(r) {
			line.WriteString(strings.Trim(strconv.Quote(text[:size]), `"`))
		} else {
			line.WriteString(text[:size])
		}
		text = text[size:]
	}
	return line.String()
}

//go:build exercise

package exercise_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"socketworkbook/internal/grader"
)

const (
	noType       = "헤더가 떠나기 전에 Content-Type을 정하지 않음"
	emptyIsEnd   = "빈 메시지를 끝으로 여김"
	emptyDropped = "빈 메시지를 버림"
	textIsForm   = "메시지를 형식(format)으로 읽음"
)

// hears는 클라이언트가 들은 것이 want인지 본다.
func (g *listener) hears(want []string) error {
	mistake, heard := "", g.heard()
	switch {
	case len(heard) == 0 && g.unfinished():
		mistake = noBlankLine
	case len(heard) == 0:
		mistake = noFlush
	case strings.Contains(strings.Join(heard, ""), "%!"):
		mistake = textIsForm
	case len(heard) < len(want) && !slices.Contains(heard, ""):
		mistake = emptyDropped
	}
	return grader.Same(fmt.Sprintf("이벤트 %q", want), fmt.Sprintf("이벤트 %q", heard), mistake)
}

// verbatim은 어떤 메시지든 그대로 보내는지 본다.
func verbatim(handler http.HandlerFunc, news chan<- string) error {
	return visit(handler, habit{}, func(g *listener) error {
		defer close(news)
		texts := []string{"", "100%d", "끝"}
		for _, text := range texts {
			news <- text
			time.Sleep(atOnce) // 가짜 시계
			if g.ended() {
				return grader.Wrong{Want: fmt.Sprintf("메시지 %q 다음에도 이어지는 스트림", text), Got: "끊긴 스트림", Mistake: map[bool]string{true: emptyIsEnd}[text == ""]}
			}
		}
		return g.hears(texts)
	})
}

//go:build exercise

package exercise_test

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"socketworkbook/04-sse/exercise"
	"socketworkbook/internal/grader"
)

// encodes는 적은 것을 브라우저가 읽으면 바라던 이벤트가 되는지 본다.
func (test encoding) encodes() error {
	text, err := exercise.Encode(test.event)
	if errors.Is(err, exercise.ErrField) {
		return grader.Wrong{Want: test.want, Got: "ErrField", Mistake: refusesMore}
	}
	if err != nil {
		return err
	}
	got := received(text)
	mistake := grader.Known(test.mistakes, got)
	if got == "이벤트 없음" && received(text+"\n\n") != got {
		mistake = noBlankLine
	}
	if err := grader.Same(test.want, got, mistake); err != nil {
		return err
	}
	return tidy(text, test.event)
}

// tidy는 빈 줄이 하나뿐인지, 빈 이름의 필드를 적지 않았는지 본다. 브라우저가 받은 것으로는 알 수 없다.
func tidy(text string, e exercise.Event) error {
	lines := strings.Split(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text), "\n")
	blanks := -1 // 마지막 줄바꿈의 뒤는 줄이 아니다.
	for _, line := range lines {
		name, _, _ := strings.Cut(line, ":")
		switch {
		case line == "":
			blanks++
		case name == "event" && e.Name == "":
			return grader.Wrong{Want: "event 필드 없음", Got: fmt.Sprintf("%q", text), Mistake: emptyName}
		}
	}
	if blanks != 1 {
		return grader.Wrong{Want: "빈 줄 1개", Got: fmt.Sprintf("빈 줄 %d개, %q", blanks, text), Mistake: extraBlank}
	}
	return nil
}

// retries는 retry 필드를 밀리초로 적는지, 정하지 않았으면 적지 않는지 본다.
func retries(retry time.Duration, want string) error {
	text, err := exercise.Encode(exercise.Event{Retry: retry, Data: "안녕"})
	if err != nil {
		return err
	}
	var b browser
	b.read(text)
	got, mistake := "retry 없음", notMillis
	if b.retry != "" {
		got = fmt.Sprintf("retry %s", b.retry)
	}
	if retry == 0 {
		mistake = retryAtOnce
	} else if !strings.Contains(text, "retry") {
		mistake = ""
	}
	return grader.Same(want, got, mistake)
}

// refused는 적을 수 없는 번호와 이름을 거절하는지 본다.
func refused(tests []forgery) error {
	for _, test := range tests {
		if err := test.refused(); err != nil {
			return naming(test.name, err)
		}
	}
	return nil
}

func (test forgery) refused() error {
	text, err := exercise.Encode(test.event)
	switch {
	case errors.Is(err, exercise.ErrField):
		return nil
	case err != nil:
		return grader.Same("ErrField", err.Error(), "")
	}
	mistake := test.mistake
	if e := test.event; !strings.Contains(text, e.ID+e.Name+"\n") { // 둘 가운데 하나는 비어 있다.
		mistake = repairs
	}
	return grader.Same("ErrField", fmt.Sprintf("오류 없이 적은 %q", text), mistake)
}

// received는 번호 3을 외우고 있는 브라우저가 text를 읽고 받은 이벤트이다.
func received(text string) string {
	b := browser{lastID: "3"}
	b.read(text)
	if len(b.events) == 0 {
		return "이벤트 없음"
	}
	return strings.Join(b.events, " ")
}

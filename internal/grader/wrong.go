package grader

import (
	"errors"
	"fmt"
	"strings"
)

// Wrong은 풀이가 바라던 것과 다르다는 것이다.
type Wrong struct {
	Want, Got string
	Mistake   string // 흔한 실수의 이름. 알아보지 못했으면 빈 글
	guess     bool   // 예상과 비교한 것이다
}

func (w Wrong) Error() string {
	if w.Got == "" {
		w.Got = "빈 문자열"
	}
	w.Want, w.Got = brief(w.Want), brief(w.Got)
	text := fmt.Sprintf("바라던 결과는 %s, 나온 결과는 %s입니다", w.Want, w.Got)
	if w.guess {
		text = fmt.Sprintf("실제로는 %s, 적은 예상은 %s입니다", w.Want, w.Got)
	}
	if w.Mistake != "" {
		text += ". 흔한 실수: " + w.Mistake
	}
	return text
}

// brief는 긴 것의 앞쪽이다. 문장은 눈으로 읽는 것이다.
func brief(text string) string {
	const most = 240 // 글자
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return text
}

// Same은 want와 got이 같으면 nil, 다르면 Wrong이다. got이 아직 풀지 않았다는 말이면 Todo이다.
func Same(want, got, mistake string) error {
	switch {
	case want == got:
		return nil
	case strings.Contains(got, Todo.Error()):
		return Todo
	}
	return Wrong{Want: want, Got: got, Mistake: mistake}
}

// Guess는 예상(guess)이 실제로 해 본 것(fact)과 같으면 nil, 다르면 Wrong이다.
func Guess(fact, guess, mistake string) error {
	if fact == guess {
		return nil
	}
	return Wrong{Want: fact, Got: guess, Mistake: mistake, guess: true}
}

// Known은 mistakes에서 got을 보고 알아낸 실수의 이름이다. 없으면 ""에 적힌 것이다.
func Known(mistakes map[string]string, got string) string {
	if name, known := mistakes[got]; known {
		return name
	}
	return mistakes[""]
}

// NameOf는 err의 이름이다. known은 아는 오류의 이름이다. 모르는 오류는 적힌 글을 보여 준다.
func NameOf(err error, known map[error]string) string {
	for k, name := range known {
		if errors.Is(err, k) {
			return name
		}
	}
	switch {
	case err == nil:
		return "오류 없음"
	case errors.Is(err, Todo):
		return err.Error()
	}
	return fmt.Sprintf("다른 오류 %q", err)
}

package grader

import (
	"errors"
	"testing"
)

// 같은 예상은 어떻게 적어도 같다.
func TestPredict(t *testing.T) {
	for fact, guesses := range map[string][]any{
		"3":       {3, "3", " 3 ", int64(3), 3.0, `"3"`, "3."},
		"아니요":     {"아니요", "아니오", `"아니요"`, "'아니요'", "“아니요”", "`아니요`", "아니요.", false, "아뇨"},
		"예":       {"예", "네", `"예"`, true},
		"안\xeb":   {"안\xeb", `안\xeb`, `"안\xeb"`, `안\xEB`, `안\353`, "'안\xeb'", []byte("안\xeb"), `\xec\x95\x88\xeb`, `"안\xeb`, " 안\xeb"},
		"Hello 1": {"Hello 1", `"Hello 1"`, "「Hello 1」", "Hello 1\n"},
	} {
		for _, guess := range guesses {
			if err := Predict(guess, nil, func() (string, error) { return fact, nil }); err != nil {
				t.Errorf("%q를 %#v로 적었더니: %v", fact, guess, err)
			}
		}
	}
}

func TestPredictWrong(t *testing.T) {
	broken := errors.New("고장")
	three := func() (string, error) { return "3", nil }
	for _, test := range []struct {
		guess any
		try   func() (string, error)
		want  string
	}{
		{-1, three, Todo.Error()},
		{"?", three, Todo.Error()},
		{4, three, "실제로는 3, 적은 예상은 4입니다. 흔한 실수: 하나 더 셈"},
		{`"5"`, three, "실제로는 3, 적은 예상은 5입니다"},
		{"", three, "실제로는 3, 적은 예상은 빈 문자열입니다"},
		{3, func() (string, error) { return "", broken }, "고장"},
	} {
		if err := Predict(test.guess, map[string]string{"4": "하나 더 셈"}, test.try); err == nil || err.Error() != test.want {
			t.Errorf("%#v: %v", test.guess, err)
		}
	}
}

func TestOneLine(t *testing.T) {
	for text, want := range map[string]string{
		"안녕 「하나」 \"둘\"": "안녕 「하나」 \"둘\"", "하나\n둘\t\x1b[2J": `하나\n둘\t\x1b[2J`, "안\xeb": `안\xeb`, "\ufffd": "\ufffd",
	} {
		if got := oneLine(text); got != want {
			t.Errorf("%q를 %q로 적었다", text, got)
		}
	}
}

package grader

import (
	"fmt"
	"strconv"
	"strings"
)

// Predict는 예상(guess)을 정말로 해 본 것(try)과 비교한다. 아직 적지 않은 예상은 -1이나 "?"이다.
// mistakes는 예상으로 알아보는 실수의 이름이다. 따옴표를 어떻게 적었든, 변수의 타입을 바꾸었든 같은 예상이다.
func Predict(guess any, mistakes map[string]string, try func() (fact string, err error)) error {
	text := plain(guess)
	if text == "-1" || text == "?" {
		return Todo
	}
	fact, err := try()
	if err != nil {
		return err
	}
	return Guess(fact, text, mistakes[text])
}

// same은 같은 뜻으로 적는 말이다.
var same = map[string]string{"네": "예", "아니오": "아니요", "아뇨": "아니요", "true": "예", "false": "아니요"}

// plain은 예상에서 따옴표와 앞뒤의 빈칸과 마침표를 뗀 것이다. \x나 \n처럼 적은 것은 그 바이트로 바꾼다.
func plain(guess any) string {
	if bytes, is := guess.([]byte); is {
		guess = string(bytes)
	}
	text := strings.Trim(fmt.Sprint(guess), " \t\n.\"'`“”‘’「」")
	if strings.Contains(text, `\`) {
		if bytes, err := strconv.Unquote(`"` + text + `"`); err == nil {
			text = bytes
		}
	}
	if usual, known := same[text]; known {
		return usual
	}
	return text
}

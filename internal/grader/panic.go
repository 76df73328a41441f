package grader

import (
	"errors"
	"fmt"
	"regexp"
	"runtime/debug"
	"strings"
)

// Recover는 풀이에서 난 패닉을 오류로 바꾼다. defer로 바로 부른다. 테스트가 만든 고루틴에서 풀이를 부를 때 쓴다.
func Recover(err *error) {
	switch reason := recover(); {
	case reason == nil:
	case strings.HasPrefix(fmt.Sprint(reason), leftover):
		*err = errors.New("풀이는 돌아왔지만 고루틴을 남겨 두었습니다")
	case strings.HasPrefix(fmt.Sprint(reason), "deadlock: "):
		*err = errors.New("풀이가 끝나지 않습니다. 오지 않을 것을 기다리고 있습니다")
	default:
		*err = panicked(fmt.Sprint(reason), string(debug.Stack()))
	}
}

var ownLine = regexp.MustCompile(`/exercise/(\d+_[a-z]+\.go):(\d+)`) // 테스트(_test.go)의 줄은 아니다

// panicked는 패닉의 이유와, 풀이의 어느 줄에서 났는지이다.
func panicked(reason, stack string) error {
	where := "풀이"
	if line := ownLine.FindStringSubmatch(stack); line != nil {
		where = fmt.Sprintf("%s의 %s번째 줄", line[1], line[2])
	}
	return fmt.Errorf("%s에서 패닉이 났습니다(panic): %s", where, reason)
}

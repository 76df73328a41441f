package main

import (
	"errors"
	"strings"
	"testing"

	"socketworkbook/internal/grader/bounded"
)

func TestHint(t *testing.T) {
	failed := errors.New("exit status 1")
	for _, test := range []struct {
		out  string
		err  error
		want string
	}{
		{"=== RUN   TestA\n    1_a_test.go:3: 01-a/exercise/1_a.go: 틀림. 볼 곳: x\n", failed, "01-a/exercise/1_a.go: 틀림. 볼 곳: x"},
		{"줄을 바꾸지 않음    01-a/exercise/1_a.go: 틀림. 볼 곳: x\n", failed, "01-a/exercise/1_a.go: 틀림. 볼 곳: x"},
		{"=== RUN   TestA\n=== RUN   TestA/b\n    1_a_test.go:3: listen udp: 안 됨\r\n--- FAIL: TestA (0.00s)\n    --- FAIL: TestA/b (0.00s)\nFAIL\n", failed,
			"테스트가 이유를 적지 못하고 끝났습니다. 마지막으로 출력한 것: 1_a_test.go:3: listen udp: 안 됨"},
		{"panic: 악 [recovered]\n\ngoroutine 1 [running]:\nmain.go:3\n", failed, "마지막으로 출력한 것: panic: 악 [recovered]"},
		{"=== RUN   TestA\n\x1b[2J화면\n", failed, "마지막으로 출력한 것: [2J화면"},
		{"=== RUN   TestA\n", failed, "테스트가 아무것도 출력하지 않고 끝났습니다: exit status 1"},
		{"=== RUN   TestA\n", nil, "풀이가 프로그램을 끝내 버렸습니다(os.Exit나 log.Fatal)"},
		{"=== RUN   TestA\n안녕\n안녕\n", bounded.ErrOutput, "풀이가 끝없이 출력합니다"},
		{"=== RUN   TestA\n", errLate, "풀이가 끝나지 않습니다"},
		{"=== RUN   TestA\n" + strings.Repeat("가", 1000), failed, "가…"},
	} {
		if got := hint(test.out, test.err); !strings.HasSuffix(got, test.want) || strings.ContainsAny(got, "\n\r\x1b") {
			t.Errorf("hint(%q, %v) = %q", test.out, test.err, got)
		}
	}
}

// 빌드되지 않으면 컴파일러의 첫 말을, 컴파일러가 없으면 그 이유를 알린다.
func TestComplaint(t *testing.T) {
	failed := errors.New("exit status 1")
	for out, want := range map[string]string{
		"# small/01-a\n01-a/exercise/a_test.go:3:1: 테스트\n01-a/exercise/a.go:5:2: 풀이\n":                     "01-a/exercise/a.go:5:2: 풀이",
		"# small/01-a\n01-a/exercise/a_test.go:3:1: 테스트\n":                                                 "01-a/exercise/a_test.go:3:1: 테스트",
		"# small/01-a\n01-a/exercise/a_test.go:3:1: not enough arguments\n\thave (number)\n\twant (int)\n": "01-a/exercise/a_test.go:3:1: not enough arguments",
		"": "exit status 1",
	} {
		if got := complaint(out, failed); got != want {
			t.Errorf("complaint(%q) = %q", out, got)
		}
	}
}

//go:build exercise

// 테스트는 exercise 밖의 패키지이다. 그래서 풀이에서 무슨 이름을 지어도 테스트의 이름과 부딪히지 않는다.
package exercise_test

import (
	"testing"

	"socketworkbook/internal/grader"
)

func TestMain(m *testing.M) { grader.Main(m) }

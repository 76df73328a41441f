package exercise_test

import (
	"testing"

	"socketworkbook/internal/grader/gradertest"
)

// 정답은 모든 테스트를 통과하고, 흔한 실수는 그 이름으로 거절당한다.
func TestExercises(t *testing.T) { gradertest.Check(t, "03-http-polling") }

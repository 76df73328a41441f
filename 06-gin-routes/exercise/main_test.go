//go:build exercise

// 테스트는 exercise 밖의 패키지이다. 그래서 풀이에서 무슨 이름을 지어도 테스트의 이름과 부딪히지 않는다.
package exercise_test

import (
	"testing"

	"github.com/gin-gonic/gin"

	"socketworkbook/internal/grader"
)

func TestMain(m *testing.M) {
	gin.SetMode(gin.ReleaseMode) // 라우트의 표를 출력하지 않게
	grader.Main(m)
}

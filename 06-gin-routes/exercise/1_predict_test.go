//go:build exercise

package exercise_test

import (
	"fmt"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/gin-gonic/gin"

	"socketworkbook/06-gin-routes/exercise"
	"socketworkbook/internal/grader"
)

const (
	onlyIn      = "나올 때를 잊음"
	sameOrder   = "들어간 차례대로 나온다고 믿음"
	abortGoesOn = "멈추어도 라우트까지 간다고 믿음"
	writesAgain = "C가 바로 돌아와도 또 적는다고 믿음"
	abortCuts   = "Abort하면 바깥의 미들웨어도 나올 때 적지 않는다고 믿음"
	panicLeaves = "패닉이 지나간 미들웨어도 나올 때 적는다고 믿음"
	panicEnds   = "패닉을 받은 다음에 적는 것을 빠뜨림"
)

func TestPredict(t *testing.T) {
	task := grader.Task{File: "06-gin-routes/exercise/1_predict.go", Note: "notes/06-gin-routes.md#미들웨어"}

	for _, test := range []struct {
		name, path string
		guess      any
		mistakes   map[string]string
	}{
		{"Normal", "/", exercise.Normal, map[string]string{"A B C 라우트": onlyIn, "A B C 라우트 A B C": sameOrder}},
		{"Secret", "/secret", exercise.Secret, map[string]string{
			"A B C 라우트 C B A": abortGoesOn, "A B C 라우트 B A": abortGoesOn, "A B C": abortCuts, "A B C C B A": writesAgain,
		}},
		{"Oops", "/oops", exercise.Oops, map[string]string{"A B C 라우트 C B A": panicLeaves, "A B C 라우트": panicEnds}},
	} {
		task.Try(t, test.name, func(*testing.T) error {
			return grader.Predict(order(test.guess), test.mistakes, func() (string, error) { return walk(test.path), nil })
		})
	}
}

// order는 예상한 차례이다. 사이를 빈칸으로 띄었든, 쉼표나 화살표를 넣었든, 붙여 적었든 같은 예상이다.
func order(guess any) string {
	if bytes, is := guess.([]byte); is {
		guess = string(bytes)
	}
	text := strings.NewReplacer("라우트", " 라우트 ", "A", " A ", "B", " B ", "C", " C ").Replace(strings.ToUpper(fmt.Sprint(guess)))
	return strings.Join(strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(" \t\n,.→->|·\"'`[]", r) }), " ")
}

// walk는 path를 정말로 찾아가서 적힌 차례를 준다.
func walk(path string) string {
	var steps []string
	step := func(name string) { steps = append(steps, name) }
	app := gin.New()
	app.Use(func(c *gin.Context) {
		step("A")
		c.Next()
		step("A")
	}, func(c *gin.Context) {
		defer func() {
			recover()
			step("B")
		}()
		step("B")
		c.Next()
	}, func(c *gin.Context) {
		step("C")
		if c.FullPath() == "/secret" {
			c.Abort()
			return
		}
		c.Next()
		step("C")
	})
	app.GET("/", func(*gin.Context) { step("라우트") })
	app.GET("/secret", func(*gin.Context) { step("라우트") })
	app.GET("/oops", func(*gin.Context) {
		step("라우트")
		panic("일부러")
	})
	app.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest("GET", path, nil))
	return strings.Join(steps, " ")
}

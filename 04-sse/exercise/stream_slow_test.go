//go:build exercise

package exercise_test

import (
	"fmt"
	"time"

	"socketworkbook/04-sse/exercise"
	"socketworkbook/internal/grader"
)

// readsSlowly는 느려도 Patience 안에 읽는 클라이언트는 끊지 않는지 본다.
func readsSlowly(news chan string) error {
	return visit(stream(news), habit{slow: 8 * time.Second}, func(g *listener) error {
		want := []string{"하나", "둘", "셋", "넷"}
		for _, text := range want {
			news <- text
		}
		time.Sleep(time.Minute) // 가짜 시계
		close(news)
		if heard := len(g.heard()); heard < len(want) {
			return grader.Same("이벤트 4개", fmt.Sprintf("이벤트 %d개", heard), tooSoon)
		}
		return g.hears(want)
	})
}

// stopsReading은 둘을 듣고 읽지 않는 클라이언트를, 셋째를 쓴 다음 Patience가 지나면 끊는지 본다.
func stopsReading(news chan string) error {
	return visit(stream(news), habit{limit: 2}, func(g *listener) error {
		defer close(news) // 돌아오지 않은 풀이를 놓아준다.
		for _, text := range []string{"하나", "둘", "셋"} {
			time.Sleep(8 * time.Second) // 가짜 시계
			news <- text
		}
		time.Sleep(exercise.Patience - time.Second) // 가짜 시계
		if g.ended() {
			return grader.Wrong{Want: "10초 뒤에 끊음", Got: "9초가 지나기 전에 끊음", Mistake: tooSoon}
		}
		time.Sleep(2 * time.Second) // 가짜 시계
		if g.ended() {
			return nil
		}
		g.conn.Close()
		return grader.Same("10초 뒤에 끊음", "11초가 지나도 끊지 않음", farDeadline)
	})
}

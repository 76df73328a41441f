//go:build exercise

package exercise_test

import (
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"socketworkbook/internal/grader"
)

const (
	newsOnly    = "메시지만 기다림"
	onceInAWhle = "때때로만 살핌"
	quietCut    = "조용한 클라이언트를 끊음"
	noFlush     = "쓰고 내보내지(flush) 않음"
	stillListed = "떠난 클라이언트를 명단에 남김"
	leavesEarly = "듣고 있는 클라이언트를 명단에서 뺌"
	leavesTwice = "leave를 두 번 부름"
	leavesLate  = "돌아온 다음에 leave를 부름"
	joinsTwice  = "subscribe를 두 번 부름"
	closedSpins = "닫힌 채널이 주는 빈 문자열을 끝없이 적음"
	flushLost   = "내보내다 난 오류를 버림"
)

func TestLeft(t *testing.T) {
	task := grader.Task{File: "04-sse/exercise/2_left.go", Note: "notes/04-sse.md#코드"}

	for _, test := range []struct {
		name  string
		quiet time.Duration // 메시지 사이의 시간
		news  []string      // 클라이언트가 떠나기 전에 온 메시지
	}{
		{"메시지가 오기 전에 떠난 클라이언트", 0, nil},
		{"메시지를 듣다가 떠난 클라이언트", 0, []string{"하나", "둘"}},
		{"1분에 한 번 듣다가 떠난 클라이언트", time.Minute, []string{"하나", "둘"}},
	} {
		task.Try(t, test.name, grader.Bubble(func() error {
			b := newBoard()
			b.slow = test.news == nil
			return leaves(b, test.quiet, test.news)
		}))
	}
	task.Try(t, "메시지가 끝남", grader.Bubble(func() error { return ends(newBoard()) }))
	task.Try(t, "빈 메시지와 %가 든 메시지", grader.Bubble(func() error {
		b := newBoard()
		return verbatim(b.listen, b.news)
	}))
	task.Try(t, "내보내다 난 오류", grader.Bubble(func() error { return fails() }))
}

// fails는 몇 번째 내보내기에서 오류가 나도 바로 돌아오는지 본다. 헤더를 내보낸 것은 보지 않는다.
func fails() error {
	for sent := range 4 {
		b := newBoard()
		err := unsent(b.listen, b.news, sent+1)
		if err == nil {
			err = b.once()
		}
		if err != nil {
			return naming(fmt.Sprintf("내보내기 %d번 다음의 오류", sent+1), err)
		}
	}
	return nil
}

// leaves는 클라이언트가 news를 듣다가 떠나면 바로 아는지 본다.
func leaves(b *board, quiet time.Duration, news []string) error {
	return visit(b.listen, habit{endless: true}, func(g *listener) error {
		for _, text := range news {
			time.Sleep(quiet) // 가짜 시계
			if g.ended() {
				return grader.Wrong{Want: "조용해도 이어지는 스트림", Got: "끊긴 스트림", Mistake: quietCut}
			}
			b.news <- text
			time.Sleep(atOnce) // 가짜 시계
		}
		if err := g.hears(news); err != nil {
			return err
		}
		if b.left.Load() > 0 {
			return grader.Wrong{Want: "떠날 때의 leave", Got: "듣고 있을 때의 leave", Mistake: leavesEarly}
		}
		g.conn.Close()
		time.Sleep(atOnce) // 가짜 시계
		if g.ended() {
			return b.once()
		}
		defer close(b.news)     // 돌아오지 않은 풀이를 놓아준다.
		time.Sleep(time.Minute) // 가짜 시계
		if g.ended() {
			return grader.Same("클라이언트가 떠나자마자 돌아옴", "한참 뒤에 돌아옴", onceInAWhle)
		}
		return grader.Same("클라이언트가 떠나자마자 돌아옴", "1분이 지나도 돌아오지 않음", newsOnly)
	})
}

// ends는 메시지가 끝나면 돌아오는지 본다.
func ends(b *board) error {
	return visit(b.listen, habit{endless: true}, func(g *listener) error {
		b.news <- "하나"
		synctest.Wait()
		close(b.news)
		time.Sleep(atOnce) // 가짜 시계. 너무 많이 들으면 클라이언트가 떠난다.
		if n := len(g.heard()); n > 1 {
			return grader.Same("이벤트 1개", fmt.Sprintf("이벤트 %d개", n), closedSpins)
		}
		if !g.ended() {
			return grader.Wrong{Want: "news가 닫히자마자 돌아옴", Got: "돌아오지 않음"}
		}
		if err := g.hears([]string{"하나"}); err != nil {
			return err
		}
		return b.once()
	})
}

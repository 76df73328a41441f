//go:build exercise

package exercise_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"socketworkbook/04-sse/exercise"
	"socketworkbook/internal/grader"
)

const (
	notExtended = "쓸 때마다 데드라인을 미루지 않음"
	waitsFirst  = "쓰기 바로 앞에서 미루지 않아, 기다리는 동안 데드라인이 지나감"
	pastAlready = "이미 지난 시각을 데드라인으로 정함"
	farDeadline = "데드라인이 없거나 너무 멂"
	tooSoon     = "데드라인을 너무 짧게 잡음"
)

func TestStream(t *testing.T) {
	task := grader.Task{File: "04-sse/exercise/3_stream.go", Note: "notes/04-sse.md#서버의-데드라인이-스트림을-자른다"}

	for _, test := range []struct {
		name string
		do   func(news chan string) error
	}{
		{"일 분 동안 흐르는 메시지", flows},
		{"1분에 한 번 오는 메시지", rare},
		{"빈 메시지와 %가 든 메시지", func(news chan string) error { return verbatim(stream(news), news) }},
		{"떠난 클라이언트", func(news chan string) error { return leavesQuiet(news, nil) }},
		{"듣다가 떠난 클라이언트", func(news chan string) error { return leavesQuiet(news, []string{"하나", "둘"}) }},
		{"8초에 하나씩 읽는 클라이언트", readsSlowly},
		{"처음 둘만 읽고 읽지 않는 클라이언트", stopsReading},
		{"메시지가 끝남", closes},
	} {
		task.Try(t, test.name, grader.Bubble(func() error { return test.do(make(chan string, 20)) }))
	}
	task.Try(t, "내보내다 난 오류", grader.Bubble(func() error {
		for sent := range 5 {
			news := make(chan string, 20)
			if err := unsent(stream(news), news, sent); err != nil {
				return naming(fmt.Sprintf("내보내기 %d번 다음의 오류", sent), err)
			}
		}
		return nil
	}))
}

func stream(news <-chan string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) { exercise.Stream(w, r, news) }
}

// flows는 3초에 하나씩 오는 메시지를 클라이언트가 모두 듣는지 본다.
func flows(news chan string) error {
	return streamed(news, 20, 3*time.Second, "", func(g *listener, heard int) string {
		switch {
		case heard == 0 && g.ended():
			return pastAlready
		case heard == 0:
			return noFlush
		}
		return notExtended
	})
}

// rare는 1분에 하나씩 오는 긴 메시지를 클라이언트가 모두 듣는지 본다.
func rare(news chan string) error {
	return streamed(news, 3, time.Minute, strings.Repeat(".", 10_000), func(*listener, int) string { return waitsFirst })
}

// streamed는 every마다 메시지가 하나씩 n번 올 때(메시지는 tail로 끝난다), 클라이언트가 모두 듣는지 본다. 아니면 slip이 실수의 이름을 댄다.
func streamed(news chan string, n int, every time.Duration, tail string, slip func(g *listener, heard int) string) error {
	return visit(stream(news), habit{}, func(g *listener) error {
		var want []string
		for i := range n {
			time.Sleep(every) // 가짜 시계
			if i == 0 && g.ended() {
				return grader.Wrong{Want: "조용해도 이어지는 스트림", Got: "끊긴 스트림", Mistake: quietCut}
			}
			want = append(want, fmt.Sprint(i)+tail)
			news <- want[i]
		}
		time.Sleep(atOnce) // 가짜 시계
		heard := len(g.heard())
		mistake := slip(g, heard)
		close(news)
		if heard == n || heard == 0 && g.unfinished() {
			return g.hears(want)
		}
		return grader.Same(fmt.Sprintf("메시지 %d개", n), fmt.Sprintf("메시지 %d개", heard), mistake)
	})
}

// leavesQuiet은 조용할 때 떠난 클라이언트를 바로 아는지 본다.
func leavesQuiet(news chan string, texts []string) error {
	return visit(stream(news), habit{}, func(g *listener) error {
		for _, text := range texts {
			news <- text
			time.Sleep(atOnce) // 가짜 시계
		}
		g.conn.Close()
		time.Sleep(atOnce) // 가짜 시계
		if g.ended() {
			return nil
		}
		defer close(news) // 돌아오지 않은 풀이를 놓아준다.
		return grader.Same("클라이언트가 떠나자마자 돌아옴", "돌아오지 않음", newsOnly)
	})
}

// closes는 메시지가 끝나면 돌아오는지 본다.
func closes(news chan string) error {
	return visit(stream(news), habit{}, func(g *listener) error {
		close(news)
		time.Sleep(atOnce) // 가짜 시계. 너무 많이 들으면 클라이언트가 떠난다.
		if n := len(g.heard()); n > 0 {
			return grader.Same("이벤트 0개", fmt.Sprintf("이벤트 %d개", n), closedSpins)
		}
		return grader.Same("news가 닫히자마자 돌아옴", map[bool]string{true: "news가 닫히자마자 돌아옴", false: "돌아오지 않음"}[g.ended()], "")
	})
}

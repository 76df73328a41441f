package class

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"socketworkbook/internal/web"
)

func room(t *testing.T) *Class {
	t.Helper()
	questions, err := Questions()
	if err != nil {
		t.Fatal(err)
	}
	return New(questions)
}

// 질문마다 정말로 해 볼 수 있고, 답은 보기 가운데 하나이다. 수업마다 셋은 있다.
func TestEveryQuestionIsMeasured(t *testing.T) {
	c := room(t)
	for _, lesson := range web.Course {
		if n := len(c.About(lesson.Folder)); n < 3 {
			t.Errorf("%s의 질문이 %d개뿐이다", lesson.Folder, n)
		}
	}
	for _, q := range c.questions {
		t.Run(q.ID, func(t *testing.T) {
			if err := c.Open(q.ID); err != nil {
				t.Fatal(err)
			}
			if err := c.Measure(t.Context()); err != nil {
				t.Fatal(err)
			}
			now, _ := c.Wall()
			if !slices.Contains(q.Choices, now.Question.Truth) || now.Question.Seen == "" {
				t.Errorf("잰 답 %q(%s)가 보기에 없다: %q", now.Question.Truth, now.Question.Seen, q.Choices)
			}
		})
	}
}

func TestBrokenQuestions(t *testing.T) {
	const whole = "수업: 01-raw-tcp\n질문: 몇 번?\n보기: 하나\n보기: 둘\n재기: tcp-fin\n확인: go run\n"
	if _, err := parse(whole); err != nil {
		t.Fatal(err)
	}
	for _, broken := range []string{
		"", strings.Replace(whole, "보기: 둘\n", "", 1), strings.Replace(whole, "tcp-fin", "없는 것", 1),
		strings.Replace(whole, "질문: 몇 번?\n", "", 1), whole + "그림: 하나\n", whole + "줄\n",
	} {
		if _, err := parse(broken); err == nil {
			t.Errorf("%q를 받았다", broken)
		}
	}
}

// 한 사람에 하나이고, 닫힐 때까지 바꿀 수 있다. 받는 동안에는 아무도 수를 보지 못한다.
func TestPredicting(t *testing.T) {
	c := room(t)
	for _, who := range []string{"가", "나", "다"} {
		if err := c.Enter(who, c.Word(), "192.0.2.1"); err != nil {
			t.Fatal(err)
		}
	}
	c.Open("01-1")
	for who, choices := range map[string][]string{"가": {"1번", "10번", "3번"}, "나": {"3번", "3번"}, "다": {"10번"}} {
		for _, choice := range choices {
			if err := c.Answer(who, "01-1", choice); err != nil {
				t.Errorf("%s: %v", who, err)
			}
		}
	}
	for who, want := range map[string]error{"모르는 사람": ErrAbsent, "가": ErrChoice} {
		if err := c.Answer(who, "01-1", "쉰 번"); !errors.Is(err, want) {
			t.Errorf("%s: %v", who, err)
		}
	}
	if now, _ := c.Wall(); now.Question.Counts != nil || now.Answered != 3 || now.Joined != 3 {
		t.Errorf("받는 동안의 벽: %+v", now)
	}
	c.Close()
	if err := c.Answer("가", "01-1", "1번"); !errors.Is(err, ErrClosed) {
		t.Errorf("닫힌 다음에 받았다: %v", err)
	}
	now, _ := c.Phone("다")
	if want := []int{0, 2, 1, 0}; !slices.Equal(now.Question.Counts, want) || now.Mine != "10번" {
		t.Errorf("닫힌 다음의 휴대 전화: %+v", now.Question)
	}
	if err := c.Measure(t.Context()); err != nil {
		t.Fatal(err)
	}
	c.Open("01-1") // 답을 본 질문은 다시 열어도 예상을 받지 않는다.
	if now, _ := c.Wall(); now.Question.Open || now.Question.Truth != "3번" {
		t.Errorf("다시 연 질문: %+v", now.Question)
	}
	var csv strings.Builder
	c.WriteCSV(&csv)
	if !strings.Contains(csv.String(), ",3번,2,3번\n") || strings.Contains(csv.String(), "가,") {
		t.Errorf("CSV:\n%s", csv.String())
	}
}

// 낱말을 찍어 보는 사람은 곧 막힌다. 다른 주소의 사람은 들어온다. 기다리면 다시 해 볼 수 있다.
func TestDoor(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := room(t)
		for i := range firstTries {
			if err := c.Enter("악당", fmt.Sprint(i), "2001:db8::1"); !errors.Is(err, ErrWord) {
				t.Errorf("%d번째: %v", i, err)
			}
		}
		for _, from := range []string{"2001:db8::1", "2001:db8::2"} { // IPv6에서는 한 사람의 주소가 아주 많다.
			if err := c.Enter("악당", c.Word(), from); !errors.Is(err, ErrSlow) {
				t.Errorf("막지 않는다: %v", err)
			}
		}
		if err := c.Enter("학생", " "+strings.ToUpper(c.Word())+" ", "2001:db8:0:1::1"); err != nil || !c.Has("학생") {
			t.Errorf("학생이 들어오지 못했다: %v", err)
		}
		time.Sleep(2 * time.Second)
		if err := c.Enter("악당", "abc", "2001:db8::1"); !errors.Is(err, ErrWord) {
			t.Errorf("기다렸는데도: %v", err)
		}
		for i := range mostMembers + 10 {
			c.Enter(fmt.Sprint("학생", i), c.Word(), fmt.Sprintf("10.0.%d.%d", i/250, i%250))
		}
		if now, _ := c.Wall(); now.Joined != mostMembers {
			t.Errorf("%d명이 들어왔다", now.Joined)
		}
	})
}

// 1초에 천 번 고르는 사람이 있어도 다른 사람의 예상은 그대로 적힌다.
func TestHasty(t *testing.T) {
	c := room(t)
	c.Enter("급한 사람", c.Word(), "192.0.2.1")
	c.Enter("학생", c.Word(), "192.0.2.2")
	c.Open("01-1")
	refused := 0
	for i := range 1000 {
		if errors.Is(c.Answer("급한 사람", "01-1", []string{"1번", "3번"}[i%2]), ErrHasty) {
			refused++
		}
	}
	if err := c.Answer("학생", "01-1", "3번"); err != nil || refused < 900 {
		t.Errorf("천 번 가운데 %d번을 거절했다. 다른 학생: %v", refused, err)
	}
}

// 격자에는 누구인지가 없고, 많이 푼 사람이 위에 있다.
func TestGrid(t *testing.T) {
	c := room(t)
	tasks := []string{"01-raw-tcp/exercise/1_predict.go", "01-raw-tcp/exercise/2_serve.go"}
	for student, done := range map[string]string{"a": "10", "b": "11", "c": "00"} {
		if err := c.Report(student, c.Word(), "192.0.2.1", tasks, done); err != nil {
			t.Error(err)
		}
	}
	for _, bad := range []func() error{
		func() error { return c.Report("d", "틀림", "192.0.2.3", tasks, "11") },
		func() error { return c.Report("d", c.Word(), "192.0.2.3", tasks, "1") },
		func() error { return c.Report("d", c.Word(), "192.0.2.3", tasks, "1x") },
		func() error { return c.Report("", c.Word(), "192.0.2.3", tasks, "11") },
		func() error { return c.Report("d", c.Word(), "192.0.2.3", []string{"줄\n바꿈", "또"}, "11") },
	} {
		if bad() == nil {
			t.Error("틀린 결과를 받았다")
		}
	}
	now, _ := c.Wall()
	if now.Grid == nil || !slices.Equal(now.Grid.Rows, []string{"11", "10", "00"}) {
		t.Errorf("%+v", now.Grid)
	}
}

// 누가 먼저 다른 연습을 알려도, 더 많은 학생이 알린 것이 보인다.
func TestGridFollowsMost(t *testing.T) {
	c := room(t)
	for _, r := range []struct {
		student string
		tasks   []string
		done    string
	}{{"거짓", []string{"없는 연습"}, "1"}, {"a", []string{"1", "2"}, "10"}, {"b", []string{"1", "2"}, "11"}} {
		if err := c.Report(r.student, c.Word(), "192.0.2.1", r.tasks, r.done); err != nil {
			t.Fatal(err)
		}
	}
	if now, _ := c.Wall(); !slices.Equal(now.Grid.Tasks, []string{"1", "2"}) || !slices.Equal(now.Grid.Rows, []string{"11", "10"}) {
		t.Errorf("%+v", now.Grid)
	}
}

// 여럿이 함께 들어오고 고르고 보아도 무사하다. -race가 본다.
func TestTogether(t *testing.T) {
	c := room(t)
	c.Open("01-1")
	var all sync.WaitGroup
	for i := range 50 {
		all.Go(func() {
			who := fmt.Sprint(i)
			c.Enter(who, c.Word(), "192.0.2."+who)
			c.Answer(who, "01-1", "3번")
			c.Phone(who)
			c.Wall()
		})
	}
	all.Go(func() { c.Measure(context.Background()) })
	all.Wait()
}

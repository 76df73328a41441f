package room

import (
	"fmt"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

func texts(messages []Message) string {
	s := ""
	for _, m := range messages {
		s += fmt.Sprintf("%d%s ", m.ID, m.Text)
	}
	return s
}

func TestSince(t *testing.T) {
	r := New(3)
	if messages, missed := r.Since(0); len(messages) != 0 || missed != 0 {
		t.Errorf("빈 방의 Since(0) = %v, %d", messages, missed)
	}
	for _, text := range []string{"가", "나", "다", "라", "마"} {
		r.Add("익명", text)
	}
	for _, test := range []struct {
		after  uint64
		texts  string
		missed uint64
	}{
		{0, "3다 4라 5마 ", 2},
		{1, "3다 4라 5마 ", 1},
		{2, "3다 4라 5마 ", 0},
		{4, "5마 ", 0},
		{5, "", 0},
		{6, "3다 4라 5마 ", 2}, // 서버를 다시 켜기 전의 번호
		{1<<64 - 1, "3다 4라 5마 ", 2},
	} {
		messages, missed := r.Since(test.after)
		if texts(messages) != test.texts || missed != test.missed {
			t.Errorf("Since(%d) = %q, %d. 바라던 것은 %q, %d",
				test.after, texts(messages), missed, test.texts, test.missed)
		}
	}
}

// 빌려준 슬라이스는 방에 메시지가 더 적혀도 그대로여야 한다.
func TestSinceKeepsWhatItLent(t *testing.T) {
	r := New(2)
	r.Add("", "가")
	r.Add("", "나")
	lent, _ := r.Since(0)
	for range 100 {
		r.Add("", "다")
	}
	if got := texts(lent); got != "1가 2나 " {
		t.Errorf("빌려준 슬라이스가 %q로 바뀌었다", got)
	}
	if len(r.messages) != 2 || cap(r.messages) > 8 {
		t.Errorf("2개를 기억하는 방이 len %d, cap %d를 쓴다", len(r.messages), cap(r.messages))
	}
}

func TestNewsWakesEveryone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := New(10)
		r.Add("", "가")
		var woken sync.WaitGroup
		for range 1000 {
			woken.Go(func() { <-r.News(1) })
		}
		select {
		case <-r.News(1):
			t.Fatal("새 메시지가 없는데 깨웠다")
		case <-time.After(time.Hour):
		}
		r.Add("", "나")
		woken.Wait()
		<-r.News(1) // 이미 있는 메시지는 기다리지 않는다.
		<-r.News(9) // 서버를 다시 켜기 전의 번호도 기다리지 않는다.
	})
}

// 빈 방에서는 서버를 다시 켜기 전의 번호로 물어도 첫 메시지를 기다린다.
func TestNewsInEmptyRoom(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := New(10)
		select {
		case <-r.News(57):
			t.Fatal("빈 방이 새 메시지가 있다고 한다")
		case <-time.After(time.Hour):
		}
		go r.Add("", "가")
		<-r.News(57)
		if messages, _ := r.Since(57); texts(messages) != "1가 " {
			t.Errorf("Since(57) = %q", texts(messages))
		}
	})
}

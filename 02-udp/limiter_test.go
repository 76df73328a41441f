package main

import (
	"fmt"
	"io"
	"log"
	"testing"
	"time"
)

func TestLimiter(t *testing.T) {
	log.SetOutput(io.Discard)
	begin := time.Unix(1000, 0)
	limit := newLimiter(3)
	for i, test := range []struct {
		peer  string
		after time.Duration
		want  bool
	}{
		{"가", 0, true}, {"가", 0, true}, {"가", 0, true},
		{"가", 0, false}, {"가", time.Second, false}, // 한도를 넘었다.
		{"나", 0, true},               // 남의 한도는 그대로이다.
		{"가", time.Second + 1, true}, // 1초가 지나면 다시 답한다.
	} {
		if got := limit.allows(test.peer, begin.Add(test.after)); got != test.want {
			t.Errorf("%d: %s에게 %v 뒤에 %v", i, test.peer, test.after, got)
		}
	}
	none := newLimiter(0)
	for range 2 * perSecond {
		if !none.allows("가", begin) {
			t.Fatal("한도가 0인데 답하지 않는다")
		}
	}
}

// 떠난 주소가 아무리 많아도 기억하는 것에는 끝이 있다. 새로 온 클라이언트에게는 그래도 답한다.
func TestLimiterForgets(t *testing.T) {
	limit, now := newLimiter(perSecond), time.Unix(1000, 0)
	for i := range 3 * maxPeers {
		if !limit.allows(fmt.Sprint(i), now) {
			t.Fatalf("%d째 클라이언트에게 답하지 않는다", i)
		}
		if len(limit.answers) > maxPeers {
			t.Fatalf("주소를 %d개나 기억한다", len(limit.answers))
		}
	}
	limit.allows("다음", now.Add(2*time.Second))
	if len(limit.answers) != 1 {
		t.Errorf("1초가 지났는데 주소를 %d개 기억한다", len(limit.answers))
	}
}

package main

import (
	"log"
	"time"
)

const (
	perSecond = 300    // 한 주소에 1초 동안 답하는 수
	maxPeers  = 10_000 // 1초 동안 기억하는 주소의 수
)

// limiter는 한 주소에 너무 많이 답하지 않게 한다. 에코 서버 둘이 서로 답하기 시작하면 데이터그램
// 하나가 끝없이 오간다. 빠르게 오가다 한도를 넘으면, 그 하나를 버리는 것으로 끝난다.
//
// 막지 못하는 것: 오가는 데 1/300초보다 오래 걸리는 곳의 에코 서버와는 한도에 닿지 않으므로
// 계속 주고받는다. 또 주소를 속여 1초에 만 곳에서 온 척하면 셈이 처음부터 다시 시작된다.
type limiter struct {
	most    int            // 1초에 답하는 수. 0이면 한도가 없다
	answers map[string]int // 주소마다 답한 수
	until   time.Time      // 이때가 지나면 모두 잊고 새로 센다
}

func newLimiter(most int) *limiter {
	return &limiter{most: most, answers: map[string]int{}}
}

// allows는 peer에게 답해도 되는지 알려 주고 센다.
// UDP에는 떠난다는 인사가 없다. 언제 잊을지 우리가 정하지 않으면 떠난 주소가 끝없이 쌓인다.
func (l *limiter) allows(peer string, now time.Time) bool {
	if l.most == 0 {
		return true
	}
	if now.After(l.until) || len(l.answers) == maxPeers {
		clear(l.answers)
		l.until = now.Add(time.Second)
	}
	l.answers[peer]++
	if l.answers[peer] <= l.most {
		return true
	}
	if l.answers[peer] == l.most+1 { // 한 번만 적는다.
		log.Printf("%s: 1초에 %d번을 넘었으므로 이 1초에는 더 답하지 않음", peer, l.most)
	}
	return false
}

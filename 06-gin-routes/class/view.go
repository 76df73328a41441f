package class

import (
	"slices"
)

// View는 페이지가 그릴 것이다. 누가 무엇을 골랐는지는 없고, 저마다 제 것(Mine)만 받는다.
type View struct {
	Question *Asked `json:"question,omitempty"`
	Mine     string `json:"mine,omitempty"` // 내가 고른 보기
	Joined   int    `json:"joined"`         // 들어온 사람의 수. 휴대 전화에는 0이다
	Answered int    `json:"answered"`       // 예상한 사람의 수. 휴대 전화에는 0이다
	Grid     *Grid  `json:"grid,omitempty"` // 벽에만 있다
}

// Asked는 지금의 질문이다.
type Asked struct {
	ID      string   `json:"id"`
	Lesson  string   `json:"lesson"`
	Ask     string   `json:"ask"`
	Choices []string `json:"choices"`
	See     string   `json:"see,omitempty"` // 재어 본 다음에만 있다
	Open    bool     `json:"open"`
	Counts  []int    `json:"counts,omitempty"` // 보기마다 고른 사람의 수. 닫힌 다음에만 있다
	Truth   string   `json:"truth,omitempty"`  // 재어 본 답
	Seen    string   `json:"seen,omitempty"`   // 무엇을 보고 알았는지
}

// Grid는 벽에 그리는 연습의 격자이다. 학생이 누구인지는 없다.
type Grid struct {
	Tasks []string `json:"tasks"`
	Rows  []string `json:"rows"` // 한 글자가 연습 하나: 1은 풀었음, 0은 아직. 많이 푼 것이 위에 있다
}

// Phone은 visitor의 휴대 전화에 보일 것과, 바뀌면 닫히는 채널이다.
func (c *Class) Phone(visitor string) (View, <-chan struct{}) {
	c.mu.Lock()
	defer c.mu.Unlock()
	now := View{Question: c.asked()}
	if now.Question != nil {
		now.Mine = c.rounds[c.current].answers[visitor]
	}
	return now, c.changed
}

// Wall은 벽에 보일 것과, 바뀌면 닫히는 채널이다.
func (c *Class) Wall() (View, <-chan struct{}) {
	c.mu.Lock()
	defer c.mu.Unlock()
	now := View{Question: c.asked(), Joined: len(c.members)}
	if now.Question != nil {
		now.Answered = len(c.rounds[c.current].answers)
	}
	now.Grid = c.grid()
	return now, c.changed
}

// asked는 지금의 질문이다. 없으면 nil이다. 예상을 받는 동안에는 남의 예상을 보고 바꾸지 못하게 수를 감춘다.
func (c *Class) asked() *Asked {
	q, now := c.find(c.current), c.rounds[c.current]
	if q == nil {
		return nil
	}
	a := &Asked{ID: q.ID, Lesson: q.Lesson, Ask: q.Ask, Choices: q.Choices, Open: now.open}
	if !now.open {
		a.Counts = now.counts(q)
	}
	if now.fact != nil {
		a.Truth, a.Seen, a.See = now.fact.Answer, now.fact.Seen, q.See
	}
	return a
}

// counts는 보기마다 고른 사람의 수이다.
func (r *round) counts(q *Question) []int {
	counts := make([]int, len(q.Choices))
	for _, choice := range r.answers {
		counts[slices.Index(q.Choices, choice)]++
	}
	return counts
}

package class

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"socketworkbook/06-gin-routes/class/measure"
)

// round는 질문 하나에 있었던 일이다.
type round struct {
	open    bool
	answers map[string]string // 방문자 → 고른 보기
	fact    *measure.Fact     // 재어 본 답. 아직이면 nil
}

// Answer는 visitor의 예상을 적는다. 한 사람에 하나이고, 닫힐 때까지 바꿀 수 있다.
func (c *Class) Answer(visitor, id, choice string) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	now := c.rounds[id]
	switch {
	case c.members[visitor] == nil:
		return ErrAbsent
	case !c.members[visitor].Allow():
		return ErrHasty
	case now == nil || !now.open:
		return ErrClosed
	case !slices.Contains(c.find(id).Choices, choice):
		return ErrChoice
	}
	if now.answers[visitor] != choice {
		now.answers[visitor] = choice
		c.tell()
	}
	return nil
}

// Open은 질문을 벽과 휴대 전화에 띄우고 예상을 받는다. 앞의 질문은 닫는다. 이미 재어 본 질문은 다시 보이기만 한다.
func (c *Class) Open(id string) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.find(id) == nil {
		return fmt.Errorf("그런 질문은 없습니다: %.20q", id)
	}
	c.closeCurrent()
	if c.rounds[id] == nil {
		c.rounds[id] = &round{answers: map[string]string{}}
	}
	c.current = id
	c.rounds[id].open = c.rounds[id].fact == nil
	c.tell()
	return nil
}

// Close는 예상을 그만 받는다. 벽에 모두의 예상이 나타난다.
func (c *Class) Close() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.closeCurrent()
	c.tell()
}

func (c *Class) closeCurrent() {
	if now := c.rounds[c.current]; now != nil {
		now.open = false
	}
}

// Measure는 지금 질문의 답을 정말로 해 보고 벽에 적는다. 예상은 그만 받는다.
func (c *Class) Measure(ctx context.Context) error {
	c.mu.Lock()
	id, now := c.current, c.rounds[c.current]
	c.mu.Unlock()
	if now == nil {
		return errors.New("열린 질문이 없습니다")
	}
	c.Close() // 답을 본 다음에 예상을 바꾸지 못하게 먼저 닫는다.
	fact, err := measure.All[c.find(id).Measure](ctx)
	if err != nil {
		return fmt.Errorf("재어 보기: %w", err)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	now.fact, now.open = &fact, false
	c.tell()
	return nil
}

// find는 질문을 찾는다. 질문은 바뀌지 않으므로 락이 필요 없다.
func (c *Class) find(id string) *Question {
	i := slices.IndexFunc(c.questions, func(q Question) bool { return q.ID == id })
	if i < 0 {
		return nil
	}
	return &c.questions[i]
}

// Package class는 교실 하나이다: 방 낱말로 들어온 사람들, 열린 질문과 모두의 예상, 재어 본 답, 연습의 격자.
// 이름은 받지 않고 디스크에 아무것도 적지 않는다. 서버가 멈추면 모두 사라진다.
package class

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"

	"golang.org/x/time/rate"

	"socketworkbook/06-gin-routes/class/measure"
)

const (
	mostMembers  = 300 // 한 교실에 들어올 수 있는 사람의 수
	perAnswer    = 3   // 한 사람이 1초에 예상을 바꿀 수 있는 수
	firstAnswers = 10  // 잠깐은 이만큼 이어서 바꿀 수 있다
)

// Class는 교실이다. 여러 고루틴이 함께 써도 된다.
type Class struct {
	questions []Question
	door      *door

	mu      sync.Mutex
	members map[string]*rate.Limiter // 들어온 방문자와, 그 사람이 예상을 바꿀 수 있는 빠르기
	rounds  map[string]*round        // 질문 → 그 질문에 있었던 일
	current string                   // 지금 벽에 있는 질문. 없으면 빈 문자열
	rows    map[string]string        // 학생 → 연습마다의 결과
	tasks   []string                 // 격자의 가로줄: 연습의 파일
	changed chan struct{}            // 무엇이든 바뀌면 닫힌다
}

// round는 질문 하나에 있었던 일이다.
type round struct {
	open    bool
	answers map[string]string // 방문자 → 고른 보기
	fact    *measure.Fact     // 재어 본 답. 아직이면 nil
}

// New는 아무도 없는 교실을 만든다. 방 낱말은 새로 짓는다.
func New(questions []Question) *Class {
	return &Class{
		questions: questions, door: newDoor(),
		members: map[string]*rate.Limiter{}, rounds: map[string]*round{}, rows: map[string]string{}, changed: make(chan struct{}),
	}
}

// Word는 방 낱말이다. 벽과 QR 코드에만 적는다.
func (c *Class) Word() string { return c.door.word }

// 교실이 들어주지 않는 이유. 온점을 붙여 사용자에게 보인다.
var (
	ErrWord   = errors.New("방 낱말이 다릅니다. 벽에 적힌 네 글자를 보고 적어 주세요")
	ErrSlow   = errors.New("너무 여러 번 틀렸습니다. 잠시 뒤에 다시 해 주세요")
	ErrHasty  = errors.New("조금 천천히 골라 주세요")
	ErrFull   = errors.New("교실이 찼습니다")
	ErrAbsent = errors.New("먼저 방 낱말을 적고 들어와 주세요")
	ErrClosed = errors.New("지금은 이 질문에 답할 수 없습니다")
	ErrChoice = errors.New("보기 가운데 하나를 골라 주세요")
)

// Enter는 방 낱말이 맞으면 visitor를 들인다. from은 그 사람의 IP 주소이다. 여러 번 틀린 주소는 잠시 막는다.
func (c *Class) Enter(visitor, word, from string) error {
	if err := c.door.check(word, from); err != nil {
		return err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.members[visitor] != nil {
		return nil
	}
	if len(c.members) >= mostMembers {
		return ErrFull
	}
	c.members[visitor] = rate.NewLimiter(perAnswer, firstAnswers)
	c.tell()
	return nil
}

// Has는 visitor가 방 낱말로 들어왔는지이다.
func (c *Class) Has(visitor string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.members[visitor] != nil
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

// tell은 기다리던 고루틴을 모두 깨운다.
func (c *Class) tell() {
	close(c.changed)
	c.changed = make(chan struct{})
}

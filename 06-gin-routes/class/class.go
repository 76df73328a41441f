// Package class는 교실 하나이다: 방 낱말로 들어온 사람들, 열린 질문과 모두의 예상, 재어 본 답, 연습의 격자.
// 이름은 받지 않고 디스크에 아무것도 적지 않는다. 서버가 멈추면 모두 사라진다.
package class

import (
	"errors"
	"sync"

	"golang.org/x/time/rate"
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
	rows    map[string]row           // 학생 → 연습마다의 결과
	changed chan struct{}            // 무엇이든 바뀌면 닫힌다
}

// New는 아무도 없는 교실을 만든다. 방 낱말은 새로 짓는다.
func New(questions []Question) *Class {
	return &Class{
		questions: questions, door: newDoor(),
		members: map[string]*rate.Limiter{}, rounds: map[string]*round{}, rows: map[string]row{}, changed: make(chan struct{}),
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

// tell은 기다리던 고루틴을 모두 깨운다.
func (c *Class) tell() {
	close(c.changed)
	c.changed = make(chan struct{})
}

package exercise

import (
	"crypto/rand"
	"sync"
	"time"
)

type session struct {
	name string
	seen time.Time // 마지막으로 온 때
}

// Sessions는 세션의 번호에서 손님의 이름을 찾는다.
type Sessions struct {
	life time.Duration
	mu   sync.Mutex
	byID map[string]session
}

// 번호를 아는 사람이 곧 그 손님이다. 그래서 암호에 쓰는 난수로 만들고, 손님이 지은 번호는 받지 않는다.
// 이름을 얻을 때 옛 번호를 지우고 새 번호를 준다. 미리 번호를 심어 둔 사람이 있어도 쓸모없어진다(세션 고정).
// 손님은 떠난다고 말하지 않으므로, 새 손님이 올 때마다 오래된 것을 쓸어 낸다. 고루틴을 따로 두지 않아도 된다.

// NewSessions는 마지막으로 온 지 life가 지나면 잊는 창고를 만든다.
func NewSessions(life time.Duration) *Sessions {
	return &Sessions{life: life, byID: map[string]session{}}
}

// Start는 이름 없는 새 세션의 번호를 준다. 번호는 무작위로 128비트 이상이다(26자 이상의 글).
func (s *Sessions) Start() (id string, err error) {
	return s.Login("", ""), nil
}

// Find는 id의 이름을 찾고, 왔다고 적는다. 모르는 번호이거나 잊은 번호이면 ok가 거짓이다.
func (s *Sessions) Find(id string) (name string, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.sweep()
	known, ok := s.byID[id]
	if ok {
		known.seen = time.Now()
		s.byID[id] = known
	}
	return known.name, ok
}

// Login은 이름을 정하고 새 번호를 준다. 옛 번호는 더 통하지 않는다. 모르는 번호로도 로그인할 수 있다.
func (s *Sessions) Login(id, name string) (newID string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.sweep()
	delete(s.byID, id)
	newID = rand.Text() // 130비트
	s.byID[newID] = session{name: name, seen: time.Now()}
	return newID
}

// Len은 기억하고 있는 세션의 수이다. 잊은 것은 세지 않는다.
func (s *Sessions) Len() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.sweep()
	return len(s.byID)
}

// sweep은 오래된 것을 쓸어 낸다. mu를 쥐고 부른다.
func (s *Sessions) sweep() {
	for id, known := range s.byID {
		if time.Since(known.seen) > s.life {
			delete(s.byID, id)
		}
	}
}

package exercise

import (
	"crypto/rand"
	"errors"
	"maps"
	"sync"
	"time"
)

// ErrNoSession은 서버가 모르거나 잊은 세션 ID의 오류이다.
var ErrNoSession = errors.New("그런 세션이 없습니다")

// 세션 ID를 아는 사람이 곧 그 사용자이다. 그래서 ID는 서버만 짓고(rand.Text는 130비트), 로그인할 때 바꾼다.
// 공격하는 사람이 제가 아는 ID를 사용자에게 심어 두었어도, 이름은 그가 모르는 새 ID에 붙는다.
// 오래된 세션은 찾을 때 알아보고, 새 세션을 만들 때 모두 지운다. 떠난 사용자의 세션은 아무도 찾지 않기 때문이다.
// Login은 옛 세션을 먼저 지운다. 그래야 자리가 가득 차 있어도 남의 세션을 밀어내지 않는다.

// Sessions는 세션 ID로 사용자의 이름을 찾는다. 여러 고루틴이 함께 써도 된다.
type Sessions struct {
	life  time.Duration // 이 시간 동안 오지 않은 사용자는 잊는다
	limit int           // 세션의 수의 한도

	mu   sync.Mutex
	byID map[string]session
}

type session struct {
	name string
	seen time.Time // 마지막으로 온 때
}

// NewSessions는 빈 Sessions를 만든다. 고루틴은 두지 않는다. 오래된 것은 찾을 때와 새로 만들 때 살피면 된다.
func NewSessions(life time.Duration, limit int) *Sessions {
	return &Sessions{life: life, limit: limit, byID: map[string]session{}}
}

// Start는 아직 이름이 없는 사용자의 세션을 만들고, 그 ID를 돌려준다.
//
//   - ID는 짐작할 수 없는 26글자 이상이고(crypto/rand), 쿠키에 그대로 적을 수 있다
//   - 새 세션을 만들 때마다(Login도 그렇다) life 동안 오지 않은 세션을 모두 지운다. 떠난 사용자는 제 세션을 다시 찾지 않는다.
//     그래서 찾을 때만 지우면 아무도 찾지 않는 세션이 메모리에 남는다
//   - 그래도 세션이 limit개이면, 가장 오래 오지 않은 사용자 하나를 잊고 자리를 만든다
func (s *Sessions) Start() (id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.add("")
}

// Find는 id의 세션에 적힌 이름을 돌려준다. 아직 이름이 없으면 빈 문자열이다.
// 사용자가 왔으므로 수명은 지금부터 다시 센다. 모르는 ID이거나 life 동안 오지 않았으면 ErrNoSession이다.
func (s *Sessions) Find(id string) (name string, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	found, ok := s.byID[id]
	if !ok || s.old(id, found) {
		delete(s.byID, id)
		return "", ErrNoSession
	}
	found.seen = time.Now()
	s.byID[id] = found
	return found.name, nil
}

// Login은 사용자에게 이름을 주고, 새로 지은 ID를 돌려준다. 옛 ID인 id는 그때부터 통하지 않는다.
// 모르는 ID로 온 사용자도 이름과 새 ID를 얻는다. 쿠키가 없던 사용자의 id는 빈 문자열이다. 클라이언트가 지어낸 ID는 쓰지 않는다.
// 사용자가 왔으므로 수명은 지금부터 다시 센다.
func (s *Sessions) Login(id, name string) (newID string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.byID, id)
	return s.add(name)
}

// add는 세션을 하나 더하고 ID를 짓는다. mu를 쥐고 부른다.
func (s *Sessions) add(name string) string {
	maps.DeleteFunc(s.byID, s.old)
	if len(s.byID) >= s.limit {
		delete(s.byID, s.oldest())
	}
	id := rand.Text()
	s.byID[id] = session{name: name, seen: time.Now()}
	return id
}

// old는 life 동안 오지 않은 세션인지이다.
func (s *Sessions) old(_ string, found session) bool {
	return time.Since(found.seen) >= s.life
}

// oldest는 가장 오래 오지 않은 사용자의 세션 ID이다. mu를 쥐고 부른다.
func (s *Sessions) oldest() (oldest string) {
	for id, found := range s.byID {
		if oldest == "" || found.seen.Before(s.byID[oldest].seen) {
			oldest = id
		}
	}
	return oldest
}

package main

import (
	"sync"
	"time"

	"github.com/alexedwards/scs/v2"
)

const sessionLimit = 10_000 // 쿠키를 버리는 클라이언트가 끝없이 와도 메모리는 늘지 않는다

// newSessions는 03에서 손으로 쓴 세션을 대신한다. express-session에 해당한다.
// scs의 ID는 256비트의 무작위 글자라서, 서명에 쓸 비밀(COOKIE_SECRET)이 없어도 된다.
func newSessions(lifetime time.Duration, secure bool, store scs.Store) *scs.SessionManager {
	sessions := scs.New()
	sessions.Lifetime = lifetime
	sessions.Cookie.Name = "session06" // 쿠키는 포트를 가리지 않는다. 03의 sid와 이름이 달라야 한다.
	sessions.Store = store
	if secure { // __Host-는 Secure인 쿠키만 쓰는 이름이다. http로 연 06의 쿠키를 덮어쓰지 않는다.
		sessions.Cookie.Name, sessions.Cookie.Secure = "__Host-session06", true
	}
	return sessions
}

// newStore는 이 프로세스만 아는 세션이다.
func newStore() *store { return &store{byToken: map[string]entry{}} }

type entry struct {
	data   []byte
	expiry time.Time
}

// store는 세션을 sessionLimit개까지만 기억한다. scs가 주는 memstore에는 끝이 없다.
type store struct {
	mu      sync.Mutex
	byToken map[string]entry
}

func (s *store) Find(token string) (data []byte, found bool, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	e, ok := s.byToken[token]
	return e.data, ok && time.Now().Before(e.expiry), nil
}

func (s *store) Delete(token string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.byToken, token)
	return nil
}

// Commit은 자리가 없으면 가장 먼저 끝날 세션을 지우고 그 자리에 적는다.
func (s *store) Commit(token string, data []byte, expiry time.Time) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, known := s.byToken[token]; !known && len(s.byToken) >= sessionLimit {
		first := ""
		for t, e := range s.byToken {
			if first == "" || e.expiry.Before(s.byToken[first].expiry) {
				first = t
			}
		}
		delete(s.byToken, first)
	}
	s.byToken[token] = entry{data, expiry}
	return nil
}

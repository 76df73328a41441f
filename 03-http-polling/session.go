package main

import (
	"context"
	"crypto/rand"
	"net/http"
	"sync"
	"time"
)

const (
	cookieName   = "sid"
	sessionLife  = 2 * time.Hour // 이만큼 요청이 없는 사용자는 잊는다
	sweepEvery   = time.Minute
	sessionLimit = 10_000 // 쿠키를 버리는 클라이언트가 끝없이 와도 메모리는 늘지 않는다
)

// session은 서버가 사용자 한 사람에 대해 기억하는 것이다.
type session struct {
	name string
	read uint64    // 이 번호의 메시지까지 읽었다
	seen time.Time // 마지막 요청이 온 때
}

func (s session) displayName() string {
	if s.name == "" {
		return "익명"
	}
	return s.name
}

// sessions는 세션 ID로 세션을 찾는다. HTTP의 요청은 서로를 모른다(무상태, stateless).
// 같은 사용자의 요청임을 알려 주는 것은 브라우저가 요청마다 돌려보내는 쿠키뿐이다.
type sessions struct {
	secure bool // HTTPS로만 다니는 쿠키를 준다
	mu     sync.Mutex
	byID   map[string]session
}

func newSessions() *sessions { return &sessions{byID: map[string]session{}} }

// cookie는 쿠키의 이름이다. __Host-로 시작하는 쿠키는 Secure가 아니면 브라우저가 받지 않는다(RFC 6265bis 4.1.3.2절).
// 이름이 다르므로, 같은 컴퓨터의 http 페이지와 https 페이지가 서로의 쿠키를 덮어쓰지 않는다.
func (s *sessions) cookie() string {
	if s.secure {
		return "__Host-" + cookieName
	}
	return cookieName
}

// start는 세션에 새 ID를 주고, ID를 쿠키로 보낸다. 이름과 읽은 곳은 쿠키에 넣지 않는다.
func (s *sessions) start(w http.ResponseWriter, known session) {
	// 130비트의 무작위 ID는 찍어서 맞힐 수 없다. ID를 아는 사람이 곧 그 사용자이다.
	id := rand.Text()
	known.seen = time.Now()

	s.mu.Lock()
	if len(s.byID) >= sessionLimit {
		delete(s.byID, s.oldest())
	}
	s.byID[id] = known
	s.mu.Unlock()

	http.SetCookie(w, &http.Cookie{
		Name:     s.cookie(),
		Value:    id,
		Path:     "/",
		HttpOnly: true,                 // 페이지의 스크립트는 읽지 못한다.
		SameSite: http.SameSiteLaxMode, // 다른 사이트가 시킨 POST에는 붙지 않는다.
		Secure:   s.secure,             // HTTPS에서만 다닌다. r.TLS로 정하지 않는다. 프록시가 TLS를 풀면 언제나 nil이다.
	})
}

// find는 요청의 쿠키가 가리키는 세션을 찾는다.
func (s *sessions) find(r *http.Request) (known session, ok bool) {
	return s.touch(r, 0)
}

// touch는 세션을 찾고, 요청이 온 때와 사용자가 읽은 곳을 적는다. 읽은 곳은 앞으로만 간다. 탭이 여럿이면
// 가장 많이 읽은 탭이 남는다.
func (s *sessions) touch(r *http.Request, read uint64) (known session, ok bool) {
	cookie, err := r.Cookie(s.cookie())
	if err != nil {
		return session{}, false
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	known, ok = s.byID[cookie.Value]
	if !ok || time.Since(known.seen) >= sessionLife {
		return session{}, false
	}
	known.read = max(known.read, read)
	known.seen = time.Now()
	s.byID[cookie.Value] = known
	return known, true
}

// end는 요청의 세션을 지우고, 지운 것을 돌려준다. 모르는 사용자라면 빈 세션이다.
func (s *sessions) end(r *http.Request) session {
	known, _ := s.find(r)
	if cookie, err := r.Cookie(s.cookie()); err == nil {
		s.mu.Lock()
		delete(s.byID, cookie.Value)
		s.mu.Unlock()
	}
	return known
}

// sweep은 ctx가 취소될 때까지 1분마다 오래된 세션을 지운다. 사용자는 떠난다고 말하지 않는다.
func (s *sessions) sweep(ctx context.Context) {
	ticker := time.NewTicker(sweepEvery)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
		s.mu.Lock()
		for id, known := range s.byID {
			if time.Since(known.seen) >= sessionLife {
				delete(s.byID, id)
			}
		}
		s.mu.Unlock()
	}
}

// oldest는 가장 오래 요청이 없던 세션의 ID이다. mu를 쥐고 부른다.
func (s *sessions) oldest() (oldest string) {
	for id, known := range s.byID {
		if oldest == "" || known.seen.Before(s.byID[oldest].seen) {
			oldest = id
		}
	}
	return oldest
}

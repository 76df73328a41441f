// Package chat은 여럿이 함께 쓰는 대화방이다. 방 하나를 세 가지 방법으로 드나든다:
// WebSocket, SSE와 POST, 롱 폴링과 POST.
package chat

import (
	"context"
	"crypto/rand"
	"sync"

	"socketworkbook/internal/room"
)

const recentKeys = 4096 // 두 번 온 메시지를 알아보려고 기억하는 키의 수

// Room은 방이다. 이 프로세스 안에 있을 수도 있고(Local), NATS의 스트림일 수도 있다(Stream).
// 메시지의 번호(ID)는 1부터 커지고, 방을 함께 쓰는 모두에게 같다.
type Room interface {
	// Post는 메시지를 적고 그 번호를 돌려준다. 같은 key로 두 번 적으면 한 번만 적힌다.
	// 적지 못했으면 오류를 돌려준다. 그때는 같은 key로 다시 적어 달라고 하면 된다.
	Post(ctx context.Context, key, name, text string) (id uint64, err error)
	// Epoch은 번호가 다시 시작하지 않은 동안 같은 글이다. 다르면 그 번호는 옛 방의 것이다.
	Epoch() string
	// Since와 News의 뜻은 internal/room과 같다.
	Since(after uint64) (messages []room.Message, missed uint64)
	News(after uint64) <-chan struct{}
}

// Local은 이 프로세스 안에 있는 방이다. 프로세스가 끝나면 없어진다.
type Local struct {
	*room.Room
	epoch string

	mu   sync.Mutex
	ids  map[string]uint64 // key → 번호
	keys []string          // 적은 차례. 오래된 것부터 잊는다
}

// NewLocal은 마지막 remembered개를 기억하는 빈 방을 만든다.
func NewLocal(remembered int) *Local {
	return &Local{Room: room.New(remembered), epoch: rand.Text(), ids: map[string]uint64{}}
}

func (l *Local) Epoch() string { return l.epoch }

func (l *Local) Post(_ context.Context, key, name, text string) (uint64, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if id, again := l.ids[key]; again {
		return id, nil
	}
	id := l.Add(name, text).ID
	l.ids[key] = id
	if l.keys = append(l.keys, key); len(l.keys) > recentKeys {
		delete(l.ids, l.keys[0])
		l.keys = l.keys[1:]
	}
	return id, nil
}

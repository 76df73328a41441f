package chat

import (
	"context"

	"socketworkbook/internal/room"
)

// update는 페이지에 알리는 것이다. 바뀐 것만 있다.
type update struct {
	Epoch    string         `json:"epoch"`
	Messages []room.Message `json:"messages,omitempty"`
	Missed   uint64         `json:"missed,omitempty"`  // 방이 잊어서 주지 못하는 메시지의 수
	Here     *[]string      `json:"here,omitempty"`    // 지금 있는 사람들. 같은 이름이 둘일 수 있다
	Cleared  uint64         `json:"cleared,omitempty"` // 이 번호까지의 메시지는 교사가 지웠다
}

// place는 페이지가 어디까지 받았는지이다.
type place struct {
	epoch string
	after uint64
	here  []string // 마지막으로 받은 사람들
	told  bool     // here를 한 번은 받았다
}

// next는 at 다음의 것을 모으고, 더 있을 때 닫히는 채널 둘을 돌려준다. 모은 만큼 at이 나아간다.
func (c *Chat) next(at *place) (now update, news, changed <-chan struct{}) {
	now.Epoch = c.room.Epoch()
	if at.epoch != now.Epoch {
		at.epoch, at.after = now.Epoch, 0
	}
	first := at.after == 0
	c.keeper.mu.RLock()
	now.Cleared = c.keeper.cleared
	at.after = max(at.after, now.Cleared)
	now.Messages, now.Missed = c.room.Since(at.after)
	c.keeper.mu.RUnlock()
	if first {
		now.Missed = 0 // 처음 온 사람이 놓친 것은 없다.
	}
	if n := len(now.Messages); n > 0 {
		at.after = now.Messages[n-1].ID
	}
	names, changed := c.people.list()
	if !at.told || !same(at.here, names) {
		at.here, at.told = names, true
		now.Here = &names
	}
	return now, c.room.News(at.after), changed
}

func (u update) empty() bool { return len(u.Messages) == 0 && u.Here == nil }

// same은 두 슬라이스가 같은 목록인지 본다. 이름은 바뀔 때마다 새로 만들고, 메시지는 뒤에만 붙는다.
// 그래서 자리와 길이만 보아도 된다.
func same[T any](a, b []T) bool {
	return len(a) == len(b) && (len(a) == 0 || &a[0] == &b[0])
}

// follow는 ctx가 취소될 때까지 새것이 있을 때마다 deliver에 준다. deliver의 오류를 돌려준다.
func (c *Chat) follow(ctx context.Context, at place, deliver func(update) error) error {
	for {
		now, news, changed := c.next(&at)
		if !now.empty() {
			if err := deliver(now); err != nil {
				return err
			}
		}
		select {
		case <-news:
		case <-changed:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

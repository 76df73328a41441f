package chat

import (
	"context"
	"crypto/rand"
	"sync"
)

// keeper는 방을 지키는 사람(교사)이 정한 것이다. 이 프로세스로 드나드는 사람들에게만 통한다.
type keeper struct {
	mu      sync.RWMutex
	locked  bool
	cleared uint64          // 이 번호까지의 메시지는 지웠다
	out     map[string]bool // 쓸 수 없게 한 이름
}

// Lock은 아무도 적지 못하게 하거나(true) 다시 적게 한다(false).
func (c *Chat) Lock(locked bool) {
	c.keeper.mu.Lock()
	defer c.keeper.mu.Unlock()
	c.keeper.locked = locked
}

// PutOut은 name을 쓰지 못하게 한다. 그 이름인 사람은 이름을 바꿀 때까지 적지 못한다.
func (c *Chat) PutOut(name string) {
	c.keeper.mu.Lock()
	defer c.keeper.mu.Unlock()
	c.keeper.out[name] = true
}

// Clear는 지금까지의 메시지를 모두의 페이지에서 지우고, 지웠다고 적는다. 나중에 온 사람도 보지 못한다.
func (c *Chat) Clear(ctx context.Context) error {
	// 적힌 메시지를 누가 먼저 읽어 가면, 지웠다는 것을 모른 채 기다린다. 그래서 락을 쥔 채 적는다.
	c.keeper.mu.Lock()
	defer c.keeper.mu.Unlock()
	id, err := c.Announce(ctx, "대화를 지웠습니다.")
	if err == nil {
		c.keeper.cleared = id - 1
	}
	return err
}

// Announce는 교사의 이름으로 적는다. 잠근 방에도 적을 수 있다.
func (c *Chat) Announce(ctx context.Context, text string) (id uint64, err error) {
	return c.room.Post(ctx, "keeper:"+rand.Text(), "선생님", text)
}

// refuses는 who가 지금 적을 수 없는 이유이다. 적어도 되면 빈 문자열이다.
func (k *keeper) refuses(who Visitor) string {
	k.mu.RLock()
	defer k.mu.RUnlock()
	switch {
	case k.locked:
		return "선생님이 잠갔습니다. 풀릴 때까지 읽기만 할 수 있습니다."
	case k.out[who.Name]:
		return "쓸 수 없는 이름입니다. 이름을 바꾸면 다시 적을 수 있습니다."
	}
	return ""
}

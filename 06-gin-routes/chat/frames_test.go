package chat

import "testing"

// 함께 깨어난 고루틴들은 프레임 하나를 함께 보낸다. 하나라도 다르면 새로 적는다.
func TestFramesAreShared(t *testing.T) {
	room := NewLocal(Remembered)
	c := New(t.Context(), room, Talking)
	room.Add("바다", "하나")
	first, _, _ := c.next(&place{})
	again, _, _ := c.next(&place{})
	frame, _ := c.frames.of(first)
	if shared, _ := c.frames.of(again); shared != frame {
		t.Error("같은 것을 두 번 적는다")
	}
	longer := first
	room.Add("바다", "둘")
	longer.Messages, _ = room.Since(0)
	fewer := first
	fewer.Here = nil
	missed := first
	missed.Missed = 3
	other := first
	other.Epoch = "다른 방"
	for name, now := range map[string]update{"메시지": longer, "사람들": fewer, "놓친 수": missed, "방": other} {
		c.frames.of(first)
		before := c.frames.frame
		if frame, _ := c.frames.of(now); frame == before {
			t.Errorf("%s: 다른데 같은 프레임을 보낸다", name)
		}
	}
}

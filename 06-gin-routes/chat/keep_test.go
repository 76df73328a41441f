package chat

import (
	"strings"
	"testing"
)

// 지운 다음에는 나중에 온 사람도, 끊겼다가 온 사람도 앞의 메시지를 보지 못한다. 놓쳤다고도 하지 않는다.
func TestClearHidesWhatWasSaid(t *testing.T) {
	c := New(t.Context(), NewLocal(Remembered), Talking)
	who := Visitor{ID: "가", Name: "바다"}
	c.say(t.Context(), who, said{"1", "하나"})
	behind := place{}
	c.next(&behind)
	c.say(t.Context(), who, said{"2", "둘"})
	if err := c.Clear(t.Context()); err != nil {
		t.Fatal(err)
	}
	for name, at := range map[string]*place{"나중에 온 사람": {}, "끊겼다가 온 사람": &behind} {
		now, _, _ := c.next(at)
		if len(now.Messages) != 1 || now.Messages[0].Name != "선생님" || now.Cleared != 2 || now.Missed != 0 {
			t.Errorf("%s: %+v", name, now)
		}
	}
	c.say(t.Context(), who, said{"3", "셋"})
	if now, _, _ := c.next(&behind); len(now.Messages) != 1 || now.Messages[0].Text != "셋" {
		t.Errorf("지운 다음의 메시지: %+v", now)
	}
}

func TestKeeperRefuses(t *testing.T) {
	c := New(t.Context(), NewLocal(Remembered), Talking)
	who, other := Visitor{ID: "가", Name: "나쁜 이름"}, Visitor{ID: "나", Name: "바다"}
	c.PutOut("나쁜 이름")
	if got := c.say(t.Context(), who, said{"1", "하나"}).Refused; !strings.Contains(got, "쓸 수 없는 이름") {
		t.Errorf("이름을 내보냈는데: %q", got)
	}
	if got := c.say(t.Context(), other, said{"1", "하나"}); got.Refused != "" || got.ID != 1 {
		t.Errorf("다른 사람까지: %+v", got)
	}
	who.Name = "하늘"
	if got := c.say(t.Context(), who, said{"2", "둘"}).Refused; got != "" {
		t.Errorf("이름을 바꾸었는데: %q", got)
	}
	c.Lock(true)
	if got := c.say(t.Context(), other, said{"2", "둘"}).Refused; !strings.Contains(got, "잠갔습니다") {
		t.Errorf("잠갔는데: %q", got)
	}
	if _, err := c.Announce(t.Context(), "쉬는 시간"); err != nil {
		t.Errorf("교사도 적지 못한다: %v", err)
	}
	c.Lock(false)
	if got := c.say(t.Context(), other, said{"2", "둘"}).Refused; got != "" {
		t.Errorf("풀었는데: %q", got)
	}
}

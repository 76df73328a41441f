package compare

import (
	"testing"
	"testing/synctest"
	"time"
)

// 끊는 동안 난 사건은, 보내는 쪽이 늦게 깨어나 길이 다시 열린 다음에 보아도 보내지 않는다.
func TestCutEventsStayLost(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		run := newRun()
		run.Emit(32)
		run.CutFor(5 * time.Second)
		if run.passes(1) {
			t.Error("끊긴 길로 보낸다")
		}
		run.Emit(32)
		time.Sleep(6 * time.Second) // 가짜 시계
		run.Emit(32)
		for id, want := range map[uint64]bool{1: true, 2: false, 3: true} {
			if run.passes(id) != want {
				t.Errorf("다시 열린 길로 %d번을 보내는가: %v", id, !want)
			}
		}
	})
}

package live

import "time"

// cut은 연결을 모두 끊은 일이다. 끊은 동안의 이벤트는 번호가 From보다 크고 To보다 작거나 같다.
// 시각은 유닉스 마이크로초이고, 아직 끊고 있으면 End는 0이다.
type cut struct {
	Begin int64  `json:"begin"`
	End   int64  `json:"end"`
	From  uint64 `json:"from"`
	To    uint64 `json:"to"`
}

// cutFor는 이 실험의 연결을 모두 끊고, wait 동안 새 연결도 받지 않는다. 이미 끊고 있으면 아무 일도 하지 않는다.
func (r *run) cutFor(wait time.Duration) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.isCut() {
		return
	}
	r.cuts = cut{Begin: time.Now().UnixMicro(), From: r.last}
	close(r.cut)
	time.AfterFunc(wait, func() {
		r.mu.Lock()
		defer r.mu.Unlock()
		r.cuts.End, r.cuts.To = time.Now().UnixMicro(), r.last
		if !r.ended {
			r.cut = make(chan struct{})
		}
	})
}

// passes는 id번 이벤트를 지금 보내도 되는지이다. 끊은 동안 만든 것은 다시 이어진 바로 뒤에도 보내지 않는다.
func (r *run) passes(id uint64) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return !r.isCut() && (r.cuts.Begin == 0 || id <= r.cuts.From || id > r.cuts.To)
}

func (r *run) isCut() bool { return r.ended || r.cuts.Begin != 0 && r.cuts.End == 0 }

// end는 연결을 영영 끊는다. 조종하던 페이지가 떠났다.
func (r *run) end() {
	r.mu.Lock()
	defer r.mu.Unlock()
	if !r.isCut() {
		close(r.cut)
	}
	r.ended = true
}

// line은 연결이 끊기면 닫히는 채널이다. 이미 끊겨 있으면 open은 거짓이다.
func (r *run) line() (cut <-chan struct{}, open bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.cut, !r.isCut()
}

package chat

import (
	"encoding/json"
	"sync"

	"github.com/gorilla/websocket"
)

// frames는 마지막으로 보낸 프레임을 기억한다. 메시지가 오면 방의 고루틴이 모두 깨어나 거의 모두 같은 것을 보낸다.
// 그래서 천 명에게 보내도 JSON으로 적는 일은 한 번이다. 여러 고루틴이 함께 써도 된다.
type frames struct {
	mu    sync.Mutex
	last  update
	frame *websocket.PreparedMessage
}

// of는 now를 적은 프레임이다.
func (f *frames) of(now update) (*websocket.PreparedMessage, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.frame != nil && f.last.equal(now) {
		return f.frame, nil
	}
	data, _ := json.Marshal(now) // 우리가 만든 값이라 실패하지 않는다.
	frame, err := websocket.NewPreparedMessage(websocket.TextMessage, data)
	if err != nil {
		return nil, err
	}
	f.last, f.frame = now, frame
	return frame, nil
}

func (u update) equal(other update) bool {
	if u.Epoch != other.Epoch || u.Missed != other.Missed || u.Cleared != other.Cleared || !same(u.Messages, other.Messages) {
		return false
	}
	if u.Here == nil || other.Here == nil {
		return u.Here == other.Here
	}
	return same(*u.Here, *other.Here)
}

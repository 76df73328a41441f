package exercise

import "sync"

// 클라이언트의 큐는 버퍼가 있는 채널이다. 넣을 자리가 없으면 기다리지 않고(select의 default) 그 클라이언트를 내보낸다.
// 느린 클라이언트 하나가 방 전체를 멈추지 못하고, 쌓이는 것에도 끝이 있다.
// 채널을 닫는 일은 락을 쥐고, 명단에 있을 때만 한다. 그래서 두 번 닫는 일도, 닫힌 큐에 넣는 일도 없다.

// Hub는 한 클라이언트의 메시지를 모두에게 보낸다. 여러 고루틴이 함께 써도 된다.
type Hub struct {
	queue   int
	mu      sync.Mutex
	members map[chan string]bool
}

// NewHub는 클라이언트마다 queue개까지 쌓아 두는 빈 Hub를 만든다.
func NewHub(queue int) *Hub {
	return &Hub{queue: queue, members: map[chan string]bool{}}
}

// Join은 클라이언트가 하나 들어오는 것이다. 그 클라이언트가 받을 메시지가 messages로 온다.
// leave를 부르면 떠나고, messages는 쌓인 것을 다 준 다음에 닫힌다. leave는 몇 번을 불러도 된다.
func (h *Hub) Join() (messages <-chan string, leave func()) {
	member := make(chan string, h.queue)
	h.mu.Lock()
	defer h.mu.Unlock()
	h.members[member] = true
	return member, func() {
		h.mu.Lock()
		defer h.mu.Unlock()
		h.remove(member)
	}
}

// Send는 모두에게 text를 보낸다. 한 고루틴이 보낸 것은 보낸 차례대로 닿는다. 느린 클라이언트를 조금도 기다려 주지 않고 바로 돌아온다.
// queue개까지는 쌓아 둔다. 이미 queue개가 쌓여 더 넣을 수 없는 클라이언트는 내보낸다. 그 클라이언트의 messages는 쌓인 것을 다 준 다음에 닫힌다.
func (h *Hub) Send(text string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for member := range h.members {
		select {
		case member <- text:
		default:
			h.remove(member)
		}
	}
}

// Len은 지금 있는 클라이언트의 수이다.
func (h *Hub) Len() int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return len(h.members)
}

// remove는 명단에 있으면 빼고 큐를 닫는다. mu를 쥐고 부른다.
func (h *Hub) remove(member chan string) {
	if h.members[member] {
		delete(h.members, member)
		close(member)
	}
}

package exercise

// Hub는 한 클라이언트의 메시지를 모두에게 보낸다. 여러 고루틴이 함께 써도 된다.
type Hub struct {
	queue int
	// 필요한 필드(field)를 더한다.
}

// NewHub는 클라이언트마다 queue개까지 쌓아 두는 빈 Hub를 만든다.
func NewHub(queue int) *Hub { return &Hub{queue: queue} }

// Join은 클라이언트가 하나 들어오는 것이다. 그 클라이언트가 받을 메시지가 messages로 온다.
// leave를 부르면 떠나고, messages는 쌓인 것을 다 준 다음에 닫힌다. leave는 몇 번을 불러도 된다.
func (h *Hub) Join() (messages <-chan string, leave func()) {
	empty := make(chan string)
	close(empty)
	return empty, func() {} // 여기를 고친다.
}

// Send는 모두에게 text를 보낸다. 한 고루틴이 보낸 것은 보낸 차례대로 닿는다. 느린 클라이언트를 조금도 기다려 주지 않고 바로 돌아온다.
// queue개까지는 쌓아 둔다. 이미 queue개가 쌓여 더 넣을 수 없는 클라이언트는 내보낸다. 그 클라이언트의 messages는 쌓인 것을 다 준 다음에 닫힌다.
func (h *Hub) Send(text string) {
	// 여기를 고친다.
}

// Len은 지금 있는 클라이언트의 수이다.
func (h *Hub) Len() int {
	return -1 // 여기를 고친다.
}

// Package room은 대화방의 기억이다. 마지막 메시지들을 간직하고,
// N번보다 뒤의 것을 돌려주고, 새 메시지를 기다리는 고루틴을 모두 깨운다.
// 누구에게 어떤 프로토콜로 보내는지는 모른다.
package room

import (
	"sort"
	"sync"
	"time"
)

// Message는 방에 적힌 한 줄이다. ID는 1부터 하나씩 커진다.
type Message struct {
	ID   uint64    `json:"id"`
	Name string    `json:"name"`
	Text string    `json:"text"`
	Time time.Time `json:"time"` // UTC, 밀리초까지
}

// Room은 마지막 메시지 몇 개를 기억한다. 여러 고루틴이 함께 써도 된다.
type Room struct {
	mu       sync.Mutex
	limit    int
	messages []Message     // 번호순. 많아야 limit개
	last     uint64        // 마지막으로 준 번호
	news     chan struct{} // 다음 Add가 닫는다
}

// New는 마지막 limit개를 기억하는 빈 방을 만든다.
func New(limit int) *Room {
	// 빈 슬라이스는 JSON에서 []이고 nil은 null이다.
	return &Room{limit: limit, messages: []Message{}, news: make(chan struct{})}
}

// Add는 한 줄을 적고, 번호와 시각을 붙여 돌려준다.
func (r *Room) Add(name, text string) Message {
	r.mu.Lock()
	defer r.mu.Unlock()

	m := Message{ID: r.last + 1, Name: name, Text: text, Time: time.Now().UTC().Truncate(time.Millisecond)}
	r.put(m)
	return m
}

// Put은 번호를 다른 곳에서 얻은 메시지를 적는다. 마지막 번호보다 커야 한다. 아니면 이미 적은 것이므로 버린다.
func (r *Room) Put(m Message) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if m.ID > r.last {
		r.put(m)
	}
}

func (r *Room) put(m Message) {
	r.last = m.ID
	if len(r.messages) == r.limit {
		r.messages = r.messages[1:]
	}
	r.messages = append(r.messages, m)

	// 채널이 닫히면 기다리던 고루틴이 모두 깨어난다. 누가 몇이나 기다리는지
	// 목록을 두지 않으므로, 말없이 떠난 클라이언트가 남기는 것도 없다.
	close(r.news)
	r.news = make(chan struct{})
}

// Since는 after번보다 뒤의 메시지를 번호순으로 돌려준다.
// missed는 그 가운데 방이 이미 잊어서 돌려주지 못한 개수이다.
//
// 방이 준 적 없는 큰 번호는 서버를 다시 켜기 전의 방이 준 것이다. 그때는 처음부터 준다.
// 생략: 다시 켠 방의 번호가 옛 번호를 따라잡으면 둘을 구별하지 못한다. 번호에 방의 이름을
// 붙이거나 메시지를 디스크에 적어야 한다.
// 돌려준 슬라이스는 읽기만 한다.
func (r *Room) Since(after uint64) (messages []Message, missed uint64) {
	r.mu.Lock()
	defer r.mu.Unlock()

	if after > r.last {
		after = 0
	}
	i := sort.Search(len(r.messages), func(i int) bool { return r.messages[i].ID > after })
	// 적힌 메시지는 바뀌지 않고 뒤에만 붙는다. 그래서 복사하지 않고 빌려준다.
	messages = r.messages[i:len(r.messages):len(r.messages)]
	if len(messages) > 0 {
		missed = messages[0].ID - after - 1
	}
	return messages, missed
}

// News는 Since(after)가 메시지를 하나라도 돌려줄 수 있게 되면 닫히는 채널이다.
// 이미 그렇다면 닫힌 채널을 준다. 더 기다리지 않을 때 따로 할 일은 없다.
func (r *Room) News(after uint64) <-chan struct{} {
	r.mu.Lock()
	defer r.mu.Unlock()

	if r.last > 0 && after != r.last {
		return closed
	}
	return r.news
}

var closed = func() chan struct{} {
	c := make(chan struct{})
	close(c)
	return c
}()

package main

import (
	"encoding/json"
	"log"
	"strings"
	"sync"

	"github.com/nats-io/nats.go/jetstream"
)

// entry는 메시지 하나에서 적어 두는 것이다. 글은 남기지 않는다.
type entry struct {
	id    uint64 // 스트림에서의 번호
	name  string
	words int
}

// tally는 스트림에 남아 있는 메시지들을 센 것이다. 여러 고루틴이 함께 써도 된다.
type tally struct {
	limit int // 스트림이 기억하는 수. 넘으면 스트림처럼 오래된 것부터 잊는다

	mu      sync.Mutex
	entries []entry
}

// hear는 스트림에 적힌 메시지 하나를 센다.
func (t *tally) hear(msg jetstream.Msg) {
	var said struct{ Name, Text string }
	meta, err := msg.Metadata()
	if err != nil || json.Unmarshal(msg.Data(), &said) != nil {
		log.Printf("모르는 꼴의 메시지라 세지 않음: %.40q", msg.Data())
		return
	}
	t.count(entry{meta.Sequence.Stream, said.Name, len(strings.Fields(said.Text))})
}

func (t *tally) count(e entry) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if n := len(t.entries); n > 0 && e.id <= t.entries[n-1].id {
		return // 브로커와 다시 이어지면 이미 센 것이 또 올 수 있다.
	}
	t.entries = append(t.entries, e)
	if t.limit > 0 && len(t.entries) > t.limit {
		t.entries = t.entries[1:]
	}
}

// stats는 지금까지 센 것을 JSON으로 적은 것이다.
func (t *tally) stats() []byte {
	t.mu.Lock()
	defer t.mu.Unlock()
	words, people := 0, map[string]bool{}
	for _, e := range t.entries {
		words += e.words
		people[e.name] = true
	}
	data, _ := json.Marshal(map[string]int{"messages": len(t.entries), "words": words, "people": len(people)})
	return data
}

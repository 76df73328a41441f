package relay

import (
	"bytes"
	"strings"
	"sync"
)

// ledger는 지나간 일을 적어 둔다.
type ledger struct {
	mu     sync.Mutex
	events []Event
	bytes  [2]int
	closed chan struct{}
	heard  chan struct{} // 첫 바이트가 지나가면 닫힌다
	first  sync.Once
}

func newLedger() *ledger {
	return &ledger{closed: make(chan struct{}, 100), heard: make(chan struct{})}
}

func (l *ledger) watch(e Event) {
	l.mu.Lock()
	l.events = append(l.events, Event{Kind: e.Kind, From: e.From, Data: bytes.Clone(e.Data), Conn: e.Conn})
	l.bytes[e.From] += len(e.Data)
	l.mu.Unlock()
	if e.Kind == Data {
		l.first.Do(func() { close(l.heard) })
	}
	if e.Kind == Close || e.Kind == Fail {
		l.closed <- struct{}{}
	}
}

func (l *ledger) kinds() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	s := ""
	for _, e := range l.events {
		s += map[Kind]string{Open: "열림 ", Data: "", Finish: "FIN", Reset: "RST", Fail: "실패 ", Close: "닫힘 "}[e.Kind]
		if e.Kind == Finish || e.Kind == Reset {
			s += map[Direction]string{Up: "→ ", Down: "← "}[e.From]
		}
	}
	return strings.TrimSpace(s)
}

func (l *ledger) bytesUp() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.bytes[Up]
}

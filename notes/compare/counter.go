package main

import (
	"bytes"
	"sync"

	"socketworkbook/internal/relay"
)

// tally는 어느 순간까지 센 것이다.
type tally struct {
	Connections int
	Requests    int    // HTTP 요청
	Empty       int    // 빈 응답
	Bytes       [2]int // 올라간 것(Up), 내려온 것(Down). 본문과 HTTP의 헤더까지 센다. TCP와 IP의 헤더는 세지 않는다
}

// counter는 중계를 지나는 것을 센다.
type counter struct {
	mu     sync.Mutex
	now    tally
	setup  tally         // 첫 응답까지. 연결을 열고 시작하는 데 든 것이다
	begun  bool          // 첫 응답이 왔다
	ready  chan struct{} // 연결이 열리면 닫힌다
	start  chan struct{} // 첫 응답이 오면 닫힌다
	marks  [2]finder     // 요청의 첫 줄의 끝, 빈 응답
	opened sync.Once
	onDown func(tally) // 조용한 동안, 서버가 보낼 때마다 부른다
}

func newCounter() *counter {
	return &counter{
		ready: make(chan struct{}), start: make(chan struct{}),
		marks: [2]finder{{pattern: []byte(" HTTP/1.1\r\n")}, {pattern: []byte("\r\n\r\n[]\n")}},
	}
}

func (c *counter) watch(e relay.Event) {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch e.Kind {
	case relay.Open:
		c.now.Connections++
		c.opened.Do(func() { close(c.ready) })
	case relay.Data:
		c.now.Bytes[e.From] += len(e.Data)
		found := c.marks[e.From].feed(e.Data)
		if e.From == relay.Up {
			c.now.Requests += found
		} else {
			c.now.Empty += found
		}
		if e.From == relay.Down && !c.begun {
			c.begun = true
			c.setup = c.now
			close(c.start)
		}
		if e.From == relay.Down && c.onDown != nil {
			c.onDown(c.now)
		}
	}
}

func (c *counter) read() (now, setup tally) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now, c.setup
}

// finder는 흐르는 바이트에서 pattern이 몇 번 나오는지 센다. 읽기의 경계에 걸쳐도 놓치지 않는다.
type finder struct {
	pattern, tail []byte
}

func (f *finder) feed(p []byte) int {
	joined := append(f.tail, p...)
	n := bytes.Count(joined, f.pattern)
	f.tail = bytes.Clone(joined[max(0, len(joined)-len(f.pattern)+1):])
	return n
}

package live

import (
	"bytes"
	"strings"
	"sync"

	"socketworkbook/internal/relay"
)

const maxHeader = 64 << 10 // 바이트. 서버는 이보다 긴 요청 헤더를 받지 않는다

// tally는 방법 하나가 쓴 것이다. 바이트는 TCP와 UDP에 실은 것으로, HTTP의 헤더까지 들어 있고
// TCP와 IP의 헤더는 없다. 여러 고루틴이 함께 써도 된다.
type tally struct {
	mu  sync.Mutex
	now count
}

// count는 어느 순간까지 센 것이다.
type count struct {
	Requests int   `json:"requests"` // HTTP 요청
	Empty    int   `json:"empty"`    // 그 가운데 이벤트 없이 돌아간 것
	Up       int64 `json:"up"`       // 서버로 올라간 바이트
	Down     int64 `json:"down"`     // 서버가 내려보낸 바이트
}

// add는 센 것을 더한다. 세지 않을 것이라면 t는 nil이다.
func (t *tally) add(more count) {
	if t == nil {
		return
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.now.Requests += more.Requests
	t.now.Empty += more.Empty
	t.now.Up += more.Up
	t.now.Down += more.Down
}

func (t *tally) read() count {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.now
}

// watch는 중계를 지나는 것을 모두 t의 것으로 친다.
func (t *tally) watch(e relay.Event) {
	if e.Kind == relay.Data && e.From == relay.Up {
		t.add(count{Up: int64(len(e.Data))})
	} else if e.Kind == relay.Data {
		t.add(count{Down: int64(len(e.Data))})
	}
}

// counter는 브라우저와 서버 사이의 중계를 지나는 것을, 어느 실험의 어느 방법인지 가려서 센다.
type counter struct {
	board *board
	mu    sync.Mutex
	flows map[int]*flow // 연결의 번호마다
}

// flow는 연결 하나이다. HTTP/1.1의 연결 하나는 여러 방법의 요청을 번갈아 나른다.
type flow struct {
	owner *tally // 지금 요청의 것. 세지 않는 요청이면 nil
	head  []byte // 아직 다 오지 않은 다음 요청의 헤더
	raw   bool   // 더는 HTTP가 아니다. 오가는 것이 모두 owner의 것이다
}

func newCounter(b *board) *counter { return &counter{board: b, flows: map[int]*flow{}} }

// watch는 중계가 부른다. 바이트는 센 다음에야 상대에게 간다.
func (c *counter) watch(e relay.Event) {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch f := c.flows[e.Conn]; {
	case e.Kind == relay.Open:
		c.flows[e.Conn] = &flow{}
	case e.Kind == relay.Close:
		delete(c.flows, e.Conn)
	case e.Kind == relay.Data && e.From == relay.Up:
		c.up(f, e.Data)
	case e.Kind == relay.Data:
		if bytes.HasPrefix(e.Data, []byte("HTTP/1.1 101 ")) {
			f.raw = true
		}
		f.owner.add(count{Down: int64(len(e.Data))})
	}
}

// up은 올라간 바이트를 센다. 헤더가 끝나야 누구의 요청인지 안다. GET뿐이라 본문은 없다.
// 생략: 응답을 기다리지 않고 이어 보낸 요청(pipelining). 브라우저는 그렇게 하지 않는다.
func (c *counter) up(f *flow, data []byte) {
	if f.raw {
		f.owner.add(count{Up: int64(len(data))})
		return
	}
	f.head = append(f.head, data...)
	for end := 0; ; f.head = f.head[end:] {
		end = bytes.Index(f.head, []byte("\r\n\r\n")) + 4
		if end < 4 {
			break
		}
		f.owner = c.ownerOf(string(f.head[:end]))
		f.owner.add(count{Requests: 1, Up: int64(end)})
	}
	if len(f.head) > maxHeader { // 서버가 431로 끊을 것이다.
		*f = flow{raw: true}
	}
}

// ownerOf는 "GET /run/실험/방법?after=3 HTTP/1.1"로 시작하는 헤더가 누구의 것인지이다. 아무의 것도 아니면 nil이다.
func (c *counter) ownerOf(head string) *tally {
	line, _, _ := strings.Cut(head, "\r\n")
	path, _ := strings.CutPrefix(line, "GET /run/")
	parts := strings.FieldsFunc(path, func(r rune) bool { return strings.ContainsRune("/? ", r) })
	if len(parts) < 2 {
		return nil
	}
	run := c.board.find(parts[0])
	if run == nil {
		return nil
	}
	return run.tallies[parts[1]]
}

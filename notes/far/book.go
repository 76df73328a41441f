package main

import (
	"encoding/json"
	"fmt"
	"io"
	"net"
	"sync"
	"time"

	"socketworkbook/notes/far/link"
)

// line은 -events가 적는 한 줄이다. 뜻이 없는 필드는 적지 않는다.
type line struct {
	T      float64 `json:"t"`                // 초. 선을 놓고 흐른 시간
	Kind   string  `json:"kind"`             // listening, open, refused, closed, sent, dropped, delivered
	Addr   string  `json:"addr,omitempty"`   // listening: 듣는 주소. open: 클라이언트의 주소
	Conn   int     `json:"conn,omitempty"`   // 1부터 붙인 연결의 번호
	From   string  `json:"from,omitempty"`   // up은 클라이언트, down은 서버가 보낸 것
	Number uint64  `json:"number,omitempty"` // 그 방향에서 몇째 패킷인가
	Size   int     `json:"size,omitempty"`   // 바이트. IP 헤더까지
	Proto  string  `json:"proto,omitempty"`
	Flags  string  `json:"flags,omitempty"`
	Seq    uint32  `json:"seq,omitempty"`
	Ack    uint32  `json:"ack,omitempty"`
	Length int     `json:"length,omitempty"` // 바이트. 헤더를 뺀 것
	Again  bool    `json:"retransmitted,omitempty"`
	Why    string  `json:"why,omitempty"` // loss, queue, blackout
}

// totals는 선이 한 일을 센 것이다.
type totals struct{ sent, dropped, delivered, again int }

// book은 일어난 일을 세고, out이 있으면 한 줄씩 적는다.
type book struct {
	begin time.Time

	mu    sync.Mutex
	out   io.Writer
	conns map[uint16]int // 가까운 호스트의 포트 → 연결의 번호
	past  link.Memory
	count totals
}

func newBook(out io.Writer) *book {
	return &book{begin: time.Now(), out: out, conns: map[uint16]int{}, past: link.Memory{}}
}

// open은 port를 쓰는 연결의 번호를 기억한다. 포트를 다시 쓰면 새 번호가 된다.
func (b *book) open(number int, port uint16, peer net.Addr) {
	b.mu.Lock()
	b.conns[port] = number
	b.mu.Unlock()
	b.write(line{Kind: "open", Conn: number, Addr: peer.String()})
}

// watch는 선이 부른다.
func (b *book) watch(e link.Event) {
	b.mu.Lock()
	defer b.mu.Unlock()
	p, _ := link.Parse(e.Packet)
	again := false
	switch e.Kind {
	case link.Sent:
		b.count.sent++
		if again = b.past.Again(e.From, p); again {
			b.count.again++
		}
	case link.Dropped:
		b.count.dropped++
	case link.Delivered:
		b.count.delivered++
	}
	if b.out == nil {
		return
	}
	from, port := "up", p.FromPort
	if e.From == link.Down {
		from, port = "down", p.ToPort
	}
	b.put(line{T: seconds(e.At), Kind: string(e.Kind), Conn: b.conns[port], From: from, Number: e.Number, Size: len(e.Packet),
		Proto: p.Protocol, Flags: p.Flags, Seq: p.Seq, Ack: p.Ack, Length: p.Length, Again: again, Why: string(e.Why)})
}

// write는 패킷이 아닌 일을 적는다.
func (b *book) write(l line) {
	b.mu.Lock()
	defer b.mu.Unlock()
	l.T = seconds(time.Since(b.begin))
	if b.out != nil {
		b.put(l)
	}
}

func (b *book) put(l line) {
	text, err := json.Marshal(l)
	if err != nil {
		panic(err) // line은 언제나 JSON이 된다.
	}
	b.out.Write(append(text, '\n'))
}

// seconds는 마이크로초까지만 적는다. 그 아래는 시계가 보장하지 않는다.
func seconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1e6 }

// summary는 센 것을 한 문장으로 만든다.
func (b *book) summary() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return fmt.Sprintf("패킷 %d개를 보냈습니다. %d개가 사라지고 %d개가 닿았습니다. TCP가 다시 보낸 것은 %d개입니다.",
		b.count.sent, b.count.dropped, b.count.delivered, b.count.again)
}

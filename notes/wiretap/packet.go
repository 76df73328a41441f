package main

import (
	"cmp"
	"encoding/json"
	"fmt"

	"socketworkbook/internal/relay"
)

// packet은 먼 네트워크가 적는 한 줄이다. 그 가운데 보일 것만 읽는다(notes/far/book.go).
type packet struct {
	Kind, Addr, From, Proto, Flags, Why string
	Conn, Size, Length                  int
	Seq                                 uint32
	Retransmitted                       bool
}

var reasons = map[string]string{"loss": "가다가 잃음", "queue": "큐가 차서 버림", "blackout": "선이 끊겨 있음"}

// follow는 먼 네트워크가 적은 한 줄마다 부를 함수이다. 사라진 패킷과 다시 보낸 세그먼트만 보인다.
// 나머지까지 보이면 메시지가 패킷에 묻힌다.
func (t *tap) follow() func(line []byte) {
	peers := map[int]string{} // 먼 네트워크의 연결 번호 → 중계가 붙은 주소
	return func(line []byte) {
		var p packet
		if json.Unmarshal(line, &p) != nil {
			return // 화면이 느려서 줄을 빠뜨렸다는 말일 수 있다.
		}
		n := note{Conn: cmp.Or(t.numberOf(peers[p.Conn]), p.Conn), Arrow: true, Protocol: p.Proto, Size: p.Size}
		if p.From == "down" {
			n.From = relay.Down
		}
		switch {
		case p.Kind == "open":
			peers[p.Conn] = p.Addr
			delete(peers, p.Conn-1000) // 끝난 연결의 세그먼트도 다시 올 수 있다. 그래도 끝없이 기억하지는 않는다.
		case p.Kind == "dropped":
			n.Lost, n.Title = true, fmt.Sprintf("사라짐: %s. %s", p.describe(), reasons[p.Why])
			t.show(n)
		case p.Retransmitted:
			n.Title = "다시 보냄: " + p.describe()
			t.show(n)
		}
	}
}

// describe는 패킷을 한마디로 적는다. 번호(seq)를 보면 어느 것을 다시 보냈는지 안다.
func (p packet) describe() string {
	if p.Proto != "TCP" {
		return fmt.Sprintf("%d바이트", p.Length)
	}
	return fmt.Sprintf("%s, %d바이트, seq %d", p.Flags, p.Length, p.Seq)
}

// remember는 서버로 가는 소켓의 주소와 연결의 번호를 적어 둔다. 패킷이 어느 연결의 것인지 그것으로 안다.
func (t *tap) remember(e relay.Event) {
	if t.via == nil || e.Via == nil {
		return
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.via[e.Via.String()] = e.Conn
}

// numberOf는 그 주소로 서버에 붙은 연결의 번호이다. 모르면 0이다.
func (t *tap) numberOf(addr string) int {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.via[addr]
}

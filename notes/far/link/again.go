package link

// Memory는 TCP가 어디까지 보냈는지 기억해서, 다시 보낸 세그먼트를 알아본다. 방향과 포트마다 하나씩만 기억한다.
type Memory map[way]*progress

type way struct {
	from Direction
	port [2]uint16
}

type progress struct{ first, next uint32 }

// Again은 이미 보낸 번호를 다시 보내는지이다. 보낸 차례대로 불러야 한다.
// 나르는 것이 없는 ACK는 번호를 쓰지 않으므로 늘 아니다.
func (m Memory) Again(from Direction, p Packet) bool {
	if p.Protocol != "TCP" || p.Has("RST") {
		return false
	}
	key := way{from, [2]uint16{p.FromPort, p.ToPort}}
	seen, size := m[key], uint32(p.Length)
	if p.Has("SYN") {
		if seen != nil && seen.first == p.Seq {
			return true
		}
		m[key] = &progress{p.Seq, p.Seq + 1 + size} // 새 연결. SYN도 번호 하나를 쓴다.
		return false
	}
	if p.Has("FIN") {
		size++ // FIN도 번호 하나를 쓴다.
	}
	if seen == nil || size == 0 {
		return false
	}
	again := int32(p.Seq-seen.next) < 0 // 번호는 2³²에서 0으로 돌아온다. 뺀 것의 부호를 본다.
	if end := p.Seq + size; int32(end-seen.next) > 0 {
		seen.next = end
	}
	return again
}

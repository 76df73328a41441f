package main

import (
	"encoding/binary"
	"net"
	"sync"
	"time"
)

const (
	pingEvery  = 30 * time.Second // 살아 있는지 묻는 간격
	mostAtOnce = 16 << 10         // 바이트. 밀린 것도 이만큼씩 나누어 쓴다

	finText  = 0x81
	finClose = 0x88
	finPing  = 0x89
)

// carry는 after번 다음의 이벤트를 conn에 쓴다. gone이나 h.ctx가 닫히면 nil을, 쓰지 못하면 그 오류를 돌려준다.
//
// 클라이언트마다 큐를 두지 않는다. 방이 마지막 이벤트들을 기억하고, 클라이언트는 어디까지 보냈는지만 안다.
// 그래서 아무리 뒤처져도 숫자 하나이고, 너무 뒤처지면 사이의 이벤트를 건너뛴다.
// 밀린 것은 한 번에 쓴다. 시스템 호출은 이벤트의 수가 아니라 깨어난 수만큼이다.
func (h *hub) carry(conn net.Conn, after uint64, gone <-chan struct{}) error {
	pings := time.Tick(pingEvery)
	for {
		frames, last := h.frames(after)
		if after = last; len(frames) > 0 {
			if _, err := conn.Write(frames); err != nil {
				return err
			}
		}
		select {
		case <-h.events.News(after):
		case <-pings:
			if _, err := conn.Write([]byte{finPing, 0}); err != nil {
				return err
			}
		case <-gone:
			return nil
		case <-h.ctx.Done():
			return nil
		}
	}
}

// shared는 방금 프레임으로 적어 둔 이벤트들이다. 모두가 같은 것을 기다리다 함께 깨어난다.
// 그래서 처음 깨어난 고루틴이 적은 것을 나머지가 그대로 쓴다. 천 번 적을 것을 한 번 적는다.
type shared struct {
	mu          sync.Mutex
	after, last uint64
	newest      uint64 // 적을 때 방의 마지막 이벤트
	frames      []byte // 적은 뒤에는 바뀌지 않는다
}

// frames는 after번 다음의 이벤트들을 이어 붙인 프레임과, 그 마지막 번호이다.
func (h *hub) frames(after uint64) (frames []byte, last uint64) {
	events, _ := h.events.Since(after)
	if len(events) == 0 {
		return nil, after
	}
	newest := events[len(events)-1].ID
	s := &h.shared
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.after != after || s.newest != newest {
		s.after, s.newest, s.frames = after, newest, nil
		for _, e := range events {
			s.frames = appendText(s.frames, e.Text)
			if s.last = e.ID; len(s.frames) >= mostAtOnce {
				break
			}
		}
	}
	return s.frames, s.last
}

// appendText는 나누지 않은 텍스트 프레임 하나를 붙인다. 서버가 보내는 것은 마스킹하지 않는다. RFC 6455 5.2절.
func appendText(frames []byte, text string) []byte {
	if len(text) < 126 {
		frames = append(frames, finText, byte(len(text)))
	} else { // 이벤트는 1KiB를 넘지 않는다. 길이는 16비트면 된다.
		frames = binary.BigEndian.AppendUint16(append(frames, finText, 126), uint16(len(text)))
	}
	return append(frames, text...)
}

package compare

import (
	"context"
	"encoding/binary"
	"net"
	"time"
)

const (
	writeTimeout = 10 * time.Second // 읽지 않는 손님을 기다리는 시간
	mostAtOnce   = 16 << 10         // 바이트. 뒤처진 손님의 몫도 이만큼씩 나누어 쓴다
)

// Carry는 gone이나 ctx가 닫히거나 길이 끊길 때까지, after번 다음의 사건을 WebSocket의 글 프레임으로
// conn에 쓴다. 쓰지 못하면 그 오류를 돌려준다.
//
// 손님마다 줄을 따로 두지 않는다. 방이 마지막 사건들을 기억하고, 손님은 어디까지 보냈는지만 안다.
// 그래서 느린 손님의 몫은 아무리 뒤처져도 숫자 하나와 쓰던 버퍼(16KiB쯤)이다. 너무 뒤처지면 사이의 사건을 건너뛴다.
// 밀린 것은 한꺼번에 쓴다. 시스템 호출은 사건의 수가 아니라 깨어난 수만큼이다.
func (r *Run) Carry(ctx context.Context, conn net.Conn, after uint64, gone <-chan struct{}) error {
	cut, _ := r.Line()
	var frames []byte
	for {
		frames = frames[:0]
		for _, m := range r.Since(after) {
			frames = appendFrame(frames, m.Text)
			if after = m.ID; len(frames) >= mostAtOnce {
				break // 나머지는 다음 바퀴에 쓴다. News가 바로 깨워 준다.
			}
		}
		if len(frames) > 0 {
			conn.SetWriteDeadline(time.Now().Add(writeTimeout))
			// Write 한 번은 다른 고루틴의 Write(핑, 퐁)와 섞이지 않는다.
			if _, err := conn.Write(frames); err != nil {
				return err
			}
		}
		select {
		case <-r.News(after):
		case <-cut:
			return nil
		case <-gone:
			return nil
		case <-ctx.Done():
			return nil
		}
	}
}

// appendFrame은 나누지 않은 글 프레임 하나를 붙인다. 서버가 보내는 것은 가리지 않는다. RFC 6455 5.2절.
func appendFrame(frames []byte, text string) []byte {
	const finText = 0x81
	if len(text) < 126 {
		frames = append(frames, finText, byte(len(text)))
	} else { // 사건은 1KiB를 넘지 않는다. 길이는 16비트면 된다.
		frames = binary.BigEndian.AppendUint16(append(frames, finText, 126), uint16(len(text)))
	}
	return append(frames, text...)
}

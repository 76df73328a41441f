package exercise

import (
	"errors"
	"io"
)

// Frame은 WebSocket의 프레임 하나이다. RFC 6455 5.2절.
type Frame struct {
	Fin     bool
	Opcode  byte // 0부터 15
	Masked  bool
	Payload []byte // 마스킹은 풀어서 준다
}

// ErrFrameTooLong은 한도보다 긴 프레임의 오류이다.
var ErrFrameTooLong = errors.New("프레임이 너무 깁니다")

// ErrProtocol은 남겨 둔 비트(RSV)가 켜져 있거나, 8바이트 길이의 첫 비트가 켜진 프레임의 오류이다. 한도보다 먼저 본다.
var ErrProtocol = errors.New("프로토콜을 어겼습니다")

// ReadFrame은 r에서 프레임 하나를 읽는다. 페이로드가 max바이트를 넘으면, 읽거나 메모리를 마련하기 전에 ErrFrameTooLong이다.
// 프레임이 시작되기 전에 끝났으면 io.EOF, 도중에 끝났으면 io.ErrUnexpectedEOF이다.
func ReadFrame(r io.Reader, max int) (Frame, error) {
	return Frame{}, Todo // 여기를 고친다.
}

// WriteFrame은 프레임 하나를 w에 쓴다. f.Masked이면 mask로 마스킹한다. f.Payload의 바이트를 바꾸지는 않는다.
// 길이는 가장 짧은 꼴로 적는다: 125까지는 7비트, 65535까지는 16비트, 그다음은 64비트. 큰 자리의 바이트부터 적는다.
// w가 준 오류는 그대로 돌려준다.
func WriteFrame(w io.Writer, f Frame, mask [4]byte) error {
	return Todo // 여기를 고친다.
}

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

// ErrProtocol은 RFC 6455 5장을 어긴 프레임의 오류이다.
//
//   - 남겨 둔 비트(RSV) 셋 가운데 하나라도 켜져 있다.
//   - 클라이언트의 프레임이 마스킹되어 있지 않거나, 서버의 프레임이 마스킹되어 있다.
//   - 8바이트 길이의 첫 비트가 켜져 있다.
//   - 길이를 가장 짧은 꼴로 적지 않았다. 125까지는 7비트, 65535까지는 16비트, 그다음은 64비트여야 한다.
var ErrProtocol = errors.New("프로토콜을 어겼습니다")

// ReadFrame은 r에서 프레임 하나를 읽는다. 이 프레임 뒤의 바이트는 읽지 않는다.
//
//   - fromClient는 클라이언트가 보낸 프레임인지이다. 아니면 서버가 보낸 프레임이다.
//   - 프로토콜을 어겼으면 ErrProtocol이다. 한도보다 먼저 본다.
//   - 페이로드가 max바이트를 넘으면, 페이로드를 읽거나 메모리를 마련하기 전에 ErrFrameTooLong이다.
//   - 프레임이 시작되기 전에 끝났으면 io.EOF, 도중에 끝났으면 io.ErrUnexpectedEOF이다. r이 준 다른 오류는 그대로 돌려준다.
//   - 제어 프레임의 규칙과 모르는 Opcode는 보지 않고 그대로 준다. 6번 문제가 본다.
func ReadFrame(r io.Reader, fromClient bool, max int) (Frame, error) {
	return Frame{}, Todo // 여기를 고친다.
}

// WriteFrame은 프레임 하나를 w에 쓴다. f.Masked이면 key로 마스킹한다. 아니면 key를 쓰지 않는다. f.Payload의 메모리는 바꾸지 않는다.
// 길이는 가장 짧은 꼴로 적는다. 큰 자리의 바이트부터 적는다. w가 준 오류는 그대로 돌려준다.
func WriteFrame(w io.Writer, f Frame, key [4]byte) error {
	return Todo // 여기를 고친다.
}

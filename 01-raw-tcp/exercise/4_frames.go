package exercise

import (
	"errors"
	"io"
)

// MaxFrame은 프레임에 담는 메시지의 가장 긴 길이이다. 단위는 바이트. 길이를 적는 4바이트는 세지 않는다.
const MaxFrame = 64 << 10

// ErrTooLong은 MaxFrame보다 긴 프레임의 오류이다.
var ErrTooLong = errors.New("프레임이 너무 깁니다")

// WriteFrame은 message의 길이를 4바이트로 적고(큰 자리부터, big endian. 6이면 00 00 00 06), 이어서 message를 적는다.
// MaxFrame보다 길면 아무것도 적지 않고 ErrTooLong을 돌려준다. 꼭 MaxFrame바이트인 메시지는 적는다. w가 준 오류는 그대로 돌려준다.
// message의 메모리는 고치지 않는다.
func WriteFrame(w io.Writer, message []byte) error {
	return Todo // 여기를 고친다.
}

// ReadFrame은 WriteFrame이 적은 것을 하나 읽는다. 스트림은 어떻게 나뉘어 올지 모른다. 이 프레임 뒤의 바이트는 읽지 않는다.
//
//   - 프레임이 시작되기 전에 스트림이 끝났으면 io.EOF
//   - 프레임의 도중에 끝났으면 io.ErrUnexpectedEOF
//   - 적힌 길이가 MaxFrame보다 길면, 본문을 읽거나 메모리를 마련하기 전에 ErrTooLong
//   - r이 준 다른 오류는 그대로
func ReadFrame(r io.Reader) ([]byte, error) {
	return nil, Todo // 여기를 고친다.
}

package exercise

import (
	"errors"
)

// Piece는 읽어서 마스킹을 푼 프레임 하나이다. Opcode는 0 연속, 1 텍스트, 2 바이너리, 8 종료, 9 핑, 10 퐁이다.
type Piece struct {
	Fin     bool
	Opcode  byte
	Payload []byte
}

// ErrBroken은 프래그먼트의 규칙을 어겼다는 오류이다. 종료 코드 1002에 해당한다.
var ErrBroken = errors.New("프래그먼트의 규칙을 어겼습니다")

// ErrTooBig은 모은 메시지가 한도를 넘었다는 오류이다. 종료 코드 1009에 해당한다.
var ErrTooBig = errors.New("메시지가 너무 큽니다")

// ErrNotText는 텍스트 메시지가 UTF-8이 아니라는 오류이다. 종료 코드 1007에 해당한다.
var ErrNotText = errors.New("텍스트 메시지가 UTF-8이 아닙니다")

// Assemble은 next가 주는 프레임을 모아 메시지 하나를 만든다. RFC 6455 5.4절, 5.5절, 8.1절.
//
//   - 메시지는 텍스트나 바이너리로 시작하고, FIN이 켜진 프레임에서 끝난다. 사이의 프래그먼트는 연속 프레임(0)이다. 메시지가 끝나면 next를 더 부르지 않는다.
//   - 메시지 앞이나 프래그먼트 사이에 온 핑에는, 다음 프레임을 읽기 전에 같은 페이로드로 pong을 부른다. 퐁은 버린다. 종료 프레임이 오면 io.EOF를 돌려준다.
//   - 시작하지 않은 연속 프레임, 끝나지 않았는데 또 시작한 메시지, 나누거나 125바이트를 넘는 제어 프레임, 모르는 Opcode는 ErrBroken이다.
//   - 모은 것이 max바이트를 넘으면 더 읽지 않고 ErrTooBig이다. 제어 프레임의 길이는 세지 않는다.
//   - 텍스트 메시지는 UTF-8이어야 한다. 아니면 ErrNotText이다. 글자 하나가 두 프래그먼트로 나뉠 수는 있다. 바이너리는 무엇이든 된다.
//   - next의 오류는 그대로 돌려준다. Payload의 메모리는 next의 것이라 고치지 않는다.
func Assemble(next func() (Piece, error), pong func([]byte), max int) (opcode byte, data []byte, err error) {
	return 0, nil, Todo // 여기를 고친다.
}

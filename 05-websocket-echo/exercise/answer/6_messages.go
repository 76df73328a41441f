package exercise

import (
	"errors"
	"io"
	"unicode/utf8"
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

// 프레임은 두 가지이다. 제어 프레임은 나눌 수 없고 짧으며 프래그먼트 사이에 끼어들 수 있다. 그래서 따로 떼어 먼저 다룬다.
// 나머지는 "시작했는가"라는 물음 하나로 갈린다. 시작하지 않았으면 시작하는 것만, 시작했으면 연속 프레임만 올 수 있다.
// 한도는 프래그먼트가 아니라 모은 것에 건다. 그러지 않으면 짧은 프래그먼트 천 개로 얼마든지 키울 수 있다.
// UTF-8은 다 모은 다음에 본다. 글자 하나가 두 프래그먼트로 나뉘어 있으면 프래그먼트 하나는 UTF-8이 아니다.

// Assemble은 next가 주는 프레임을 모아 메시지 하나를 만든다. RFC 6455 5.4절, 5.5절, 8.1절.
//
//   - 메시지는 텍스트나 바이너리로 시작하고, FIN이 켜진 프레임에서 끝난다. 사이의 프래그먼트는 연속 프레임(0)이다. 메시지가 끝나면 next를 더 부르지 않는다.
//   - 메시지 앞이나 프래그먼트 사이에 온 핑에는, 다음 프레임을 읽기 전에 같은 페이로드로 pong을 부른다. 퐁은 버린다. 종료 프레임이 오면 io.EOF를 돌려준다.
//   - 시작하지 않은 연속 프레임, 끝나지 않았는데 또 시작한 메시지, 나누거나 125바이트를 넘는 제어 프레임, 모르는 Opcode는 ErrBroken이다.
//   - 모은 것이 max바이트를 넘으면 더 읽지 않고 ErrTooBig이다. 제어 프레임의 길이는 세지 않는다.
//   - 텍스트 메시지는 UTF-8이어야 한다. 아니면 ErrNotText이다. 글자 하나가 두 프래그먼트로 나뉠 수는 있다. 바이너리는 무엇이든 된다.
//   - next의 오류는 그대로 돌려준다. Payload의 메모리는 next의 것이라 고치지 않는다.
func Assemble(next func() (Piece, error), pong func([]byte), max int) (opcode byte, data []byte, err error) {
	for started := false; ; {
		p, err := next()
		if err != nil {
			return 0, nil, err
		}
		if p.Opcode >= opClose {
			if err := control(p, pong); err != nil {
				return 0, nil, err
			}
			continue
		}
		if starts := p.Opcode == 1 || p.Opcode == 2; starts == started || !starts && p.Opcode != 0 {
			return 0, nil, ErrBroken
		}
		if !started {
			started, opcode = true, p.Opcode
		}
		if len(data)+len(p.Payload) > max {
			return 0, nil, ErrTooBig
		}
		data = append(data, p.Payload...)
		if p.Fin && opcode == 1 && !utf8.Valid(data) {
			return 0, nil, ErrNotText
		}
		if p.Fin {
			return opcode, data, nil
		}
	}
}

const opClose, opPing, opPong = 8, 9, 10

// control은 제어 프레임 하나를 다룬다.
func control(p Piece, pong func([]byte)) error {
	if !p.Fin || len(p.Payload) > 125 || p.Opcode > opPong {
		return ErrBroken
	}
	switch p.Opcode {
	case opClose:
		return io.EOF
	case opPing:
		pong(p.Payload)
	}
	return nil
}

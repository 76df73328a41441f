package exercise

import (
	"encoding/binary"
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

// 첫 두 바이트가 나머지의 모양을 정한다. 그래서 두 바이트, 길이, 마스킹 키, 페이로드를 차례로 읽는다. 길이는 상대가 적은 것이므로
// 메모리를 마련하기 전에 살핀다. 시작되기 전의 끝만 io.EOF이고, 그 뒤의 끝은 모두 잘린 것이다. 마스킹은 XOR라서 두 번 하면
// 본디대로 돌아온다. 쓸 때는 복사한 것을 마스킹한다. 남의 바이트를 바꾸면 안 된다.
//
// 가장 짧은 꼴이 아닌 길이는 RFC 6455 5.2절이 "반드시 가장 짧게 적으라"고 보내는 쪽에 말한 것이다. 받는 쪽이 끊으라는 말은 없어서
// gorilla는 받아 준다. 여기서는 거절한다. 보내는 쪽이 규칙을 지키지 않는다는 표시이기 때문이다.

// ReadFrame은 r에서 프레임 하나를 읽는다. 이 프레임 뒤의 바이트는 읽지 않는다.
//
//   - fromClient는 클라이언트가 보낸 프레임인지이다. 아니면 서버가 보낸 프레임이다.
//   - 프로토콜을 어겼으면 ErrProtocol이다. 한도보다 먼저 본다.
//   - 페이로드가 max바이트를 넘으면, 페이로드를 읽거나 메모리를 마련하기 전에 ErrFrameTooLong이다.
//   - 프레임이 시작되기 전에 끝났으면 io.EOF, 도중에 끝났으면 io.ErrUnexpectedEOF이다. r이 준 다른 오류는 그대로 돌려준다.
//   - 제어 프레임의 규칙과 모르는 Opcode는 보지 않고 그대로 준다. 6번 문제가 본다.
func ReadFrame(r io.Reader, fromClient bool, max int) (Frame, error) {
	var head [2]byte
	if _, err := io.ReadFull(r, head[:]); err != nil {
		return Frame{}, err
	}
	f := Frame{Fin: head[0]&0x80 != 0, Opcode: head[0] & 0x0f, Masked: head[1]&0x80 != 0}
	if head[0]&0x70 != 0 || f.Masked != fromClient {
		return Frame{}, ErrProtocol
	}
	length, err := readLength(r, head[1]&0x7f)
	if err != nil {
		return Frame{}, err
	}
	if length > uint64(max) {
		return Frame{}, ErrFrameTooLong
	}
	var key [4]byte
	if f.Masked {
		if err := readRest(r, key[:]); err != nil {
			return Frame{}, err
		}
	}
	f.Payload = make([]byte, length)
	if err := readRest(r, f.Payload); err != nil {
		return Frame{}, err
	}
	xor(f.Payload, key) // 마스킹하지 않았으면 마스킹 키가 모두 0이라 그대로이다.
	return f, nil
}

// readLength는 길이의 세 꼴을 읽는다. short는 둘째 바이트의 7비트이다.
func readLength(r io.Reader, short byte) (uint64, error) {
	var wide [8]byte
	var least uint64 // 이 꼴로 적을 수 있는 가장 짧은 길이
	switch short {
	case 126:
		least = 126
		if err := readRest(r, wide[6:]); err != nil {
			return 0, err
		}
	case 127:
		least = 1 << 16
		if err := readRest(r, wide[:]); err != nil {
			return 0, err
		}
	default:
		wide[7] = short
	}
	length := binary.BigEndian.Uint64(wide[:])
	if length < least || length>>63 != 0 {
		return 0, ErrProtocol
	}
	return length, nil
}

// readRest는 프레임이 시작된 다음의 것을 읽는다. 여기서 끝나면 잘린 것이다.
func readRest(r io.Reader, p []byte) error {
	_, err := io.ReadFull(r, p)
	if err == io.EOF {
		err = io.ErrUnexpectedEOF
	}
	return err
}

// WriteFrame은 프레임 하나를 w에 쓴다. f.Masked이면 key로 마스킹한다. 아니면 key를 쓰지 않는다. f.Payload의 메모리는 바꾸지 않는다.
// 길이는 가장 짧은 꼴로 적는다. 큰 자리의 바이트부터 적는다. w가 준 오류는 그대로 돌려준다.
func WriteFrame(w io.Writer, f Frame, key [4]byte) error {
	var fin, masked byte
	if f.Fin {
		fin = 0x80
	}
	if f.Masked {
		masked = 0x80
	}
	wire := []byte{fin | f.Opcode}
	switch n := len(f.Payload); {
	case n < 126:
		wire = append(wire, masked|byte(n))
	case n < 1<<16:
		wire = binary.BigEndian.AppendUint16(append(wire, masked|126), uint16(n))
	default:
		wire = binary.BigEndian.AppendUint64(append(wire, masked|127), uint64(n))
	}
	if f.Masked {
		wire = append(wire, key[:]...)
	}
	start := len(wire)
	wire = append(wire, f.Payload...)
	if f.Masked {
		xor(wire[start:], key)
	}
	_, err := w.Write(wire) // 한 번에 쓴다. 다른 프레임이 사이에 끼지 못한다.
	return err
}

// xor는 p를 마스킹하거나 푼다. RFC 6455 5.3절.
func xor(p []byte, key [4]byte) {
	for i := range p {
		p[i] ^= key[i%4]
	}
}

package main

import (
	"encoding/binary"
	"unicode/utf8"
)

// echo는 in에 온전히 온 프레임을 차례로 처리한다. 답은 in의 앞부분에 이어 적는다. 답의 헤더가
// 온 헤더보다 4바이트 짧으므로, 적는 곳이 읽는 곳을 앞지르지 못한다. 버퍼가 하나면 되고 따로 베끼지도 않는다.
//
// used는 처리한 길이, need는 덜 온 프레임의 길이이다. need를 아직 모르면 0이다.
func (p *peer) echo(in []byte) (answer []byte, used, need int, err error) {
	answer = in[:0]
	for {
		f, err := parse(in[used:], maxMessage-len(p.partial))
		if err != nil || f.payload == nil {
			return answer, used, f.size, err
		}
		used += f.size
		if answer, err = p.handle(answer, f); err != nil {
			return answer, used, 0, err
		}
	}
}

// handle은 프레임 하나를 처리하고, 답을 이어 붙인 out을 돌려준다.
func (p *peer) handle(out []byte, f incoming) ([]byte, error) {
	switch {
	case f.opcode == opPing:
		out, _ = appendFrame(out, opPong, f)
		return out, nil
	case f.opcode == opPong:
		p.heard = p.heard || p.kind == 0 // 시작한 메시지는 퐁을 보내더라도 silence 안에 끝나야 한다.
		unmask(f.payload, f.payload, f.key)
		if string(f.payload) == lastPing && p.ctx.Err() != nil {
			return out, errGoingAway
		}
		return out, nil
	case f.opcode == opClose:
		return out, reply(f)
	case f.fin && f.opcode != opCont && p.kind == 0: // 나누지 않은 메시지. 거의 언제나 이것이다.
		p.heard = true
		answer, ok := appendFrame(out, f.opcode, f)
		if !ok {
			return out, errUTF8
		}
		return answer, nil
	default:
		return p.fragment(out, f)
	}
}

// appendFrame은 f의 페이로드를 마스킹을 풀어 담은 프레임을 out에 붙인다. 텍스트인데 UTF-8이 아니면 ok가 거짓이다.
func appendFrame(out []byte, opcode byte, f incoming) (longer []byte, ok bool) {
	out = appendHead(out, opcode, len(f.payload))
	body := out[len(out) : len(out)+len(f.payload)]
	ascii := unmask(body, f.payload, f.key)
	return out[:len(out)+len(body)], ascii || opcode != opText || utf8.Valid(body)
}

// fragment는 나누어 온 메시지를 모은다. 마지막 프래그먼트가 오면 프레임 하나로 답한다.
func (p *peer) fragment(out []byte, f incoming) ([]byte, error) {
	if (f.opcode == opCont) != (p.kind != 0) {
		return out, errProtocol // 시작이 없거나, 끝나기 전에 새로 시작했다. RFC 6455 5.4절.
	}
	p.kind = max(p.kind, f.opcode)
	unmask(f.payload, f.payload, f.key)
	p.partial = append(p.partial, f.payload...)
	if !f.fin {
		return out, nil
	}
	kind, message := p.kind, p.partial
	p.kind, p.partial, p.heard = 0, nil, true
	if kind == opText && !utf8.Valid(message) {
		return out, errUTF8
	}
	// 여러 번에 걸쳐 모은 메시지는 in의 앞부분에 들어간다는 보장이 없다. 앞의 답부터 보내고 따로 보낸다.
	if err := p.write(out); err != nil {
		return out, err
	}
	return out[:0], p.write(append(appendHead(nil, kind, len(message)), message...))
}

// reply는 상대의 종료 프레임에 답할 코드이다. 받은 코드를 그대로 돌려준다. RFC 6455 5.5.1절, 7.4절.
func reply(f incoming) closeReason {
	unmask(f.payload, f.payload, f.key)
	if len(f.payload) == 0 {
		return closeReason{}
	}
	if len(f.payload) == 1 || !utf8.Valid(f.payload[2:]) {
		return errProtocol
	}
	code := binary.BigEndian.Uint16(f.payload)
	if code < 1000 || code == 1004 || code == 1005 || code == 1006 || code > 1014 && code < 3000 || code > 4999 {
		return errProtocol
	}
	return closeReason{code: code}
}
